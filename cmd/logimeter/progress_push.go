package logimeter

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/batch"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// importScreen names the only place where the vendor shows what became of a file.
const importScreen say.Format = "LOGIMETER's screen 作成状況 (§5-9)"

// push holds the flags of the command.
type push struct {
	*tree
	kind       logimeter.ProgressKind
	results    cli.Results
	fromLine   int
	allowEmpty bool
	allow      allowFlags
}

func (t *tree) progressPush(kind logimeter.ProgressKind) *cobra.Command {
	p := &push{tree: t, kind: kind}
	c := t.Report(cli.Report{
		Use: "push FILE", Short: "Check a file and send it to the import API",
		Long: `Check a file as check does, and send it to the import API (A) if it is right (LOGIMETER §5-3, §5-5). FILE - is standard
input, so that convert can write it.

More than 1,000 rows go in several requests, in order, one after the other; as the times of a process rise strictly, no
minute of a process is ever divided. Each request is sent once. When one is refused or its fate is not certain, nothing is
sent after it: LOGIMETER would skip earlier rows that come later, without a word. Printed is a line for each request;
--results FILE has one for each row instead, from which --resume goes on.

An accepted file is not yet an imported one: the result stands on LOGIMETER's screen 作成状況 alone.

Method, path and form of this request are in no public document: if the vendor's reference has others, put them into the
config as logimeter.endpoints.progress_` + string(kind) + `_import: "POST /…#FIELD" (FIELD: the form's field of the file; body: no form).`,
		Example: pushExamples(kind),
		Args:    cli.ExactArgs("FILE"), Columns: partColumns(), After: "the file was sent and accepted",
		Silent: func() bool { return p.results.ToFile() },
		Flags: func(c *cobra.Command) {
			p.results.Register(c)
			p.allow.register(c, kind)
			c.Flags().IntVar(&p.fromLine, "from-line", 0, "send only from this line of the file on; all of it is checked")
			c.Flags().BoolVar(&p.allowEmpty, "allow-empty", false, "a file without rows is no error, and nothing is sent")
			_ = c.RegisterFlagCompletionFunc("from-line", cobra.NoFileCompletions)
		},
		Run: p.run,
	})
	run := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := p.checkFlags(c); err != nil {
			return err
		}
		return run(c, args)
	}
	return c
}

func pushExamples(kind logimeter.ProgressKind) string {
	return fmt.Sprintf(`  genba logimeter progress %[1]s push %[1]s.csv
  genba logimeter progress %[1]s convert wms.csv --rule rule.yaml | genba logimeter progress %[1]s push -
  genba logimeter progress %[1]s push %[1]s.csv --results results.csv
  genba logimeter progress %[1]s push %[1]s.csv --results results.csv --resume`, kind)
}

func (p *push) checkFlags(c *cobra.Command) error {
	switch {
	case c.Flags().Changed("from-line") && p.fromLine < 1:
		return fault.Errorf(fault.Usage, "--from-line %d: lines are counted from 1", p.fromLine)
	case p.fromLine > 0 && p.results.Resume:
		return fault.New(fault.Usage, "--from-line and --resume exclude each other").WithHint("--resume knows from the results file which rows are not done")
	}
	return p.results.Check(c)
}

func (p *push) run(ctx context.Context, args []string) (cli.Records, error) {
	path := args[0]
	data, err := p.ReadAll(ctx, path, maxProgressFile)
	if err != nil {
		return nil, err
	}
	file := logimeter.CheckProgress(p.kind, data, p.allow.ProgressAllowance)
	if len(file.Faults) > 0 {
		return nil, refusedFile(p.kind, path, file.Faults)
	}
	rows := slices.DeleteFunc(file.Right, func(r logimeter.ProgressRow) bool { return r.Line < p.fromLine })
	switch {
	case file.Rows == 0 && p.allowEmpty:
		p.note("%s holds no rows; nothing was sent", say.File(path))
		return partRecords(nil), nil
	case file.Rows == 0:
		return nil, fault.Errorf(fault.Usage, "%s holds no rows; nothing was sent", say.File(path)).
			WithHint("where that happens in the course of things: --allow-empty")
	case len(rows) == 0:
		return nil, fault.Errorf(fault.Usage, "%s has no row in line %d or after it; nothing was sent", say.File(path), p.fromLine)
	}
	p.remarkAllowed(path, file)
	p.remarkLoose(path, file)
	client, err := p.client()
	if err != nil {
		return nil, err
	}
	release, err := p.ResultsTurn(ctx, p.results)
	if err != nil {
		return nil, err
	}
	defer release()
	s := &sending{push: p, client: client, file: file, path: path, rows: rows, requests: map[int]int{}, ids: map[int]string{}}
	if p.Flags.DryRun {
		return nil, s.dryRun(ctx)
	}
	return s.run(ctx)
}

