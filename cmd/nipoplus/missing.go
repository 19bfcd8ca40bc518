package nipoplus

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/hours"
	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	work "github.com/genba-cli/genba/pkg/work/hours"
)

// missingFlags are the flags of reports missing.
type missingFlags struct {
	period    cli.Range
	group     groupFlag
	people    cli.PeopleMap
	workedBy  string
	by        string
	around    string
	templates []string
	check     cli.Check
}

func (t *tree) reportsMissing() *cobra.Command {
	f := missingFlags{period: cli.Range{Days: true}}
	return t.List(cli.List{
		Use: "missing --from DAY --to DAY --worked-by akashi [--template NAME]", Short: "List days that somebody worked, and wrote no report of",
		Long: `List days that somebody worked, as another source has it, and wrote no report of (/reports/admin), a row a person, day and template.
Without --template any report of the day will do.

--worked-by is akashi, manhours, or csv:FILE with person,date,minutes. Who works where under which number says the people map (--map);
a person whom it gives no NipoPlus account owes no report, and how many they are stands on stderr. A day without an end counts as
worked; its worked_minutes are empty. The day of a report is the one that its writer gave it, or with --by created the one on which it was
first stored. NipoPlus is asked for 31 days more on both sides (--look-around), because reports are written late.`,
		Example: `  genba nipoplus reports missing --from last-business-day --to yesterday --worked-by akashi --map people.csv
  genba nipoplus reports missing --from 2025-03-03 --to 2025-03-07 --worked-by csv:worked.csv --map people.csv --check || test $? = 7`,
		Columns: []record.Column{{Name: "person"}, {Name: "name"}, {Name: "date"}, {Name: "template"}, {Name: "worked_minutes"}},
		Unit:    "reports",
		Flags:   f.register,
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			span, err := f.period.Span(t.App)
			if err != nil {
				return nil, err
			}
			q, err := f.query(span)
			if err != nil {
				return nil, err
			}
			if f.workedBy == "" {
				return nil, fault.New(fault.Usage, "--worked-by is needed: who worked, if not NipoPlus, knows?").WithHint("--worked-by akashi, or csv:FILE")
			}
			found := 0
			records, err := f.group.in(ctx, t, func(client *nipoplus.Client, group string) (cli.Records, error) {
				return f.missing(ctx, t, client, q, group, span, &found)
			})
			if err != nil {
				return nil, err
			}
			return cli.Stream(cli.Then(records, func() error { return f.check.Verdict(found, "missing reports: %d") })), nil
		},
	})
}

func (f *missingFlags) register(c *cobra.Command) {
	f.period.RegisterClosed(c)
	f.period.HolidaysFlag(c)
	f.group.register(c)
	f.people.Register(c)
	c.Flags().StringVar(&f.workedBy, "worked-by", "", "who says that somebody worked: akashi, manhours, csv:FILE (required)")
	c.Flags().StringVar(&f.by, "by", "written", "the time that is the report's day: written, created or updated")
	c.Flags().StringVar(&f.around, "look-around", "31d", "how much more is read before and after the period")
	cli.ListVar(c.Flags(), &f.templates, "template", "a report of this template is owed, by id or name; may be repeated")
	f.check.Register(c)
	for flag, values := range map[string][]string{"worked-by": {"akashi", "manhours"}, "by": nipoplus.ReportTimes(), "look-around": {"31d", "92d"}, "template": nil} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// query returns the question for reports of all scopes that the key sees.
func (f *missingFlags) query(span period.Span) (nipoplus.ReportQuery, error) {
	q := nipoplus.ReportQuery{Scope: "admin", Span: &span, Templates: f.templates}
	reports := reportFlags{by: f.by, around: f.around, period: cli.Range{From: "given"}}
	err := reports.timed(&q)
	return q, err
}

// owed is a report of a day, of a template or of any.
type owed struct {
	person   string
	date     work.Date
	template string // id; "" is any
}

// missing reads who worked and who wrote, and gives what is owed and not there.
func (f *missingFlags) missing(ctx context.Context, t *tree, client *nipoplus.Client, q nipoplus.ReportQuery, group string, span period.Span, found *int) (cli.Records, error) {
	queries, err := client.ResolveReports(ctx, q, []string{group})
	if err != nil {
		return nil, err
	}
	book, err := t.desk().NewBook(ctx, t.App, f.people, "")
	if err != nil {
		return nil, err
	}
	roster, err := t.roster(ctx)
	if err != nil {
		return nil, err
	}
	book.Add(roster)
	sheet, err := book.Sheet(ctx, hours.Reading{Source: f.workedBy, Span: span})
	if err != nil {
		return nil, err
	}
	templates := queries.Templates(group)
	labels := f.templates
	if len(templates) != len(labels) {
		labels = templates
	}
	if len(templates) == 0 {
		templates, labels = []string{""}, []string{""}
	}
	written := map[owed]bool{}
	for r, err := range client.ReportsOf(ctx, queries, group) {
		if err != nil {
			return nil, err // a report that did not come would be called missing
		}
		at, ok := nipoplus.ReportAt(r, q.By)
		if !ok {
			continue
		}
		who := book.Who("nipoplus", r.Lookup("owner").Text())
		for _, template := range []string{"", r.Lookup("templateId").Text()} {
			written[owed{who.Person, work.DateOf(at), template}] = true
		}
	}
	return f.rows(t, book, sheet, templates, labels, written, found), nil
}

func (f *missingFlags) rows(t *tree, book *hours.Book, sheet *work.Sheet, templates, labels []string, written map[owed]bool, found *int) cli.Records {
	return func(yield func(record.Record, error) bool) {
		var without []work.Who
		for day := range sheet.Sums(work.ByPersonDay) {
			if !book.Has("nipoplus", day.Who.Person) {
				if !slices.ContainsFunc(without, func(w work.Who) bool { return w.Person == day.Who.Person }) {
					without = append(without, day.Who)
				}
				continue
			}
			for i, template := range templates {
				if written[owed{day.Who.Person, day.Date, template}] {
					continue
				}
				*found++
				if !yield(missingRecord(day, labels[i]), nil) {
					return
				}
			}
		}
		if len(without) > 0 {
			t.Warn("persons who worked and have no account of NipoPlus in the people map, so that no report is owed: %d: %s", len(without), hours.Shown(without))
		}
	}
}

func missingRecord(day work.Sum, template string) record.Record {
	text := func(s string) record.Value {
		if strings.TrimSpace(s) == "" {
			return record.Null()
		}
		return record.String(s)
	}
	minutes := record.Int(int64(day.Minutes))
	if day.Unfinished > 0 {
		minutes = record.Null()
	}
	r, _ := record.Of(record.Object( // an object is one
		record.Named("person", text(day.Who.Person)), record.Named("name", text(day.Who.Name)), record.Named("date", record.String(day.Date.String())),
		record.Named("template", text(template)), record.Named("worked_minutes", minutes),
	))
	return r
}
