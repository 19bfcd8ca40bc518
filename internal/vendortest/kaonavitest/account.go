// Package kaonavitest has what tests of both versions of Kaonavi's API share: the account of one company, in a time of the test's own.
package kaonavitest

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Account is what clients of one company need: where the vendor is, keys, the time, a store and a budget.
type Account struct {
	Base   string
	Who    access.Credentials
	Clock  *vendortest.Clock
	Store  *vendortest.Store
	Budget *quota.Ledger

	mu   sync.Mutex
	told []string
}

// New returns an account that has these limits. Its base is the test's to set.
func New(limits []quota.Limit) *Account {
	clock := vendortest.NewClock()
	return &Account{
		Who:   access.Credentials{Key: "key-0f1e2d3c", Secret: "secret-4b5a6978"}, //nolint:gosec // made up
		Clock: clock, Store: vendortest.NewStore(), Budget: quota.Open(quota.Options{Limits: limits, Now: clock.Now}),
	}
}

// Keys sets the keys that a sandbox's Settings name.
func (a *Account) Keys(settings map[string]string) {
	a.Who = access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}
}

// Options returns the account as a client takes it; a failed request is not tried again.
func (a *Account) Options() access.Account {
	return access.Account{
		Transport: transport.Options{BaseURL: a.Base, MaxRetries: -1, Sleep: a.Clock.Sleep},
		Store:     a.Store, Budget: a.Budget, Now: a.Clock.Now,
		Credentials: func(context.Context) (access.Credentials, error) { return a.Who, nil },
		Tell: func(format say.Format, args ...any) {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.told = append(a.told, say.T(format, args...).String())
		},
	}
}

// Told returns what clients said while they worked, oldest first.
func (a *Account) Told() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.told
}
