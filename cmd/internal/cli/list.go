package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/progress"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// List is a command that prints records, as a value.
type List struct {
	Use, Short, Long, Example string
	Args                      cobra.PositionalArgs // nil: none
	Complete                  []string             // values of the arguments, each once
	Columns                   []record.Column      // all that can be printed
	// Coded: the command has codes, and --labels for the vendor's words in their place in CSV and TSV, too.
	Coded bool
	// Table: the records may go into a table of a database, although the command is no list or pull by its name.
	Table bool
	// Rows is the list whose records go into a table, where that is another than the one that is printed: of it Unit, Columns and
	// Run count. nil: this one.
	Rows *List
	// TableWords are the words of the table's name, such as akashi and stamps. nil: those of the command and its arguments.
	TableWords func(args []string) ([]string, error)
	// Unit is what is counted while it works: "stamps".
	Unit say.Format
	// Flags adds the command's own flags.
	Flags func(*cobra.Command)
	// Run reads the flags and arguments, asks what has to be asked, and refuses what can't be. Nothing is sent before
	// the records of its result are read, once; a write is done then. A range in which there is nothing new is an error
	// (Range.Span) that leaves an empty list: of a result beside it the columns count.
	Run func(ctx context.Context, args []string) (*Result, error)
}

// List makes the command.
func (a *App) List(l List) *cobra.Command {
	c := &cobra.Command{
		Use: l.Use, Short: l.Short, Long: l.Long, Example: l.Example, Args: l.Args, ValidArgsFunction: completeOthers(l.Complete),
	}
	if c.Args == nil {
		c.Args = NoArgs
	}
	describe(c, l.Short, l.Long, l.Columns)
	if l.Flags != nil {
		l.Flags(c)
	}
	var words bool
	if l.Coded {
		c.Flags().BoolVar(&words, "labels", false, "the vendor's words instead of codes in csv and tsv, too, as in tables")
		LayoutOnly(c, "labels")
	}
	a.completeFields(c, l.Columns)
	i := &into{list: l}
	a.into[c] = i
	c.RunE = func(c *cobra.Command, args []string) error {
		ctx, quit := context.WithCancelCause(c.Context())
		a.run.quit = func() { quit(errPagerEnded) } // and not when it is done: the end of the run is kept after that
		if i.address != "" {
			return a.intoTable(ctx, c, args, i)
		}
		if err := i.without(c); err != nil {
			return err
		}
		stop := a.waitsInLines()
		result, err := l.Run(ctx, args)
		stop()
		if errors.Is(err, errNothingNew) {
			result, err = result.emptied(), nil
		}
		if err != nil {
			return err
		}
		if a.Flags.DryRun && !result.OwnDryRun {
			return drain(result.Records)
		}
		if result.Split != nil {
			return a.writeParts(ctx, l.Unit, result)
		}
		out, err := a.output(ctx, view{Result: *result, all: l.Columns, words: words}, a.Flags.OutputFile)
		if err != nil {
			return err
		}
		return a.print(ctx, out, l.Unit, result)
	}
	return c
}

func (a *App) print(ctx context.Context, out *Output, unit say.Format, result *Result) error {
	records := result.Records
	if result.Rows != nil && out.tabular {
		records = result.Rows
	}
	switch {
	case out.streams && result.Gathered:
		KeepGathered()
	case out.streams:
		KeepFlat()
	}
	p := a.Progress()
	defer p.Done()
	if pager := a.paged(out, result); pager != nil || a.spins() && a.Streams.sharesScreen() { // lines elsewhere go on while it waits
		out.first = p.Done
	}
	if result.Single {
		many, all, stop := several(records)
		defer stop()
		if records = all; many {
			if err := out.setMany(); err != nil {
				return err
			}
		}
	}
	records, verdict := withoutVerdict(records)
	err := out.Write(ctx, a.counted(p, unit, records))
	p.Done()
	if out.committed {
		a.Wrote(a.Flags.OutputFile)
		a.documentWritten(out)
	}
	switch {
	case err == nil && *verdict != nil:
		return *verdict
	case err == nil:
		return a.written()
	case a.run.records.Load() > 0 && result.Done != "":
		return afterWrite(result.Done, err)
	}
	return err
}

// counted counts records as they pass, for the progress and, when they have ended, for the summary of the run.
func (a *App) counted(p *progress.Progress, unit say.Format, records Records) Records {
	a.run.unit = unit
	return progress.Count(p, say.T(unit), records, func(n int64) { a.run.records.Add(n) })
}

// drain runs a command for the sake of its --dry-run output alone.
func drain(records Records) error {
	records, _ = withoutVerdict(records)
	for _, err := range records {
		if err != nil {
			return notDryRun(err)
		}
	}
	return nil
}

func notDryRun(err error) error {
	if errors.Is(err, transport.ErrDryRun) {
		return nil
	}
	return err
}
