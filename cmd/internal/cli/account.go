package cli

import (
	"context"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

// Account is what a vendor's tree hands to the auth commands.
type Account struct {
	Vendor vendors.Vendor
	// Beside means that the account is of no service: commands work without it, so that a missing secret is no fault.
	Beside bool
	// Dispensable are secrets without which commands work all the same while the token lasts.
	Dispensable []string
	// Needs are config keys without which nothing can be sent.
	Needs []string
	// Token names the secret that other tools want, for auth token.
	Token string
	// Issue gives the token for auth token where it is none of the stored secrets. nil: the secret named Token.
	Issue func(ctx context.Context) (string, error)
	// Meta are the names of what is kept beside the secrets.
	Meta []string
	// Check asks the vendor whether it takes these secrets, before they are stored or for auth status --check.
	Check func(ctx context.Context, secrets map[string]string) error
	// Authorize begins a login by authorization code. nil: people have all the secrets and type them.
	Authorize func() (*Authorization, error)
	// Refresh renews the token. nil: nothing to renew.
	Refresh Refresh
	// Expiry is when the stored secret ends, if that is known. nil: it does not end.
	Expiry func(ctx context.Context) (at time.Time, known bool, err error)
	// RefreshesItself says that commands renew the token by themselves when it ends.
	RefreshesItself bool
	// Address is the base URL where it is not simply the config key base_url. nil: it is.
	Address func() (string, error)
	// Inferred are the names of the endpoints that no public document gives. nil: none.
	Inferred func() []string
	// Caution returns what people should know about the vendor before they log in; empty: nothing. nil: always nothing.
	Caution func() say.Text
	// Notes are lines about the account for auth status VENDOR, such as what is left of a budget. They ask nobody. nil: none.
	Notes func(ctx context.Context) ([]say.Text, error)
	// Reach asks the vendor which operations it answers, by reads that change nothing, for auth status --check and doctor. nil:
	// nothing is asked.
	Reach func(ctx context.Context) ([]Reach, error)
}

// Reach is what is known of some operations of a vendor.
type Reach struct {
	Text say.Text // "switched off: …"
	Off  bool     // they do not answer
	Hint say.Text // what to do about it
}

// PostgresAccount returns the password of the databases of a profile. Which of them it is for is not known here, so that it is stored
// unchecked.
func PostgresAccount() Account {
	return Account{
		Vendor: vendors.Postgres(), Beside: true, Token: "password",
		Check: func(context.Context, map[string]string) error { return nil },
	}
}

// FindAccount returns the account of a vendor by the name that was typed.
func FindAccount(accounts []Account, name string) (Account, error) {
	var names []string
	for _, a := range accounts {
		if a.Vendor.Name == name {
			return a, nil
		}
		names = append(names, a.Vendor.Name)
	}
	return Account{}, fault.Errorf(fault.Usage, "%q is not a vendor to log in to%s", name, nearest.Suggest(name, names)).
		WithHint("vendors: %s", strings.Join(names, ", "))
}

// Authorization is one login by authorization code.
type Authorization struct {
	Attempt *oauth.Attempt
	// Redeem turns the code into tokens and stores them. secrets are those that people have. It is called under the vendor's
	// lock, with signals held back and a ctx that no interrupt ends.
	Redeem func(ctx context.Context, secrets map[string]string, code string) (Renewal, error)
}

// Renewal is what Refresh did.
type Renewal struct {
	Renewed   bool
	ExpiresAt time.Time     // zero: the vendor did not say
	Answer    record.Record // what else the vendor answered, without any secret
}
