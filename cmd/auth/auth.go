// Package auth is the command tree of credentials: log in, look, renew, log out. It must not know how a vendor
// checks or renews a secret; each vendor's tree hands that over as a cli.Account.
package auth

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
)

type tree struct {
	*cli.App
	accounts []cli.Account
}

// New makes the tree.
func New(app *cli.App, accounts []cli.Account) *cobra.Command {
	t := &tree{App: app, accounts: accounts}
	return cli.Group("auth", "log in, log out, renew tokens", t.login(), t.status(), t.refresh(), t.logout(), t.tokenCommand(), t.store())
}

func (t *tree) names() []string {
	var names []string
	for _, a := range t.accounts {
		names = append(names, a.Vendor.Name)
	}
	return names
}

func (t *tree) account(name string) (cli.Account, error) {
	return cli.FindAccount(t.accounts, name)
}
