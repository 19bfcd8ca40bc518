package v2_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

var (
	collect   = vendortest.Collect
	all       = vendortest.All
	wantError = vendortest.WantAdvice
)

// rig is what clients of one company need: a vendor behind its contract, the time, a store and a budget.
type rig struct {
	t      *testing.T
	vendor *sandbox.Server
	base   string
	who    access.Credentials
	clock  *vendortest.Clock
	store  *vendortest.Store
	budget *quota.Ledger

	mu   sync.Mutex
	told []string
}

var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(v2.OpenAPI) })

func newRig(t *testing.T, o sandbox.Options) *rig {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, clock: vendortest.NewClock(), store: vendortest.NewStore()}
	r.budget = quota.Open(quota.Options{Limits: v2.Limits(0, 0), Now: r.clock.Now})
	o.Seed, o.Now = 3, r.clock.Now
	r.vendor = sandbox.New(o)
	settings := r.vendor.Settings("")
	r.who = access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}
	r.serve(agreed.Wrap("", r.vendor, contract.Fail(t)))
	return r
}

// serve mounts a vendor where the client expects the version.
func (r *rig) serve(h http.Handler) {
	server := httptest.NewServer(http.StripPrefix("/api/v2.0", h))
	r.t.Cleanup(server.Close)
	r.base = server.URL + "/api"
}

func (r *rig) client(change ...func(*v2.Options)) *v2.Client {
	r.t.Helper()
	o := v2.Options{Account: access.Account{
		Transport: transport.Options{BaseURL: r.base, MaxRetries: -1, Sleep: r.clock.Sleep},
		Store:     r.store, Budget: r.budget, Now: r.clock.Now,
		Credentials: func(context.Context) (access.Credentials, error) { return r.who, nil },
		Tell: func(format say.Format, args ...any) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.told = append(r.told, say.T(format, args...).String())
		},
	}}
	for _, f := range change {
		f(&o)
	}
	c, err := v2.New(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// count returns how many requests the vendor had whose line begins with the text.
func (r *rig) count(text string) int {
	n := 0
	for _, line := range r.vendor.Requests() {
		if strings.HasPrefix(line, text) {
			n++
		}
	}
	return n
}
