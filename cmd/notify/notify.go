// Package notify is the command tree that tells people: records in, a message each to a chat channel. It must not know how a
// channel is spoken to.
package notify

import (
	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/work/notify"
)

type tree struct{ *cli.App }

// New makes the tree.
func New(app *cli.App) *cobra.Command {
	t := &tree{app}
	var commands []*cobra.Command
	for _, c := range notify.Channels() {
		commands = append(commands, t.channel(c))
	}
	return cli.Group("notify", "tell people in a chat: slack, teams, google-chat, chatwork, lineworks, stdout", append(commands, t.stdout())...)
}

// Accounts returns the channels for the auth commands: each has a URL or a token that is a secret.
func Accounts() []cli.Account {
	var all []cli.Account
	for _, c := range notify.Channels() {
		account := cli.Account{Vendor: c.Vendor(), Beside: true}
		if c.Secret == "url" {
			account.Check = checkURL(c)
			account.Dispensable = []string{"token"}
		}
		all = append(all, account)
	}
	return all
}