// sending holds the rows of one run and what became of their requests.
type sending struct {
	*push
	client   *logimeter.Client
	file     *logimeter.ProgressFile
	path     string
	rows     []logimeter.ProgressRow
	requests map[int]int    // by number of a row, from 1
	ids      map[int]string // the vendor's, by request
	count    int
}

func (s *sending) dryRun(ctx context.Context) error {
	plan, err := batch.Plan(s.rows, s.options())
	if err != nil {
		return err
	}
	for _, part := range plan {
		if _, err := s.send(ctx, part); err != nil && !errors.Is(err, transport.ErrDryRun) {
			return err
		}
		s.note("request %d: lines %d to %d", s.count, part[0].Line, part[len(part)-1].Line)
	}
	return nil
}

func (s *sending) run(ctx context.Context) (cli.Records, error) {
	progress := s.Progress()
	options := s.options()
	count := progress.Counter(say.T("of %d {row|rows}", len(s.rows)))
	options.OnResult = func(batch.Result) { count(1) }
	report, err := batch.Run(ctx, s.rows, options, s.send)
	progress.Done()
	rows, requests := s.accepted(report)
	s.Count("rows", int64(rows))
	if requests > 0 {
		s.note("%s accepted in %s; whether they were imported stands on %s alone", say.T("%d {row|rows}", rows), say.T("%d {request|requests}", requests), say.T(importScreen))
	}
	if s.count == 0 && err != nil {
		return nil, err // no request was sent
	}
	return partRecords(s.parts(report.Results)), s.withHint(report, err)
}

func (s *sending) options() batch.Options {
	return batch.Options{
		Size: logimeter.ProgressRows, ResultsPath: s.results.Path, Mark: s.ResultsMark(), Resume: s.results.Resume, InOrder: true, Check: say.T(importScreen),
		Number: func(i int) int { return s.rows[i].Number },
		ID:     func(i int) string { return s.rows[i].Key() },
	}
}

// send sends one request.
func (s *sending) send(ctx context.Context, part []logimeter.ProgressRow) ([]batch.Result, error) {
	s.count++
	for _, row := range part {
		s.requests[row.Number] = s.count
	}
	answer, err := s.client.ImportProgress(ctx, s.file, part, s.path)
	if err != nil {
		return nil, s.locate(err, part)
	}
	s.ids[s.count] = answer.Lookup("id").Text()
	results := make([]batch.Result, len(part))
	for i, row := range part {
		results[i] = batch.Result{Status: batch.OK, ID: row.Key()}
	}
	return results, nil
}

// locate adds to a refusal the line of the file it is about: the vendor counts the lines of the request.
func (s *sending) locate(err error, part []logimeter.ProgressRow) error {
	var e *fault.Error
	if fault.KindOf(err) != fault.Refused || !errors.As(err, &e) {
		return err
	}
	line, skipped := logimeter.ProgressLine(e.Message.String()), part[0].Line-1
	if s.file.Header {
		skipped = part[0].Line - 2
	}
	if skipped == 0 { // the lines of the request are those of the file
		return err
	}
	where := say.T("%s; the request begins with line %d of the file", e, part[0].Line)
	if line > 0 {
		where = say.T("%s; that is line %d of the file", e, line+skipped)
	}
	return &fault.Error{Kind: e.Kind, Hint: e.Hint, Err: err, Message: where}
}

// accepted counts the rows and requests that the vendor accepted in this run.
func (s *sending) accepted(report batch.Report) (rows, requests int) {
	seen := map[int]bool{}
	for _, r := range report.Results {
		if n := s.requests[r.Row]; n > 0 && r.Status == batch.OK {
			rows++
			seen[n] = true
		}
	}
	return rows, len(seen)
}

// withHint adds to an error which lines are not done, if there is no results file that has them.
func (s *sending) withHint(report batch.Report, err error) error {
	var e *fault.Error
	if s.results.Path != "" || !errors.As(err, &e) {
		return err
	}
	at := slices.IndexFunc(report.Results, func(r batch.Result) bool { return r.Status != batch.OK })
	if at < 0 {
		return err
	}
	first, last := s.rows[at].Line, s.rows[len(s.rows)-1].Line
	again := fmt.Sprintf("genba logimeter progress %s push %s --from-line ", s.kind, s.path)
	var lines []say.Text
	if n := report.Unknown; n > 0 {
		lines = append(lines, say.T("whether lines %d to %d arrived stands on %s", first, s.rows[at+n-1].Line, say.T(importScreen)))
		lines = append(lines, say.T("if they did not: %s%d", again, first))
		if at+n < len(s.rows) {
			lines = append(lines, say.T("if they did: %s%d", again, s.rows[at+n].Line))
		}
	} else {
		lines = append(lines, fault.HintOf(errors.Unwrap(e)))
		lines = append(lines, say.T("lines %d to %d are not done; to send them: %s%d", first, last, again, first))
	}
	e.Hint = say.Lines(lines...)
	return err
}
