package payroll

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/hours"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	work "github.com/genba-cli/genba/pkg/work/hours"
	"github.com/genba-cli/genba/pkg/work/payroll"
)

// exportFlags are the flags of export.
type exportFlags struct {
	period      cli.Range
	people      cli.PeopleMap
	source      string
	layout      string
	expectTotal string
	allowGaps   bool
	withIdle    bool
}

func (t *tree) export() *cobra.Command {
	f := exportFlags{period: cli.Range{Days: true}}
	c := &cobra.Command{
		Use: "export --period 2025-03 --layout NAME|FILE [-O FILE]", Short: "Write the hours of a closed period as a payroll package imports them", Args: cli.NoArgs,
		Long: `Write the hours of a closed period as the file that a payroll package imports, a row an employee. The layout says how it looks; genba
payroll layouts lists those that genba has. With -O FOLDER/ the file is called as the layout has it.

Nothing is written, with exit code 2, when somebody would be paid wrongly: while the period is not over or a day of it is unfinished
(--allow-gaps writes the file without those days, and names them on stderr), when an employee has no number or is not in the people map,
when two would have one number, when a name has a character that the encoding lacks, when the rows do not sum up to the days, or not
to --expect-total. Who has no hours at all is named on stderr, and in the file with --with-idle.

Days and hours are what the source counted, summed. No overtime and no premiums are computed: no source gives what the law and your
company's rules want for them. That a period was exported before is said, because some packages add a second import to the first.`,
		Example: `  genba payroll export --period 2025-03 --layout generic --allow-gaps -O hours.csv
  genba payroll export --period 2025-03 --closing-day 20 --layout pca --allow-gaps -O ./
  genba payroll export --period 2025-03 --source csv:days.csv --layout obc.yaml --expect-total 16:00`,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := plainOutput(c); err != nil {
				return err
			}
			return t.runExport(c.Context(), &f)
		},
	}
	f.period.RegisterClosed(c)
	f.people.Register(c)
	fl := c.Flags()
	fl.StringVar(&f.source, "source", "akashi", "where the hours come from: "+strings.Join(t.SourceNames(), ", ")+"FILE")
	fl.StringVar(&f.layout, "layout", "", "a layout of genba's, or a file (required)")
	fl.StringVar(&f.expectTotal, "expect-total", "", "hours of all employees together, 1234:30, that the rows have to sum up to")
	fl.BoolVar(&f.allowGaps, "allow-gaps", false, "write the file without unfinished days, and name them")
	fl.BoolVar(&f.withIdle, "with-idle", false, "with a row for those who have no hours")
	_ = c.RegisterFlagCompletionFunc("source", cobra.FixedCompletions(t.SourceNames(), cobra.ShellCompDirectiveNoSpace))
	_ = c.RegisterFlagCompletionFunc("layout", cobra.FixedCompletions(payroll.Names(), cobra.ShellCompDirectiveDefault))
	_ = c.RegisterFlagCompletionFunc("expect-total", cobra.NoFileCompletions)
	return c
}

func (t *tree) runExport(ctx context.Context, f *exportFlags) error {
	if f.layout == "" {
		return fault.New(fault.Usage, "--layout is needed").WithHint("layouts: %s; genba payroll layouts says what they are", strings.Join(payroll.Names(), ", "))
	}
	l, text, err := t.layout(ctx, f.layout)
	if err != nil {
		return err
	}
	if err := l.Usable(text); err != nil {
		return err
	}
	expected, err := total(f.expectTotal)
	if err != nil {
		return err
	}
	span, err := f.period.Span(t.App)
	if err != nil {
		return err
	}
	if err := t.over(f, span); err != nil {
		return err
	}
	book, err := t.NewBook(ctx, t.App, f.people, "")
	if err != nil {
		return err
	}
	sheet, err := book.Sheet(ctx, hours.Reading{Source: f.source, Span: span})
	if t.Flags.DryRun && errors.Is(err, transport.ErrDryRun) {
		return nil // the request was printed
	}
	if err != nil {
		return err
	}
	if err := t.finished(f, sheet); err != nil {
		return err
	}
	book.Remarks(f.source, sheet)
	employees, sum, err := t.employees(f, l, book, sheet)
	if err != nil {
		return err
	}
	if expected >= 0 && expected != sum {
		return fault.Errorf(fault.Usage, "the rows sum up to %s hours, and --expect-total is %s; nothing was written", payroll.Clock.Write(sum), payroll.Clock.Write(expected)).
			WithHint("genba hours sum %s shows the hours of each person", f.source)
	}
	p := payroll.Period{Name: hours.PeriodName(span), From: span.From, To: span.To}
	file, err := l.File(employees, p, sum)
	if err != nil {
		return err
	}
	return t.deliver(ctx, l, p, file, len(employees))
}

// total reads 1234:30; −1 for none.
func total(text string) (int, error) {
	if text == "" {
		return -1, nil
	}
	minutes, ok := payroll.Clock.Read(text)
	if !ok {
		return 0, fault.Errorf(fault.Usage, "--expect-total %q is not hours and minutes", text).WithHint("for example --expect-total 1234:30")
	}
	return minutes, nil
}

// over refuses a period that is not over.
func (t *tree) over(f *exportFlags, span period.Span) error {
	now, err := t.LocalNow()
	if err != nil {
		return err
	}
	if !span.To.Before(now) {
		if !f.allowGaps {
			return fault.Errorf(fault.Usage, "the period ends on %s and is not over; nothing was written", span.To.Format(time.DateOnly)).
				WithHint("--period previous is the one before; --allow-gaps writes what there is")
		}
		t.Warn("the period ends on %s and is not over", span.To.Format(time.DateOnly))
	}
	return nil
}

