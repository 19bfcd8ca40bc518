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
	// Meta are the names of what is kept beside the secrets.
	Meta []string
	// Check asks the vendor whether it takes these secrets, before they are stored or for auth status --check.
	Check func(ctx context.Context, secrets map[string]string) error
	// Refresh renews the token; unless is how much life left makes that unnecessary, 0 for always. nil: nothing
	// to renew.
	Refresh func(ctx context.Context, unless time.Duration) (Renewal, error)
	// Expiry is when the stored secret ends, if that is known. nil: it does not end.
	Expiry func(ctx context.Context) (at time.Time, known bool, err error)
}

// Renewal is what Refresh did.
type Renewal struct {
	Renewed   bool
	ExpiresAt time.Time // zero: the vendor did not say
}
