package hours

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// watchFlags are the flags of watch beside those of all.
type watchFlags struct {
	flags
	limit, base string
	stages      []string
	by          string
	bars        bars
}

func (t *tree) watch() *cobra.Command {
	var f watchFlags
	columns := []record.Column{
		{Name: "person"}, {Name: "name"}, {Name: "department"}, {Name: "leader"}, {Name: "minutes"}, {Name: "limit"}, {Name: "percent"}, {Name: "stage"}, {Name: "period"},
	}
	return t.List(cli.List{
		Use: "watch SOURCE --limit 45h [--stages 60,80,90,100] [--base 160h] --period current", Short: "List who has reached a stage of a limit of hours",
		Long: `List who has reached a stage of a limit of hours, a row a person with the highest stage that is reached.

minutes are what somebody worked beyond --base, the hours of ordinary work in the period; without --base all that was worked. This is no
overtime as the law or your company counts it: AKASHI's API gives none. Unfinished days are not among the minutes, and how many there are
stands on stderr.

A page (-O NAME.html) has a bar in each row with the stages as lines; so has a table with --bars.

With --leaders kaonavi names, departments and leaders come from Kaonavi; --by department puts a department's people together. For chat:
-o ndjson, with person, stage and period to tell each stage once.`,
		Example: `  genba hours watch akashi --limit 45h --base 160h --period current
  genba hours watch akashi --limit 45h --base 1h --stages 60,80,90,100 --from 2025-03-03 --to 2025-03-14 --by department -o ndjson
  genba hours watch csv:hours.csv --limit 200h --stages 80,100 --period 2025-03
  genba hours watch csv:hours.csv --limit 200h --period 2025-03 -o table --bars`,
		Columns: columns, Unit: "persons", Args: cli.ExactArgs("SOURCE"), Complete: t.SourceNames(),
		Flags: func(c *cobra.Command) {
			f.register(c, t.Desk)
			f.bars.register(c)
			c.Flags().StringVar(&f.limit, "limit", "", "hours that are the whole of it, 45h (required)")
			c.Flags().StringVar(&f.base, "base", "0h", "hours of ordinary work in the period, beyond which is counted, 160h")
			cli.ListVar(c.Flags(), &f.stages, "stages", "percents of the limit (default 60,80,90,100)")
			c.Flags().StringVar(&f.by, "by", "person", "person or department: what the rows are in the order of")
			for flag, values := range map[string][]string{"limit": {"45h"}, "base": {"160h"}, "stages": {"60,80,90,100"}, "by": {"person", "department"}} {
				_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
			}
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			limit, err := f.read()
			if err != nil {
				return nil, err
			}
			reading, err := f.reading(t.App, args[0])
			if err != nil {
				return nil, err
			}
			if err := t.known(args...); err != nil {
				return nil, err
			}
			picture := &render.Picture{Kind: render.Bars, Value: "minutes", NoSum: []string{"limit", "percent", "stage"}}
			var marks []int
			for _, stage := range limit.Stages {
				at := (limit.Minutes*stage + 99) / 100
				marks = append(marks, at)
				picture.Lines = append(picture.Lines, render.Line{At: at, Name: strconv.Itoa(stage) + " %"})
			}
			shown, err := f.bars.read(t.App, columns, "percent")
			if err != nil {
				return nil, err
			}
			return &cli.Result{Gathered: true, Columns: shown, Picture: picture, Records: func(yield func(record.Record, error) bool) {
				sheet, err := t.read(ctx, &f.flags, reading)
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				full := slices.Max(marks)
				for r := range sheet.Watch(limit, false) {
					full = max(full, r.Minutes)
				}
				for r := range sheet.Watch(limit, f.by == "department") {
					bar := f.bars.member(func(plain bool) string { return render.Bar(r.Minutes, full, barWidth, plain, marks...) })
					if !yield(reachedRecord(r, limit, PeriodName(reading.Span), bar...), nil) {
						return
					}
				}
			}}, nil
		},
	})
}

// read checks the flags.
func (f *watchFlags) read() (hours.Limit, error) {
	var l hours.Limit
	if f.limit == "" {
		return l, fault.New(fault.Usage, "--limit is needed").WithHint("for example --limit 45h")
	}
	for flag, to := range map[string]struct {
		text string
		to   *int
	}{"--limit": {f.limit, &l.Minutes}, "--base": {f.base, &l.Base}} {
		d, err := cli.Duration(flag, to.text)
		if err != nil {
			return l, err
		}
		*to.to = int(d / time.Minute)
	}
	if l.Minutes <= 0 {
		return l, fault.Errorf(fault.Usage, "--limit %q is no limit", f.limit).WithHint("for example --limit 45h")
	}
	stages := f.stages
	if len(stages) == 0 {
		stages = []string{"60", "80", "90", "100"}
	}
	for _, text := range stages {
		n, err := strconv.Atoi(strings.TrimSuffix(text, "%"))
		if err != nil || n < 1 || n > 1000 {
			return l, fault.Errorf(fault.Usage, "--stages: %q is no percent", text).WithHint("for example --stages 60,80,90,100")
		}
		l.Stages = append(l.Stages, n)
	}
	slices.Sort(l.Stages)
	if f.by != "person" && f.by != "department" {
		return l, fault.Errorf(fault.Usage, "--by %q is not known", f.by).WithHint("person or department")
	}
	return l, nil
}

// PeriodName returns a span's name: the month in which it ends where it is as long as one, else its days.
func PeriodName(s period.Span) string {
	next := s.To.Add(time.Second)
	if s.From.AddDate(0, 1, 0).Equal(next) {
		return s.To.Format("2006-01")
	}
	return s.From.Format(time.DateOnly) + ".." + s.To.Format(time.DateOnly)
}

func reachedRecord(r hours.Reached, l hours.Limit, name string, more ...record.Member) record.Record {
	return made(append([]record.Member{
		record.Named("person", text(r.Who.Person)), record.Named("name", text(r.Who.Name)), record.Named("department", text(r.Who.Department)),
		record.Named("leader", text(r.Who.Leader)), record.Named("minutes", number(r.Minutes)), record.Named("limit", number(l.Minutes)),
		record.Named("percent", number(r.Percent)), record.Named("stage", number(r.Stage)), record.Named("period", record.String(name)),
	}, more...)...)
}
