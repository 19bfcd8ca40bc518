// Package cmd puts the command trees together. It must not do any work of its own.
package cmd

import (
	"cmp"
	"context"
	"io"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/akashi"
	"github.com/genba-cli/genba/cmd/api"
	"github.com/genba-cli/genba/cmd/auth"
	"github.com/genba-cli/genba/cmd/config"
	"github.com/genba-cli/genba/cmd/doctor"
	"github.com/genba-cli/genba/cmd/each"
	"github.com/genba-cli/genba/cmd/flexcrm"
	"github.com/genba-cli/genba/cmd/hours"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/cmd/kaonavi"
	"github.com/genba-cli/genba/cmd/logimeter"
	"github.com/genba-cli/genba/cmd/nipoplus"
	"github.com/genba-cli/genba/cmd/notify"
	"github.com/genba-cli/genba/cmd/org"
	"github.com/genba-cli/genba/cmd/payroll"
	"github.com/genba-cli/genba/cmd/people"
	"github.com/genba-cli/genba/cmd/roster"
	"github.com/genba-cli/genba/cmd/runs"
	"github.com/genba-cli/genba/cmd/sandbox"
	"github.com/genba-cli/genba/cmd/state"
	"github.com/genba-cli/genba/cmd/tables"
	table "github.com/genba-cli/genba/pkg/vendors"
	work "github.com/genba-cli/genba/pkg/work/people"
)

// Execute runs the command that args are and returns the process's exit code.
func Execute(ctx context.Context, version string, args []string) int {
	return execute(ctx, cli.New(version, cli.System(), os.Getenv), args)
}

func execute(ctx context.Context, app *cli.App, args []string) int {
	// net/http writes to the standard logger what a vendor sent unasked, and that may hold anything.
	log.SetOutput(io.Discard)
	root := newRoot(app, args)
	root.SetArgs(args)
	addCompletion(root, args)
	ran, err := root.ExecuteContextC(ctx)
	if parent := ran.Parent(); parent != nil && parent.Name() == "completion" {
		app.WritePage("") // cobra wrote the script
	}
	return app.Finish(cli.Path(ran), cmp.Or(err, app.PageError()))
}

// Tree returns every command, for tools that write about them. It runs nothing.
func Tree() *cobra.Command {
	app := cli.New("dev", cli.System(), os.Getenv)
	return newRoot(app, allTrees(app))
}

// allTrees returns the arguments that fill every tree.
func allTrees(app *cli.App) []string {
	var all []string
	for _, t := range trees(app) {
		all = append(all, t.name())
	}
	return all
}

// Labels returns the texts that tables show for codes and as headings, for the catalogue.
func Labels() []string {
	app := cli.New("dev", cli.System(), os.Getenv)
	newRoot(app, allTrees(app))
	return app.Labels()
}

// SeeAlso returns the commands that the help of c names as related.
func SeeAlso(c *cobra.Command) []*cobra.Command { return cli.SeeAlso(c) }

// Wording returns how what pkg says, which knows no command line, is said with commands and flags.
func Wording() cli.Wording {
	return cli.Wordings(logimeter.Wording(), akashi.Wording(), kaonavi.Wording(), nipoplus.Wording(), flexcrm.Wording())
}

// newRoot returns the command line with those of its trees filled that the arguments name.
func newRoot(app *cli.App, args []string) *cobra.Command {
	app.Wording = Wording
	root := cli.Group("genba", "Work with Japanese workplace services from the terminal, scripts and cron")
	root.Long = `genba works with Japanese workplace services from the terminal, scripts and cron.

Data goes to stdout, everything else to stderr. The exit code says what to do next: genba help exit-codes.`
	root.Example = `  genba sandbox run -- genba akashi stamps pull --from yesterday --to yesterday --all
  genba auth login akashi
  genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv`
	alone := root.RunE
	root.RunE = func(c *cobra.Command, args []string) error {
		err := alone(c, args)
		if len(args) > 0 && err != nil {
			return cli.FoundBelow(err, newRoot(app, allTrees(app)), args[0])
		}
		return err
	}
	root.Version = app.Version
	root.SetVersionTemplate("genba {{.Version}}\n")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetOut(app.Page())
	root.SetErr(app.Streams.Err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if words := c.Flags().Args(); c == root && len(words) > 0 {
			return root.RunE(c, words)
		}
		return cli.FlagError(c, err)
	})
	root.SetHelpFunc(app.Help)
	root.PersistentPreRunE = app.Begin
	app.Flags.Register(root)
	_ = root.RegisterFlagCompletionFunc("fields", app.CompleteFields)
	_ = root.RegisterFlagCompletionFunc("profile", app.CompleteProfiles)
	for _, t := range trees(app) {
		c := t.command(args)
		if t.group == vendors || t.group == jobs {
			app.OfferInto(c)
		}
		group(root, t.group, c)
	}
	group(root, tools, versionCommand(app))
	root.SetHelpCommandGroupID(tools)
	root.SetCompletionCommandGroupID(tools)
	root.AddCommand(topics()...)
	cli.RefuseUnknownTopics(root)
	return root
}

