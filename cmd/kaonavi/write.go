package kaonavi

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

// writing is a command that writes, as a value.
type writing struct {
	kaonavi.Write
	sheet                     bool // the first argument is a sheet
	use, short, long, example string
	noun                      string // what a row is
	look                      string // the command that shows what is there now
}

// removes reports whether the write deletes something: what the file names, or what it does not name.
func (w writing) removes() bool { return w.Replaces || w.Name() == kaonavi.DeleteSheet.Name() }

// writeFlags are the flags of one such command.
type writeFlags struct {
	input   cli.Input
	columns string
	wait    waitFlags
	expect  int
}

func (f *writeFlags) register(c *cobra.Command, w writing) {
	f.input.Register(c)
	f.wait.register(c, true)
	if w.sheet && w.Name() != kaonavi.DeleteSheet.Name() {
		c.Flags().StringVar(&f.columns, "columns", "", "file with the labels that stand for definition_N; see above")
	}
	f.expect = -1
	if w.removes() {
		c.Flags().IntVar(&f.expect, "expect-deletes", -1, "with --yes: go on only if exactly so many would be deleted")
		c.Flags().Lookup("expect-deletes").DefValue = "0" // not shown: -1 is not for people
		_ = c.RegisterFlagCompletionFunc("expect-deletes", cobra.NoFileCompletions)
	}
}

// write makes the command: read and check the file, ask where something is removed, send once, wait.
func (t *tree) write(w writing) *cobra.Command {
	var flags writeFlags
	l := cli.List{
		Use: w.use, Short: w.short, Long: w.long + wayOfWrites, Example: w.example,
		Flags: func(c *cobra.Command) { flags.register(c, w) },
	}
	if w.sheet {
		l.Args = cli.ExactArgs("ID")
	}
	return t.jobs(l, "the write was accepted", func(ctx context.Context, args []string) (func() (kaonavi.Job, error), error) {
		w, sheet := w, ""
		if w.sheet {
			sheet = args[0]
			if err := sheetID(sheet); err != nil {
				return nil, err
			}
			w.look = "genba kaonavi sheet get " + sheet
		}
		return t.prepare(ctx, w, sheet, &flags)
	})
}

const wayOfWrites = `

All rows are checked before anything is sent, and go in one request, once. Kaonavi answers a progress_id and does the work
later: --wait waits for the end, genba kaonavi task get ID shows it. With --dry-run nothing changes, and the errors are
shown that Kaonavi would give.`

// prepare refuses what can't be; what it returns does the rest.
func (t *tree) prepare(ctx context.Context, w writing, sheet string, flags *writeFlags) (func() (kaonavi.Job, error), error) {
	patience, err := flags.wait.patience()
	if err != nil {
		return nil, err
	}
	file, err := t.file(ctx, w, sheet, flags)
	if err != nil {
		return nil, err
	}
	client, err := t.client(ctx)
	if err != nil {
		return nil, err
	}
	if err := client.Has(w.Write); err != nil {
		return nil, err
	}
	return func() (kaonavi.Job, error) {
		if err := t.guard(ctx, client, w, patience, flags.expect, file); err != nil {
			return kaonavi.Job{}, err
		}
		j, err := client.Send(ctx, w.Write, sheet, file.Objects())
		if err != nil {
			return kaonavi.Job{}, w.lookFirst(err)
		}
		switch accepted := j.Err == nil && j.ID != ""; {
		case accepted && flags.wait.wait:
			return client.FollowTask(ctx, j.ID, patience)
		case accepted: // its "status":"OK" says no more
			t.Warn("accepted, not yet done; what becomes of it: genba kaonavi task get %s --wait", j.ID)
		}
		return j, nil
	}, nil
}

// file reads the file and checks all of it.
func (t *tree) file(ctx context.Context, w writing, sheet string, flags *writeFlags) (*kaonavi.File, error) {
	labels, err := t.readLabels(ctx, flags.columns)
	if err != nil {
		return nil, err
	}
	rows, err := flags.input.Rows(ctx, t.App)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Usage, "the input holds no rows; nothing was sent")
	}
	file := &kaonavi.File{Write: w.Write, Sheet: sheet, Labels: labels, Rows: rows}
	if flags.columns == "" && file.NeedsLabels() {
		if file.Labels, err = t.askLabels(ctx, sheet); err != nil {
			return nil, err
		}
	}
	if err := file.Ambiguous(); err != nil {
		return nil, err
	}
	return file, file.Check()
}

// settle holds the file against what is there, as far as it has to be, and says what of it is not sent. stored is nil where
// nothing was read yet.
func (t *tree) settle(ctx context.Context, client *kaonavi.Client, p kaonavi.Patience, file *kaonavi.File, stored *kaonavi.Stored) error {
	if stored == nil && file.Doubtful() {
		var err error
		if stored, err = client.Stored(ctx, file, p); err != nil {
			return err
		}
	}
	if err := file.Settle(stored); err != nil {
		return err
	}
	if len(file.Own) > 0 {
		t.Warn("%s: Kaonavi fills that in itself; it is not sent", strings.Join(file.Own, ", "))
	}
	if file.Overtaken > 0 {
		t.Warn("last_modified_at: changed in Kaonavi after the file was read; rows: %d", file.Overtaken)
	}
	if file.Masked > 0 {
		t.Warn("password: masked, as Kaonavi gave it, and not sent; rows: %d", file.Masked)
	}
	return nil
}

// askLabels asks for a sheet's labels, which is one of the requests of the hour.
func (t *tree) askLabels(ctx context.Context, sheet string) (kaonavi.Labels, error) {
	client, err := t.client(ctx)
	if err != nil {
		return nil, err
	}
	headers, err := client.AskSheetHeaders(ctx, sheet)
	return kaonavi.LabelsOf(headers), err
}

func (t *tree) readLabels(ctx context.Context, path string) (kaonavi.Labels, error) {
	if path == "" {
		return nil, nil
	}
	if path == "-" {
		return nil, fault.New(fault.Usage, "--columns - is not a file; standard input may have the rows").WithHint("--columns columns.csv")
	}
	file, err := t.OpenRows(ctx, path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return kaonavi.ReadLabels(file, intake.Options{Name: path})
}

// lookFirst adds to a write of which nobody can say whether it arrived the command that checks.
func (w writing) lookFirst(err error) error {
	doubt := say.T("the %s may or may not have been accepted; it was sent once and is not sent again", w.Name())
	return cli.LookFirst(err, doubt, cli.LookBeforeSending("%s", w.look))
}
