package kaonavi

import (
	"time"

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

// tokenMargin is how long before its end a token is not begun with any more.
const tokenMargin = time.Minute

// Limits are what a company's quota.Ledger counts.
func Limits() []quota.Limit {
	return []quota.Limit{{Name: requests, Most: MaxRequests, Per: Window}, {Name: tokens, Most: MaxTokens, Per: Window}}
}