// The headings of the root's help.
const (
	vendors  = "Vendors:"
	jobs     = "Jobs:"
	accounts = "Accounts:"
	tools    = "Tools:"
)

// group puts a command below a heading.
func group(root *cobra.Command, heading string, c *cobra.Command) {
	if !root.ContainsGroup(heading) {
		root.AddGroup(&cobra.Group{ID: heading, Title: heading})
	}
	c.GroupID = heading
	root.AddCommand(c)
}

// tree is a command with many below it. They cost a tenth of genba's whole start, and one tree at most is asked for.
type tree struct {
	group, use, short string // use and short as build gives them
	build             func() *cobra.Command
}

func trees(app *cli.App) []tree {
	known := func() []cli.Vendor { return services(app) }
	var all []tree
	for _, v := range table.All() {
		all = append(all, tree{vendors, v.Name, cli.Short(v), func() *cobra.Command { return commands(known(), v.Name) }})
	}
	sources := func() []cli.PeopleSource {
		return []cli.PeopleSource{akashi.People(app), kaonavi.People(app), nipoplus.People(app), flexcrm.People(app), logimeter.People(app)}
	}
	return append(all, []tree{
		{jobs, "hours", "what people worked: sum, compare, watch", func() *cobra.Command { return hours.New(app, desk(app)) }},
		{jobs, "payroll", "the file that a payroll package imports", func() *cobra.Command { return payroll.New(app, desk(app)) }},
		{jobs, "notify", "tell people in a chat: slack, teams, google-chat, chatwork, lineworks, stdout", func() *cobra.Command { return notify.New(app) }},
		{jobs, "people", "the people map: who is who in which service", func() *cobra.Command { return people.New(app, sources()...) }},
		{jobs, "roster", "people of one service against those of others: differences, and what mends them", func() *cobra.Command {
			return roster.New(app, sources()...)
		}},
		{jobs, "org", "departments of services as one tree: list, differences, plan", func() *cobra.Command { return org.New(app, sources()...) }},
		{accounts, "auth", "log in, log out, renew tokens", func() *cobra.Command {
			return auth.New(app, append(cli.Accounts(known()), append(notify.Accounts(), cli.PostgresAccount())...))
		}},
		{accounts, "config", "settings of the config file", func() *cobra.Command { return config.New(app) }},
		{accounts, "state", "what the processes of one or many machines share", func() *cobra.Command { return state.New(app, cli.Accounts(known())) }},
		{accounts, "runs [--last N]", "List the last runs: when, for which company, how they ended", func() *cobra.Command { return runs.New(app) }},
		{accounts, "doctor [VENDOR…]", "Look whether genba can work here: config, credentials, network, clock", func() *cobra.Command {
			return doctor.New(app, cli.Accounts(known()))
		}},
		{tools, "api VENDOR METHOD PATH", "Send any request of a vendor's API", func() *cobra.Command { return api.New(app, known()) }},
		{tools, "each --profiles NAME[,NAME…] [flags] -- COMMAND…", "Run a command for many companies, one profile after another", func() *cobra.Command {
			return each.New(app)
		}},
		{tools, "tables DESTINATION", "List the tables that hold records: since when, from which run", func() *cobra.Command { return tables.New(app) }},
		{tools, "sandbox", "try every command without an account", func() *cobra.Command { return sandbox.New(app) }},
	}...)
}

// commands makes the tree of one vendor.
func commands(known []cli.Vendor, name string) *cobra.Command {
	return known[slices.IndexFunc(known, func(v cli.Vendor) bool { return v.Name == name })].Commands()
}

// services lists the vendors.
func services(app *cli.App) []cli.Vendor {
	return []cli.Vendor{logimeter.Vendor(app), akashi.Vendor(app), kaonavi.Vendor(app), nipoplus.Vendor(app, func() hours.Desk { return desk(app) }), flexcrm.Vendor(app)}
}

// desk returns where the jobs find hours and people.
func desk(app *cli.App) hours.Desk {
	return hours.Desk{
		Sources: slices.Concat(akashi.HourSources(app), nipoplus.HourSources(app), logimeter.HourSources(app)),
		Leaders: map[string]func(context.Context) (work.Roster, error){"kaonavi": kaonavi.Roster(app)},
	}
}

func (t tree) name() string {
	name, _, _ := strings.Cut(t.use, " ")
	return name
}

// command returns the whole tree when its name is anywhere among the arguments, a flag's value included; else what help and
// completion show of it.
func (t tree) command(args []string) *cobra.Command {
	if slices.Contains(args, t.name()) {
		return t.build()
	}
	return cli.Group(t.use, t.short)
}
