package cli

import (
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/progress"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Records is a sequence of records whose error ends it.
type Records = iter.Seq2[record.Record, error]

// List is a command that prints records, as a value.
type List struct {
	Use, Short, Long, Example string
	Aliases                   []string
	Args                      cobra.PositionalArgs // nil: none
	Complete                  []string             // values of the arguments, each once
	Columns                   []record.Column      // all that can be printed
	// Shown are the columns that the flags leave; nil: Columns.
	Shown func() []record.Column
	// Arrange puts columns in order that are known only when the records are, because Shown gives none; nil: as found.
	Arrange Arrange
	// Split, after the flags are known, gives what reads the records and says to which files they go instead of one
	// output; nil: one output.
	Split func() func(ctx context.Context, records Records) (*Parts, error)
	// Coded: the command has codes, and --labels for the vendor's words in their place in CSV and TSV, too.
	Coded bool
	// Unit is what is counted while it works: "stamps".
	Unit string
	// Single is for one object instead of a list.
	Single bool
	// Many, with Single, says that the answer is a list after all, asked when its first record is there. nil: it never is.
	Many func() bool
	// Explode names a list inside the record that tables and CSV show as one row per item. nil: none.
	Explode func() string
	// Rows makes of the records what tables, csv and tsv show. nil: the records.
	Rows func(Records) Records
	// Declared are the columns that the vendor's answer itself names, for a list without Columns, asked when the first
	// record is there and again at the end. nil: they are found in the records alone.
	Declared func() []record.Column
	// OwnDryRun: the vendor has a dry run of its own, whose answer is printed like any other.
	OwnDryRun bool
	// Flags adds the command's own flags.
	Flags func(*cobra.Command)
	// Run reads the flags and arguments, asks what has to be asked, and refuses what can't be. Nothing is sent before
	// the sequence that it returns is read, once; a write is done then.
	Run func(ctx context.Context, args []string) (Records, error)
	// Verdict is the command's error when all was written: for a report that is complete and yet says that something is
	// wrong. nil: none.
	Verdict func() error
	// After says what was done already when the output then fails; empty for reads.
	After string

	words bool // --labels
	// Reads says that this run only reads, although the command may write. nil: it does what After says.
	Reads func() bool
}

// List makes the command.
func (a *App) List(l List) *cobra.Command {
	c := &cobra.Command{
		Use: l.Use, Short: l.Short, Long: l.Long, Example: l.Example, Aliases: l.Aliases, Args: l.Args,
		ValidArgsFunction: completeOthers(l.Complete),
	}
	if c.Args == nil {
		c.Args = NoArgs
	}
	describe(c, l.Short, l.Long, l.Columns)
	if l.Flags != nil {
		l.Flags(c)
	}
	if l.Coded {
		c.Flags().BoolVar(&l.words, "labels", false, "the vendor's words instead of codes in csv and tsv, too, as in tables")
		LayoutOnly(c, "labels")
	}
	a.completeFields(c, l.Columns)
	c.RunE = func(c *cobra.Command, args []string) error {
		ctx, quit := context.WithCancelCause(c.Context())
		a.run.quit = func() { quit(errPagerEnded) } // and not when it is done: the end of the run is kept after that
		stop := a.waitsInLines()
		records, err := l.Run(ctx, args)
		stop()
		if errors.Is(err, errNothingNew) {
			records, err = func(func(record.Record, error) bool) {}, nil
		}
		if err != nil {
			return err
		}
		if a.Flags.DryRun && !l.OwnDryRun {
			return drain(records)
		}
		columns := l.Columns
		if l.Shown != nil {
			columns = l.Shown()
		}
		if l.Split != nil {
			if split := l.Split(); split != nil {
				return a.writeParts(ctx, l.Unit, records, split)
			}
		}
		out, err := a.output(ctx, columns, l, a.Flags.OutputFile)
		if err != nil {
			return err
		}
		return a.print(ctx, out, l, records)
	}
	return c
}

func (a *App) print(ctx context.Context, out *Output, l List, records Records) error {
	if l.Rows != nil && out.tabular {
		records = l.Rows(records)
	}
	if l.Explode != nil {
		if name := l.Explode(); name != "" && out.tabular {
			records = explode(records, name)
		}
	}
	if out.streams {
		KeepFlat()
	}
	p := a.Progress()
	defer p.Done()
	if pager := a.paged(out, l); pager != nil || a.spins() && a.Streams.sharesScreen() { // lines elsewhere go on while it waits
		out.first = p.Done
	}
	if l.Many != nil {
		var stop func()
		records, stop = begun(records)
		defer stop()
		if l.Many() {
			if err := out.setMany(); err != nil {
				return err
			}
		}
	}
	err := out.Write(ctx, a.counted(p, l.Unit, records))
	p.Done()
	if out.committed {
		a.Wrote(a.Flags.OutputFile)
	}
	switch {
	case err == nil:
		if l.Verdict != nil {
			if err := l.Verdict(); err != nil {
				return err
			}
		}
		return a.written()
	case a.run.records.Load() > 0 && l.After != "" && (l.Reads == nil || !l.Reads()):
		return afterWrite(l.After, err)
	}
	return err
}

// begun has its first record fetched already. stop ends it.
func begun(records Records) (all Records, stop func()) {
	next, stop := iter.Pull2(records)
	r, err, ok := next()
	return func(yield func(record.Record, error) bool) {
		for ok && yield(r, err) {
			r, err, ok = next()
		}
	}, stop
}

// counted counts records as they pass, for the progress and for the summary of the run.
func (a *App) counted(p *progress.Progress, unit string, records Records) Records {
	a.run.unit = unit
	return progress.Count(p, unit, func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				a.run.records.Add(1)
			}
			if !yield(r, err) {
				return
			}
		}
	})
}

// drain runs a command for the sake of its --dry-run output alone.
func drain(records Records) error {
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

// One is a sequence of the one record that f gives.
func One(f func() (record.Record, error)) Records {
	return func(yield func(record.Record, error) bool) {
		r, err := f()
		if err != nil && !r.IsZero() { // done, with something left out
			if !yield(r, nil) {
				return
			}
			r = record.Record{}
		}
		yield(r, err)
	}
}

// Later returns records that first need something else from the vendor, which is asked for when they are read.
func Later(find func() (Records, error)) Records {
	return func(yield func(record.Record, error) bool) {
		records, err := find()
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		records(yield)
	}
}

// explode shows each item of a list as a row of its own; a record with an empty list stays one row.
func explode(records Records, name string) Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err != nil {
				if !yield(r, err) {
					return
				}
				continue
			}
			for row := range r.Explode(name) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}
