// Package akashi is the command tree of AKASHI: flags in, records out. It must not know HTTP, JSON or CSV.
package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/akashi"
	"github.com/genba-cli/genba/pkg/transport"
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
	return cli.Group("akashi", "AKASHI: attendance",
		cli.Plural(t.organizations(), "organization"),
		cli.Plural(t.staffs(), "staff"),
		cli.Plural(t.stamps(), "stamp"),
		cli.Plural(t.workingRecords(), "working-record"),
		cli.Plural(t.alerts(), "alert"),
		cli.Plural(t.token(), "tokens"),
	)
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("akashi")
	return &tree{App: app, vendor: v}
}

// client is the AKASHI client of the active profile.
func (t *tree) client() (*akashi.Client, error) {
	stored := false // the token that was given, and is asked for again only when it was refused
	return t.clientWith(func(ctx context.Context) (string, error) {
		credentials, err := t.Credentials()
		if err != nil {
			return "", err
		}
		find := credentials.Secret
		if stored {
			find = credentials.Renewed
		}
		secret, err := find(ctx, t.vendor, "token")
		stored = secret.Writable
		return secret.Value, err
	})
}

// clientWith is the same with a token of the caller's choice.
func (t *tree) clientWith(token akashi.TokenSource) (*akashi.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	return t.clientOn(options, token)
}

// clientOn is the same over a transport of the caller's choice.
func (t *tree) clientOn(options transport.Options, token akashi.TokenSource) (*akashi.Client, error) {
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	company, _ := c.Value(t.vendor.Name, "company_id")
	return akashi.New(options, company, token)
}
