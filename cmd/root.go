// Package cmd puts the command trees together. It must not do any work of its own.
package cmd

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/akashi"
	"github.com/genba-cli/genba/cmd/api"
	"github.com/genba-cli/genba/cmd/auth"
	"github.com/genba-cli/genba/cmd/config"
	"github.com/genba-cli/genba/cmd/doctor"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/cmd/logimeter"
	"github.com/genba-cli/genba/cmd/nipoplus"
	"github.com/genba-cli/genba/cmd/sandbox"
)

// Execute runs the command that args are and returns the process's exit code.
func Execute(ctx context.Context, version string, args []string) int {
	app := cli.New(version, cli.System(), os.Getenv)
	root := newRoot(app)
	root.SetArgs(args)
	ran, err := root.ExecuteContextC(ctx)
	return app.Finish(cli.Path(ran), err)
}

// Tree is every command, for tools that write about them. It runs nothing.
func Tree() *cobra.Command { return newRoot(cli.New("dev", cli.System(), os.Getenv)) }

func newRoot(app *cli.App) *cobra.Command {
	root := cli.Group("genba", "Work with Japanese workplace services from the terminal, scripts and cron")
	root.Long = `genba works with Japanese workplace services from the terminal, scripts and cron.

Data goes to stdout, everything else to stderr. The exit code says what to do next: genba help exit-codes.`
	root.Example = `  genba sandbox run -- genba akashi stamps pull --from yesterday --to yesterday --all
  genba auth login akashi
  genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv`
	root.Version = app.Version
	root.SetVersionTemplate("genba {{.Version}}\n")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetOut(app.Streams.Out)
	root.SetErr(app.Streams.Err)
	root.SetFlagErrorFunc(cli.FlagError)
	root.SetHelpFunc(app.Help)
	root.PersistentPreRunE = app.Begin
	app.Flags.Register(root)
	_ = root.RegisterFlagCompletionFunc("fields", app.CompleteFields)
	_ = root.RegisterFlagCompletionFunc("profile", app.CompleteProfiles)
	accounts := []cli.Account{logimeter.Account(app), akashi.Account(app), nipoplus.Account(app)}
	group(root, "Vendors:", logimeter.New(app), akashi.New(app), nipoplus.New(app))
	group(root, "Accounts:", auth.New(app, accounts...), config.New(app), doctor.New(app, accounts...))
	group(root, "Tools:",
		api.New(app, logimeter.Endpoint(app), akashi.Endpoint(app), nipoplus.Endpoint(app)),
		sandbox.New(app), versionCommand(app),
	)
	root.SetHelpCommandGroupID("Tools:")
	root.SetCompletionCommandGroupID("Tools:")
	root.AddCommand(topics()...)
	cli.RefuseUnknownTopics(root)
	return root
}

// group adds commands below a heading of the root's help.
func group(root *cobra.Command, heading string, commands ...*cobra.Command) {
	root.AddGroup(&cobra.Group{ID: heading, Title: heading})
	for _, c := range commands {
		c.GroupID = heading
		root.AddCommand(c)
	}
}
