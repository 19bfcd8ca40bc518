package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/vendors"
)

// ExpiryMeta returns the name under which the end of a secret is kept beside it in the store.
func ExpiryMeta(secret string) string { return secret + "_expires_at" }

// RememberExpiry keeps when a secret ends: the time and a fingerprint of the secret, so that one put there by other means
// is not taken for the one that is known. A zero time keeps nothing.
func (a *App) RememberExpiry(ctx context.Context, v vendors.Vendor, secret, value string, at time.Time) error {
	if at.IsZero() {
		return nil
	}
	credentials, err := a.Credentials()
	if err != nil {
		return err
	}
	return credentials.SaveMeta(ctx, v, ExpiryMeta(secret), at.Format(time.RFC3339)+" "+fingerprint(value))
}

// StoredExpiry returns what RememberExpiry kept for the secret that is in the store now.
func (a *App) StoredExpiry(ctx context.Context, v vendors.Vendor, secret string) (at time.Time, known bool, err error) {
	credentials, err := a.Credentials()
	if err != nil {
		return time.Time{}, false, err
	}
	now, err := credentials.Secret(ctx, v, secret)
	if err != nil || !now.Writable {
		return time.Time{}, false, err
	}
	meta, err := credentials.Meta(ctx, v, ExpiryMeta(secret))
	if err != nil {
		return time.Time{}, false, err
	}
	stamp, owner, _ := strings.Cut(meta, " ")
	at, err = time.Parse(time.RFC3339, stamp)
	return at, err == nil && owner == fingerprint(now.Value), nil
}

func fingerprint(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:8])
}
