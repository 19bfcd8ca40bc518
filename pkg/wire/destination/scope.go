package destination

import (
	"encoding/json"
	"slices"
	"time"
)

// Scope is what a pull asked for. Rows keep it, so that a later pull knows which of them it replaces.
type Scope struct {
	Profile   string     `json:"profile,omitempty"`
	Vendor    string     `json:"vendor,omitempty"`
	Host      string     `json:"host,omitempty"`
	Account   string     `json:"account,omitempty"`
	Selection []string   `json:"selection,omitempty"` // flags and arguments that decide which records come, in a fixed order
	From      *time.Time `json:"from,omitempty"`      // first second; nil: no range
	To        *time.Time `json:"to,omitempty"`        // last second
}

func (s Scope) text() string {
	t, _ := json.Marshal(s) // no value of it can fail
	return string(t)
}

func parseScope(text string) (s Scope, ok bool) {
	return s, json.Unmarshal([]byte(text), &s) == nil
}

// ranged reports whether the pull asked for a time.
func (s Scope) ranged() bool { return s.From != nil && s.To != nil }

// sameAccount reports whether both are about the same data of the same vendor. The profile is only a name for it.
func (s Scope) sameAccount(o Scope) bool {
	return s.Vendor == o.Vendor && s.Host == o.Host && s.Account == o.Account
}

// sameSelection reports whether both chose records in the same way.
func (s Scope) sameSelection(o Scope) bool { return slices.Equal(s.Selection, o.Selection) }

// covers reports whether the time of o lies within that of s.
func (s Scope) covers(o Scope) bool {
	return s.ranged() && o.ranged() && !o.From.Before(*s.From) && !o.To.After(*s.To)
}
