// Package flexcrm is the command tree of FlexCRM: flags in, records out. It must not know HTTP, JSON or CSV.
package flexcrm

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/flexcrm"
	"github.com/genba-cli/genba/pkg/vendors"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
}

// New makes the tree.
func New(app *cli.App) *cobra.Command {
	t := newTree(app)
	return cli.Group("flexcrm", "FlexCRM: customer data and workflow",
		t.flexdb(),
		cli.Plural(t.workflow(), "workflows"),
		cli.Plural(t.resource(flexcrm.Users(), "people who log in", "list", "get", "create", "update"), "user"),
		cli.Plural(t.resource(flexcrm.Groups(), "groups of users", "list", "get", "update"), "group"),
		cli.Plural(t.resource(flexcrm.Departments(), "departments", "list", "get", "create", "update"), "department"),
		cli.Plural(t.resource(flexcrm.Positions(), "positions (職責)", "list", "get"), "position"),
		cli.Plural(t.schedules(), "schedule"),
	)
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("flexcrm")
	return &tree{App: app, vendor: v}
}

// client is the FlexCRM client of the active profile.
func (t *tree) client() (*flexcrm.Client, error) {
	return t.clientWith(func(ctx context.Context) (string, error) {
		secret, err := t.Secret(ctx, t.vendor, "api_key")
		return secret.Value, err
	})
}

// clientWith is the same with a key of the caller's choice.
func (t *tree) clientWith(key flexcrm.KeySource) (*flexcrm.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	site, _ := c.Value(t.vendor.Name, "site_id")
	if options.BaseURL, err = flexcrm.BaseURL(options.BaseURL, site); err != nil {
		return nil, err
	}
	replaced := flexcrm.Replacements{}
	for _, setting := range c.List() { // also those whose name is no endpoint's: they would be passed over in silence
		if name, ok := strings.CutPrefix(setting.Key, t.vendor.Name+".endpoints."); ok {
			replaced[name] = setting.Value
		}
	}
	return flexcrm.New(options, replaced, key)
}