// finished refuses days that can't be summed.
func (t *tree) finished(f *exportFlags, sheet *work.Sheet) error {
	days := sheet.UnfinishedDays()
	if len(days) == 0 {
		return nil
	}
	if f.allowGaps {
		for _, d := range days {
			t.Warn("not in the file, because it is unfinished: %s %s on %s", d.Who.Person, d.Who.Name, d.Date)
		}
		return nil
	}
	const most = 20
	var lines []say.Text
	for _, d := range days[:min(len(days), most)] {
		lines = append(lines, say.Verbatim(strings.Join(strings.Fields(d.Who.Person+" "+d.Who.Name+" "+d.Date.String()), " ")))
	}
	lines = append(lines, say.T("genba akashi gaps list shows what is missing; --allow-gaps writes the file without these days"))
	return fault.Errorf(fault.Usage, "%d {day of the period is|days of the period are} unfinished; nothing was written", len(days)).WithHint("%s", say.Lines(lines...))
}

// employees makes the rows, and sums the days by themselves.
func (t *tree) employees(f *exportFlags, l *payroll.Layout, book *hours.Book, sheet *work.Sheet) (rows []payroll.Employee, sum int, err error) {
	if l.Wants("days_working", "hours_working", "days_off", "hours_off", "days_legal_off", "hours_legal_off") && sheet.Uncategorized() {
		return nil, 0, fault.Errorf(fault.Usage, "the layout %s wants working days and days off apart, which %s does not tell", l.Name, f.source).
			WithHint("AKASHI tells them: --source akashi")
	}
	sheet.Round(l.Rounding.Day)
	var strangers []work.Who
	for s := range sheet.Sums(work.ByPerson) {
		if s.Who.Unmapped || s.Who.ByID {
			strangers = append(strangers, s.Who)
		}
		rows = append(rows, employeeOf(s))
	}
	for d := range sheet.Sums(work.ByPersonDay) {
		sum += d.Minutes
	}
	if idle := book.Idle(f.source, sheet); len(idle) > 0 {
		if f.withIdle {
			for _, who := range idle {
				if who.Unmapped || who.ByID {
					strangers = append(strangers, who)
				}
				rows = append(rows, employeeOf(work.Sum{Who: who}))
			}
		} else {
			t.Warn("persons without hours in the period, who are not in the file (--with-idle): %d: %s", len(idle), hours.Shown(idle))
		}
	}
	if gone := book.Unlisted(f.source); len(gone) > 0 {
		t.Warn("persons of the people map whom the source does not list now, and whose days were not read: %d: %s", len(gone), hours.Shown(gone))
	}
	if len(strangers) > 0 {
		return nil, 0, fault.Errorf(fault.Usage, "%d {person has no employee number or is|persons have no employee number or are} not in the people map: %s; nothing was written", len(strangers), hours.Shown(strangers)).
			WithHint("give them a number in the source, or a line in the people map (--map FILE)")
	}
	return rows, sum, nil
}

func employeeOf(s work.Sum) payroll.Employee {
	part := func(p work.Part) payroll.Part { return payroll.Part(p) }
	e := payroll.Employee{
		Number: s.Who.Person, Name: s.Who.Name, Family: s.Who.Family, Given: s.Who.Given, Department: s.Who.Department,
		All: payroll.Part{Days: s.Days, Minutes: s.Minutes}, Working: part(s.In[work.WorkingDay]), Off: part(s.In[work.DayOff]), Legal: part(s.In[work.LegalDayOff]),
	}
	if parts := strings.Fields(e.Name); e.Family == "" && e.Given == "" && len(parts) == 2 {
		e.Family, e.Given = parts[0], parts[1] // a name is family name, blank, given name
	}
	return e
}

// deliver writes the file, and notes that the period was exported.
func (t *tree) deliver(ctx context.Context, l *payroll.Layout, p payroll.Period, file []byte, rows int) error {
	c, err := t.Config()
	if err != nil {
		return err
	}
	now, err := t.LocalNow()
	if err != nil {
		return err
	}
	export := payroll.Export{
		Profile: c.ProfileName(), Layout: l.Name, Period: p.Name, From: p.From.Format(time.DateOnly), To: p.To.Format(time.DateOnly), At: now, Rows: rows,
	}
	note, err := t.Note("payroll/exports")
	if err != nil {
		return err
	}
	history, err := note.Load(ctx)
	if err != nil {
		return fault.Errorf(fault.KindOf(err), "which periods were exported before can't be read: %w", err)
	}
	before, overlapping := payroll.Before(history, export)
	for _, open := range l.Open {
		t.Warn("%s: %s", l.Product, say.Format(open))
	}
	if n := len(before); n > 0 {
		last := before[n-1]
		t.Warn("this is export number %d of %s for %s; the last one was made on %s", n+1, p.Name, l.Name, last.At.In(now.Location()).Format("2006-01-02 15:04"))
	}
	if n := len(overlapping); n > 0 {
		last := overlapping[n-1]
		t.Warn("days of this period were exported before for %s, with %s to %s on %s", l.Name, last.From, last.To, last.At.In(now.Location()).Format("2006-01-02 15:04"))
	}
	if len(before)+len(overlapping) > 0 && l.RepeatedImport == "doubles" {
		t.Warn("%s adds a second import to the first: take the first one back before this is imported", l.Product)
	}
	if export.File, err = t.write(ctx, file, l.Target(p, now)); err != nil {
		return err
	}
	if err := note.Add(ctx, export.Line()); err != nil {
		return fault.Errorf(fault.KindOf(err), "that the period was exported can't be noted: %w", err)
	}
	return nil
}
