// Package akashi is the command tree of AKASHI: flags in, records out. It must not know HTTP, JSON or CSV.
package akashi

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
	reader *akashi.Client // that has read the staffs in this run; nil: none has
}

// Vendor returns what the other trees need of AKASHI's.
func Vendor(app *cli.App) cli.Vendor {
	t := newTree(app)
	return cli.Vendor{Vendor: t.vendor, Commands: t.commands, Account: t.account(), Send: t.send}
}

// commands returns the whole tree.
func (t *tree) commands() *cobra.Command {
	return cli.Group(t.vendor.Name, cli.Short(t.vendor),
		cli.Plural(t.organizations(), "organization"),
		cli.Plural(t.staffs(), "staff"),
		cli.Plural(t.stamps(), "stamp"),
		cli.Plural(t.workingRecords(), "working-record"),
		cli.Plural(t.manhours(), "manhour"),
		cli.Plural(t.gaps(), "gap"),
		cli.Plural(t.alerts(), "alert"),
		cli.Plural(t.token(), "tokens"),
	)
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("akashi")
	return &tree{App: app, vendor: v}
}

// client returns the AKASHI client of the active profile.
func (t *tree) client() (*akashi.Client, error) {
	if t.reader != nil {
		return t.reader, nil
	}
	return t.clientWith(t.SecretSource(t.vendor, "token"))
}

// clientWith returns the same with a token of the caller's choice.
func (t *tree) clientWith(token transport.Source) (*akashi.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	return t.clientOn(options, token)
}

// clientOn returns the same over a transport of the caller's choice.
func (t *tree) clientOn(options transport.Options, token transport.Source) (*akashi.Client, error) {
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	company, _ := c.Value(t.vendor.Name, "company_id")
	return akashi.New(options, company, token)
}
