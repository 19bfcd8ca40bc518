package credential

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// ErrNotFound is reported, as it is or wrapped, for what is nowhere stored.
var ErrNotFound = say.Sentinel("not found")

// service is the name under which a keyring shows all that genba keeps.
const service = "genba"

// Store keeps values by account, which is profile/vendor/name.
type Store interface {
	// Name is for people: "keyring", "file store /home/k/.local/share/genba/secrets.age".
	Name() Place
	// Get is the value of the account, or ErrNotFound.
	Get(ctx context.Context, account string) (string, error)
	// Set stores the value for good before it returns: who is killed during Set leaves the old value or
	// the new one.
	Set(ctx context.Context, account, value string) error
	// Delete removes the account, or reports ErrNotFound.
	Delete(ctx context.Context, account string) error
}

// account returns where a value of a profile's vendor is kept.
func account(profile, vendorName, name string) string {
	return profile + "/" + vendorName + "/" + name
}

// toLogin returns how an account is stored anew.
func toLogin(account string) say.Text {
	profile, rest, _ := strings.Cut(account, "/")
	vendorName, _, _ := strings.Cut(rest, "/")
	if profile == "default" {
		return say.T("a login to %s", vendorName)
	}
	return say.T("a login with profile %s to %s", profile, vendorName)
}
