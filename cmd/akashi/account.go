package akashi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
)

// account returns what the auth commands need.
func (t *tree) account() cli.Account {
	return cli.Account{Vendor: t.vendor, Needs: []string{"company_id"}, Token: "token", Meta: []string{cli.ExpiryMeta("token")}, Check: t.checkToken, Refresh: t.renew, Expiry: t.expiry}
}

// checkToken reads the owner's alerts, the smallest answer that every token may have.
func (t *tree) checkToken(ctx context.Context, secrets map[string]string) error {
	client, err := t.clientWith(cli.Fixed(secrets["token"]))
	if err != nil {
		return err
	}
	for _, err := range client.Alerts(ctx) {
		if err != nil {
			return err
		}
	}
	return nil
}
