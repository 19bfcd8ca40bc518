// Package logimeter is the command tree of LOGIMETER: flags in, records out. It must not know HTTP, JSON or CSV.
package logimeter

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
)

// tree holds what the commands of this vendor share.
type tree struct {
	*cli.App
	vendor vendors.Vendor
}

// Vendor returns what the other trees need of LOGIMETER's.
func Vendor(app *cli.App) cli.Vendor {
	t := newTree(app)
	return cli.Vendor{Vendor: t.vendor, Commands: t.commands, Account: t.account(), Send: t.send}
}

// commands returns the whole tree.
func (t *tree) commands() *cobra.Command {
	return cli.Group(t.vendor.Name, cli.Short(t.vendor),
		t.csv(),
		cli.Plural(t.sales(), "sale"), cli.Plural(t.budgetResults(), "budget-result"), cli.Plural(t.indirectBalances(), "indirect-balance"),
		t.progress())
}

func newTree(app *cli.App) *tree {
	v, _ := vendors.Lookup("logimeter")
	return &tree{App: app, vendor: v}
}

// client returns the LOGIMETER client of the active profile.
func (t *tree) client() (*logimeter.Client, error) {
	return t.clientWith(&tokens{tree: t})
}

// clientWith returns a client of the active profile with other tokens.
func (t *tree) clientWith(tokens logimeter.Tokens) (*logimeter.Client, error) {
	options, err := t.Transport(t.vendor)
	if err != nil {
		return nil, err
	}
	c, err := t.Config()
	if err != nil {
		return nil, err
	}
	t.WarnOfEndpoints(c, t.vendor, cli.NamesOf(logimeter.Endpoints, func(e logimeter.Endpoint) (string, bool) { return e.Name, true })()...)
	workplace, _ := c.Value(t.vendor.Name, "workplace_id")
	return logimeter.New(options, logimeter.Settings{
		Workplace: workplace,
		Endpoint:  func(name string) (string, bool) { return c.Endpoint(t.vendor.Name, name) },
	}, tokens)
}
