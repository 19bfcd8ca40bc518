package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// Report is a command that does its work first and then prints what became of each piece, also when it ends in an error.
type Report struct {
	Use, Short, Long, Example string
	Args                      cobra.PositionalArgs
	Columns                   []record.Column
	Flags                     func(*cobra.Command)
	// Silent says that nothing is printed, because the results go elsewhere; nil: they never do.
	Silent func() bool
	// Run does the work. Nil records: there is nothing to tell beside the error.
	Run func(ctx context.Context, args []string) (Records, error)
	// After says what was done already when the output then fails; empty for what changes nothing.
	After say.Format
}

// Report makes the command. The output is opened before anything is done, so that a bad flag or folder costs nothing.
func (a *App) Report(r Report) *cobra.Command {
	c := &cobra.Command{Use: r.Use, Example: r.Example, Args: r.Args}
	describe(c, r.Short, r.Long, r.Columns)
	if r.Flags != nil {
		r.Flags(c)
	}
	a.completeFields(c, r.Columns)
	c.RunE = func(c *cobra.Command, args []string) error {
		ctx := c.Context()
		if a.Flags.DryRun && r.After != "" || r.Silent != nil && r.Silent() {
			_, err := r.Run(ctx, args)
			return notDryRun(err)
		}
		out, err := a.Output(ctx, r.Columns, false)
		if err != nil {
			return err
		}
		stop := a.waitsInLines()
		records, err := r.Run(ctx, args)
		stop()
		if records == nil {
			out.Abort()
			return err
		}
		// Even an interrupted run says what it did.
		bad := out.Write(context.WithoutCancel(ctx), records)
		switch {
		case bad != nil && r.After == "":
			return bad
		case bad != nil && err == nil:
			return afterWrite(r.After, bad)
		case bad != nil:
			return unreported(err, bad)
		}
		return err
	}
	return c
}

// Results are the flags of a command that keeps a result for each row that it writes.
type Results struct {
	Path   string
	Resume bool
}

// Register adds the flags.
func (r *Results) Register(c *cobra.Command) {
	c.Flags().StringVar(&r.Path, "results", "", "write each row's result to this CSV file instead of stdout; - is stdout")
	c.Flags().BoolVar(&r.Resume, "resume", false, "send only what the results file has as failed or pending; same input, rows in the same places")
}

// ToFile reports whether the results go to a file.
func (r *Results) ToFile() bool { return resultsFile(r.Path) != "" }

// Check refuses flags that do not go together.
func (r *Results) Check(c *cobra.Command) error {
	r.Path = resultsFile(r.Path)
	return checkBatchFlags(c, batch.Options{Size: 1, ResultsPath: r.Path, Resume: r.Resume})
}

// ResultsTurn lets one command with a results file run at a time in a profile; without one it has nothing to wait for.
func (a *App) ResultsTurn(ctx context.Context, r Results) (release func(), err error) {
	if r.Path == "" || a.Flags.DryRun {
		return func() {}, nil
	}
	return a.importLock(ctx)
}
