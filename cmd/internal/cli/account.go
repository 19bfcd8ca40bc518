package cli

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/vendors"
)

// Account is what a vendor's tree hands to the auth commands.
type Account struct {
	Vendor vendors.Vendor
	// Needs are config keys without which nothing can be sent.
	Needs []string
	// Token names the secret that other tools want, for auth token.
	Token string
	// Meta are the names of what is kept beside the secrets.
	Meta []string
	// Check asks the vendor whether it takes these secrets, before they are stored or for auth status --check.
	Check func(ctx context.Context, secrets map[string]string) error
	// Refresh renews the token. nil: nothing to renew.
	Refresh Refresh
	// Expiry is when the stored secret ends, if that is known. nil: it does not end.
	Expiry func(ctx context.Context) (at time.Time, known bool, err error)
	// Caution is what whoever logs in should know about the vendor; empty: nothing.
	Caution string
	// Notes are lines about the account for auth status VENDOR, such as what is left of a budget. They ask nobody. nil: none.
	Notes func(ctx context.Context) ([]string, error)
}

// Renewal is what Refresh did.
type Renewal struct {
	Renewed   bool
	ExpiresAt time.Time // zero: the vendor did not say
}
