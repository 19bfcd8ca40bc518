package cli

import (
	"context"
	"errors"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/batch"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Outcome is what became of one row of a write.
type Outcome struct {
	ID     string
	Error  say.Text      // says nothing when the row was done
	Unsure bool          // the answer does not tell
	Answer record.Record // what the vendor says of the row
}

// Send sends some rows in one request and tells each one's outcome, in their order.
type Send func(ctx context.Context, rows []record.Value) ([]Outcome, error)

// Import is a command that writes rows, as a value: read, validated as a whole, sent in batches, a result
// for each row.
type Import struct {
	Use, Short, Long, Example string
	Noun                      say.Format           // "staffs"
	Args                      cobra.PositionalArgs // nil: none
	Flags                     func(*cobra.Command) // adds the command's own flags
	Rules                     []intake.Rule
	Spread                    func(intake.Row) []intake.Row     // of intake.Options; nil: an object of JSON is a row as it is
	Extra                     func(intake.Row) []intake.Problem // what holds between the fields of a row
	Size                      int                               // rows in one request, as a default; 0 and 1: always one
	IDColumn                  string                            // where a row names the vendor's id; empty: nowhere
	Check                     say.Text                          // what shows what is stored now
	Answer                    []record.Column                   // what the vendor says of a row; in CSV only with --fields or --all-columns
	Send                      func(context.Context) (Send, error)
	// Stored asks the vendor for what rows are about, and gives it row by row; it is called only when a row has a value in a
	// ReadOnly column. nil: nothing is there yet.
	Stored func(ctx context.Context, rows *intake.Rows) (func(intake.Row) record.Value, error)
	// Numbers is the column by which people are known, where it may have been through a spreadsheet. nil: there is none.
	Numbers *Numbers
	// Confirm asks, before anything is sent, what has to be asked about the rows, such as how many deletions are meant. nil:
	// nothing has to be. A dry run does not ask.
	Confirm func(ctx context.Context, rows []record.Value) error
	// Writes says what is wrong with a row of which only the columns that are written are left. nil: nothing.
	Writes func(intake.Row) []intake.Problem
	// Adapt fills in what depends on the arguments and flags, such as the rules of the table that is named. nil: nothing does.
	Adapt func(ctx context.Context, args []string, i *Import) error
}

// Import makes the command.
func (a *App) Import(i Import) *cobra.Command {
	var input Input
	var o batch.Options
	c := &cobra.Command{Use: i.Use, Short: i.Short, Long: i.Long, Example: i.Example, Args: i.Args}
	if c.Args == nil {
		c.Args = NoArgs
	}
	input.Register(c)
	if i.Flags != nil {
		i.Flags(c)
	}
	if i.Numbers != nil {
		i.Numbers.allow.Register(c)
	}
	o.Size = max(i.Size, 1)
	if o.Size > 1 {
		c.Flags().IntVar(&o.Size, "batch-size", o.Size, "rows in one request")
		_ = c.RegisterFlagCompletionFunc("batch-size", cobra.NoFileCompletions)
	}
	c.Flags().StringVar(&o.ResultsPath, "results", "", "write each row's result to this CSV file instead of stdout; - is stdout")
	c.Flags().BoolVar(&o.Resume, "resume", false, "send only what the results file has as failed or pending; same input, rows in the same places")
	a.completeFields(c, slices.Concat(batch.Columns(), i.Answer))
	c.RunE = func(c *cobra.Command, args []string) error {
		o.ResultsPath, o.Mark = resultsFile(o.ResultsPath), a.ResultsMark()
		if err := checkBatchFlags(c, o); err != nil {
			return err
		}
		i := i
		if i.Adapt != nil {
			if err := a.prepare(func() error { return i.Adapt(c.Context(), args, &i) }); err != nil {
				return err
			}
		}
		rows, err := input.Read(c.Context(), a, i.Spread)
		if err != nil {
			return err
		}
		defer rows.Close()
		if err := a.validate(c.Context(), rows, input.name(), i, o.Resume); err != nil {
			return err
		}
		return a.send(c.Context(), i, o, rows)
	}
	return c
}

// outputFlags say how stdout looks; a results file has a form of its own.
func outputFlags() []string {
	return []string{"output", "output-file", "fields", "jq", "encoding", "on-unmappable", "excel", "no-header", "times", "split-rows"}
}

// ResultsMark reports whether a results file begins with a byte order mark: by --bom, else on Windows, where it is opened in Excel.
func (a *App) ResultsMark() bool {
	if a.Flags.BOM != "" {
		return a.Flags.BOM == "yes"
	}
	return runtime.GOOS == "windows"
}

// resultsFile returns the file of --results, "" for stdout.
func resultsFile(path string) string {
	if path == "-" {
		return ""
	}
	return path
}

func checkBatchFlags(c *cobra.Command, o batch.Options) error {
	for _, name := range outputFlags() {
		if o.ResultsPath != "" && c.Flags().Changed(name) {
			return fault.Errorf(fault.Usage, "--%s does not go with --results; nothing was sent", name).
				WithHint("the results file is CSV and always whole, so that --resume can read it; without --results the results go to stdout or -O")
		}
	}
	switch {
	case o.Size < 1:
		return fault.Errorf(fault.Usage, "--batch-size %d: at least 1 row goes into a request", o.Size)
	case o.Resume && o.ResultsPath == "":
		return fault.New(fault.Usage, "--resume needs the results of the earlier run").WithHint("--results FILE --resume")
	}
	return nil
}

// validate checks every row before anything is sent.
func (a *App) validate(ctx context.Context, rows *intake.Rows, name say.Text, i Import, resume bool) error {
	if rows.Len() == 0 {
		return fault.Errorf(fault.Usage, "%s holds no rows; nothing was sent", name)
	}
	if i.Stored == nil { // what is not there yet has no answer
		i.Rules = slices.Clone(i.Rules)
		for n := range i.Rules {
			i.Rules[n].Answered = nil
		}
	}
	if err := rows.Check(i.Rules, i.Extra); err != nil {
		return err
	}
	return a.prepare(func() error { return a.unchanged(ctx, rows, i, resume) })
}

func (a *App) send(ctx context.Context, i Import, o batch.Options, rows *intake.Rows) error {
	var send Send
	if err := a.prepare(func() (err error) { send, err = i.Send(ctx); return err }); err != nil {
		return err
	}
	sendPlaces := func(ctx context.Context, part []int) ([]Outcome, error) {
		objects, err := rows.Objects(part, i.Rules)
		if err != nil {
			return nil, &fault.Error{Kind: fault.Usage, Message: say.T("%w", err), Hint: fault.HintOf(err), Err: err} // before it is sent
		}
		return send(ctx, objects)
	}
	places := places(rows.Len())
	if i.IDColumn != "" && o.Resume {
		ids, err := texts(rows, i.IDColumn)
		if err != nil {
			return err
		}
		o.ID = func(n int) string { return ids[n] }
	}
	o.Check = i.Check
	if i.Numbers != nil {
		if err := a.prepare(func() error { return i.Numbers.check(ctx, a, rows) }); err != nil {
			return err
		}
	}
	if a.Flags.DryRun {
		return a.dryRun(ctx, o, places, sendPlaces)
	}
	if i.Confirm != nil {
		objects, err := rows.Objects(places, i.Rules)
		if err != nil {
			return err
		}
		if err := i.Confirm(ctx, objects); err != nil {
			return err
		}
	}
	var out *Output
	if o.ResultsPath == "" {
		var err error
		if out, err = a.resultOutput(ctx, i); err != nil {
			return err
		}
	} else {
		release, err := a.importLock(ctx)
		if err != nil {
			return err
		}
		defer release()
	}
	p := a.Progress()
	a.run.unit = i.Noun
	count := p.Counter(say.T("of %d %s", rows.Len(), unitOf(int64(rows.Len()), i.Noun)))
	o.OnResult = func(batch.Result) { a.run.records.Add(1); count(1) }
	report, err := batch.Run(ctx, places, o, func(ctx context.Context, part []int) ([]batch.Result, error) {
		outcomes, err := sendPlaces(ctx, part)
		return results(outcomes), err
	})
	p.Done()
	if out != nil {
		// Even an interrupted run says what became of each row.
		if bad := out.Write(context.WithoutCancel(ctx), resultRecords(report.Results)); bad != nil {
			return unreported(err, bad)
		}
	}
	return err
}

// resultOutput returns where the results go. Their columns are the same for every vendor, and what this one says of a row as
// well comes after them in JSON, and in CSV where it is asked for.
func (a *App) resultOutput(ctx context.Context, i Import) (*Output, error) {
	columns, all := batch.Columns(), slices.Concat(batch.Columns(), i.Answer)
	if len(a.Flags.Fields) > 0 || a.Flags.AllColumns {
		columns = all
	}
	return a.output(ctx, view{Result: Result{Columns: columns}, all: all}, a.Flags.OutputFile)
}

// unreported returns the error of a run whose results could not be shown.
func unreported(run, bad error) error {
	if run == nil {
		return afterWrite("all rows are done", bad)
	}
	return &fault.Error{Kind: fault.KindOf(run), Message: say.T("%s; the results could not be shown: %s", run, bad), Hint: fault.HintOf(run), Err: run}
}

// dryRun prints every request that would be sent: with --resume only those of rows that are not done.
func (a *App) dryRun(ctx context.Context, o batch.Options, places []int, send func(context.Context, []int) ([]Outcome, error)) error {
	plan, err := batch.Plan(places, o)
	if err != nil {
		return err
	}
	if len(plan) == 0 {
		a.Warn("nothing would be sent: no row is failed or pending in %s", o.ResultsPath)
	}
	for _, part := range plan {
		if _, err := send(ctx, part); err != nil && !errors.Is(err, transport.ErrDryRun) {
			return err
		}
	}
	return nil
}

// places returns the places of n rows.
func places(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// texts returns the values of a column.
func texts(rows *intake.Rows, column string) ([]string, error) {
	all := make([]string, 0, rows.Len())
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		all = append(all, row.Text(column))
	}
	return all, nil
}

func results(outcomes []Outcome) []batch.Result {
	var all []batch.Result
	for _, o := range outcomes {
		r := batch.Result{Status: batch.OK, ID: o.ID}
		if !o.Error.IsZero() {
			r = r.Because(o.Error)
		}
		if !o.Answer.IsZero() {
			r.Answer = &o.Answer
		}
		switch {
		case o.Unsure:
			r.Status = batch.Unknown
		case !o.Error.IsZero():
			r.Status = batch.Failed
		}
		all = append(all, r)
	}
	return all
}

func resultRecords(results []batch.Result) Records {
	return func(yield func(record.Record, error) bool) {
		for _, r := range results {
			if !yield(r.Record(), nil) {
				return
			}
		}
	}
}
