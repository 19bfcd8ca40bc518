package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// account returns what the auth commands need. A key does not end.
func (t *tree) account() cli.Account {
	return cli.Account{Vendor: t.vendor, Token: "api_key", Check: func(ctx context.Context, secrets map[string]string) error {
		client, err := t.clientWith(cli.Fixed(secrets["api_key"]))
		if err != nil {
			return err
		}
		return client.Probe(ctx)
	}, Address: t.address, Inferred: cli.NamesOf(flexcrm.Endpoints, func(e flexcrm.Endpoint) (string, bool) { return e.Name, e.Inferred })}
}

// address returns the base URL, which may come from the site's id.
func (t *tree) address() (string, error) {
	c, err := t.Config()
	if err != nil {
		return "", err
	}
	base, _ := c.Value(t.vendor.Name, "base_url")
	site, _ := c.Value(t.vendor.Name, "site_id")
	return flexcrm.BaseURL(base, site)
}
