// Package doctor is the command that looks whether genba can work on this machine: configuration, credentials, network,
// clock. It never shows a secret, and it changes nothing.
package doctor

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// What a finding means for the operator.
const (
	ok      = "ok"
	warning = "warning" // works, and should be looked at
	problem = "problem" // something will not work
	unused  = "unused"  // not set up, so not looked at
)

// finding is one line of the report.
type finding struct {
	check, subject, state string
	detail, hint          say.Text
}

// flat is a text on one line.
type flat struct{ say.Text }

// In implements say.Speaker.
func (f flat) In(c say.Catalogue) string {
	var line strings.Builder
	for part := range strings.Lines(f.Text.In(c)) {
		if line.Len() > 0 {
			switch before := line.String(); {
			case strings.HasSuffix(before, "。"), strings.HasSuffix(before, "："):
			case strings.HasSuffix(before, ";"), strings.HasSuffix(before, ":"):
				line.WriteString(" ")
			default:
				line.WriteString(say.T("; ").In(c))
			}
		}
		line.WriteString(strings.TrimSpace(part))
	}
	return line.String()
}

type tree struct {
	*cli.App
	accounts []cli.Account
	offline  bool
	problems int
}

// New makes the command.
func New(app *cli.App, accounts []cli.Account) *cobra.Command {
	t := &tree{App: app, accounts: accounts}
	c := app.List(cli.List{
		Use: "doctor [VENDOR…]", Short: "Look whether genba can work here: config, credentials, network, clock",
		Long: `Look whether genba can work on this machine: the config file and where each value comes from, the credential
store, and for each vendor that is set up its secrets, days left, address, TLS, proxy and clock.

A vendor of which nothing is set up is passed over. Each line is ok, a warning, a problem or unused; the exit code is 0
only when there is no problem. No secret is shown. None is sent, but to Kaonavi when it is named, which is asked which of its
reads are switched on (unless --offline): whether a vendor takes a secret is what genba auth status --check asks.`,
		Example: "  genba doctor\n  genba doctor akashi -o json\n  genba doctor --offline",
		Args:    anyOf(accounts), Complete: names(accounts), Unit: "findings",
		Columns: []record.Column{{Name: "check"}, {Name: "subject"}, {Name: "state"}, {Name: "detail", Show: app.ShowCell}, {Name: "hint", Show: app.ShowCell}},
		Flags: func(c *cobra.Command) {
			c.Flags().BoolVar(&t.offline, "offline", false, "leave out what needs the network")
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			return cli.Stream(cli.Then(t.examine(ctx, args), func() error { return cli.Verdict(t.verdict()) })), nil
		},
	})
	rows := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if !app.ShowsPage() {
			return rows(c, args)
		}
		return t.page(c.Context(), args)
	}
	return c
}

func (t *tree) verdict() error {
	if t.problems == 0 {
		return nil
	}
	return fault.Errorf(fault.Other, "%d of these {is|are} a problem", t.problems).WithHint("each line that says problem says what to do")
}

func names(accounts []cli.Account) []string {
	var all []string
	for _, a := range accounts {
		all = append(all, a.Vendor.Name)
	}
	return all
}

func anyOf(accounts []cli.Account) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		for _, arg := range args {
			if _, err := cli.FindAccount(accounts, arg); err != nil {
				return err
			}
		}
		return nil
	}
}

// examine tells finding by finding, as each is made.
func (t *tree) examine(ctx context.Context, wanted []string) cli.Records {
	return func(yield func(record.Record, error) bool) {
		tell := func(f finding) bool {
			if f.state == problem {
				t.problems++
			}
			return yield(record.Record{}.
				With("check", record.String(f.check)).
				With("subject", record.String(f.subject)).
				With("state", record.String(f.state)).
				With("detail", t.Cell(f.detail)).
				With("hint", t.Cell(flat{f.hint})), nil)
		}
		if !t.machine(ctx, tell) || !t.vendors(ctx, wanted, tell) {
			return
		}
		if err := ctx.Err(); err != nil {
			yield(record.Record{}, err)
		}
	}
}
