package v2

import (
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// The limits of a company.
const (
	MaxRequests      = 3000 // in RequestsPer; the vendor's page said 1,000 when v2 was new
	RequestsPer      = time.Hour
	MaxUpdates       = 5 // in UpdatesPer; refused ones do not count
	UpdatesPer       = time.Minute
	TokenLife        = time.Hour // where the answer does not say
	LinkLife         = 15 * time.Minute
	MaxRows          = 1000    // members in one request; the vendor names no limit for them, but this one for files
	MaxFaces         = 100     // in one request
	MaxFiles         = 1000    // in one request
	MaxFileSize      = 5 << 20 // bytes, of a face and of a file
	MaxMemberCodes   = 30_000  // on one list of a user's permissions
	MaxDepartments   = 1_000   // on one list of a user's permissions
	dryRunHeader     = "Dry-Run"
	tokenHeader      = "Kaonavi-Token" //nolint:gosec // G101: a name
	newMembersUsable = 2 * time.Minute // a live client waits so long before it writes sheets of members it has added
)

// The names of the limits in a quota.Ledger.
const (
	requests = "requests"
	updates  = "updates"
)

// Limits returns what a company's quota.Ledger counts; 0 stands for the vendor's own.
func Limits(requestsPerHour, updatesPerMinute int) []quota.Limit {
	if requestsPerHour <= 0 {
		requestsPerHour = MaxRequests
	}
	if updatesPerMinute <= 0 {
		updatesPerMinute = MaxUpdates
	}
	return []quota.Limit{{Name: requests, Most: requestsPerHour, Per: RequestsPer}, {Name: updates, Most: updatesPerMinute, Per: UpdatesPer}}
}

// rules returns how the vendor counts.
func rules() map[string]budget.Rule {
	return map[string]budget.Rule{
		requests: {Full: "the %d requests that the company has in an hour are used up"},
		updates:  {Full: "the %d updates that the company has in a minute are used up", Counts: accepted},
	}
}

// accepted reports whether an update counts among the updates: one that was refused does not.
func accepted(o transport.Outcome) bool {
	return o.Response == nil || o.Response.Status < http.StatusBadRequest || o.Response.Status >= http.StatusInternalServerError ||
		o.Response.Status == http.StatusTooManyRequests
}
