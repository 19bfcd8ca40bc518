package logimeter

import (
	"context"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/oauth"
)

// The secrets, by their names in the table of vendors.
const (
	clientSecret = "client_secret"
	accessToken  = "access_token"
	refreshToken = "refresh_token"
)

// account returns what the auth commands need.
func (t *tree) account() cli.Account {
	return cli.Account{
		Vendor: t.vendor, Needs: []string{"auth_url", "client_id", "redirect_url"},
		Token: accessToken, Dispensable: []string{clientSecret, refreshToken}, Meta: []string{cli.ExpiryMeta(accessToken)},
		Check: t.checkToken, Authorize: t.authorize, Refresh: t.renew, Expiry: t.expiry, Notes: t.notes,
		RefreshesItself: true, Inferred: cli.NamesOf(logimeter.Endpoints, func(e logimeter.Endpoint) (string, bool) { return e.Name, e.Inferred }),
	}
}

// authorize starts a login.
func (t *tree) authorize() (*cli.Authorization, error) {
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	value := func(key string) string {
		v, _ := c.Value(t.vendor.Name, key)
		return v
	}
	attempt, err := oauth.Begin(oauth.Options{
		AuthURL: value("auth_url"), RedirectURL: value("redirect_url"), ClientID: value("client_id"), PKCE: value("pkce") == "true",
	})
	if err != nil {
		return nil, err
	}
	return &cli.Authorization{Attempt: attempt, Redeem: func(ctx context.Context, secrets map[string]string, code string) (cli.Renewal, error) {
		return t.redeem(ctx, secrets[clientSecret], code, attempt.Verifier)
	}}, nil
}

// checkToken asks the vendor as the commands do, so that a token that only has to be renewed is no fault.
func (t *tree) checkToken(ctx context.Context, _ map[string]string) error {
	client, err := t.client()
	if err != nil {
		return err
	}
	return client.Probe(ctx)
}

// expiry returns when the access token in the store ends.
func (t *tree) expiry(ctx context.Context) (time.Time, bool, error) {
	return t.StoredExpiry(ctx, t.vendor, accessToken)
}

// notes says how many hours the access token lasts; its life of two days is too short to count in days.
func (t *tree) notes(ctx context.Context) ([]say.Text, error) {
	at, known, err := t.expiry(ctx)
	if err != nil || !known {
		return nil, nil //nolint:nilerr // the rows tell what is missing
	}
	left := at.Sub(t.Now())
	if left <= 0 {
		return []say.Text{say.T("the access token has ended; the next command has it renewed")}, nil
	}
	return []say.Text{say.T("the access token lasts %d h %02d min more; genba has it renewed by itself", int(left.Hours()), int(left.Minutes())%60)}, nil
}
