package kaonavi

import (
	"time"

	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// The limits of §1.3, each for a whole company.
const (
	MaxRequests = 60
	MaxTokens   = 5
	TokenLife   = time.Hour
	Window      = time.Hour
)

// The names of the limits in a quota.Ledger.
const (
	requests = "requests"
	tokens   = "tokens"
)

// Limits returns what a company's quota.Ledger counts.
func Limits() []quota.Limit {
	return []quota.Limit{{Name: requests, Most: MaxRequests, Per: Window}, {Name: tokens, Most: MaxTokens, Per: Window}}
}

// rules returns how the vendor counts.
func rules() map[string]budget.Rule {
	return map[string]budget.Rule{
		requests: {Full: "the %d requests that the company has in an hour are used up"},
		tokens:   {Full: "the %d access tokens that the company gets in an hour are used up", Counts: issued},
	}
}
