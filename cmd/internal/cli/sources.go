package cli

import (
	"errors"
	"slices"
	"sync"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// sources remember where the secrets that were used came from, without their values.
type sources struct {
	mu    sync.Mutex
	found []source
}

type source struct {
	vendor   string
	secret   vendors.Secret
	place    credential.Place
	writable bool
}

func (s *sources) add(v vendors.Vendor, name string, found credential.Secret) {
	if found.Source == (credential.Place{}) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, _ := v.Secret(name)
	now := source{v.Name, secret, found.Source, found.Writable}
	if !slices.Contains(s.found, now) {
		s.found = append(s.found, now)
	}
}

func (s *sources) of(vendor string) []source {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.found), func(f source) bool { return f.vendor != vendor })
}

// only returns the vendor whose secrets were used, if it is one alone.
func (s *sources) only() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	vendor := ""
	for _, f := range s.found {
		if vendor != "" && f.vendor != vendor {
			return ""
		}
		vendor = f.vendor
	}
	return vendor
}

// Blamed says of secrets that the vendor refused where they came from, when that was not the store: to log in would not
// help against a variable, which goes first.
func (a *App) Blamed(vendor string, err error) error {
	if !refusesSecret(err) {
		return err
	}
	var lines []say.Text
	stored := false
	for _, s := range a.sources.of(vendor) {
		if s.writable {
			stored = true
			continue
		}
		lines = append(lines, Elsewhere(s.secret, s.place))
	}
	if len(lines) == 0 {
		return err
	}
	if stored {
		lines = append(lines, fault.HintOf(err))
	}
	return &fault.Error{Kind: fault.Auth, Message: say.T("%w", err), Hint: say.Lines(lines...), Err: err}
}

// Elsewhere returns the hint for a refused secret that is not from the store.
func Elsewhere(secret vendors.Secret, place credential.Place) say.Text {
	return say.T("the %s came from %s, which goes before the store: put a valid one there (%s), or take it away",
		secret.Name, place, say.T(say.Format(secret.Help)))
}

// refusesSecret reports whether an error is a vendor's own answer that it does not take a secret. An authorization code or
// a refresh token that is over (invalid_grant) is none of those that people give.
func refusesSecret(err error) bool {
	if fault.KindOf(err) != fault.Auth {
		return false
	}
	for ; err != nil; err = errors.Unwrap(err) {
		var f *fault.Error
		if !errors.As(err, &f) {
			return false
		}
		if f.Status != 0 {
			return f.Code != "invalid_grant"
		}
		err = f
	}
	return false
}
