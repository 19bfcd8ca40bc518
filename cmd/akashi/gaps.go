package akashi

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/work/hours"
)

func (t *tree) gaps() *cobra.Command {
	return cli.Group("gaps", "what is missing or odd in people's days", t.byStaff(t.gapsList()))
}

func (t *tree) gapsList() *cobra.Command {
	days := cli.Range{Days: true}
	staff := staffFlags{required: true, named: true}
	var f gapFlags
	return t.List(cli.List{
		Use: "list --from DAY --to DAY (--staff 1,2,3 | --all) [--ignore FILE] [--kinds KIND,…] [--check]", Short: "List missing and odd punches, a row per staff, day and kind",
		Long: `List what is missing or odd in people's days, a row per staff, day and kind, from the working records with their breaks (AKASHI §6.11):

  no-start          an end without a start
  no-end            a start without an end
  none-at-all       neither, on a day that AKASHI calls a working day
  break-short       over 6 hours of work with under 45 minutes of break, over 8 hours with under 60 (労働基準法34条)
  over-24h          more than 24 hours from start to end
  end-before-start  the end lies before the start

The times are those that were punched or entered, not the rounded ones. AKASHI's API has no leave and no planned hours: somebody on
leave looks absent. --ignore FILE names the days that somebody has looked at: a CSV with person, from, to and reason, where person is
the staff number. A day that is not over is no gap yet; a shift without an end may be under way for 24 hours after its start
(--under-way), as nights and 24 hours on duty are ordinary, and is named on stderr instead of listed. The day on which a duty of 15 hours or more ended
(明け) is no none-at-all.

For cron in the morning: --from last-business-day, to yesterday if no --to is given, knows weekends and holidays. admin_url is the page of AKASHI on
which the month is corrected.

A page (-O NAME.html) is a calendar of people and days, up to 62 of them.`,
		Example: `  genba akashi gaps list --from last-business-day --all
  genba akashi gaps list --period previous --closing-day 20 --all --ignore leave.csv --check || test $? = 7
  genba akashi gaps list --from 2025-03-01 --to 2025-03-31 --all -O gaps.html
  genba akashi gaps list --from 2025-03-01 --to 2025-03-31 --all --kinds no-start,no-end,none-at-all -o json`,
		Columns: append(gapColumns(), akashi.NameColumns()[2]), Coded: true, Unit: "gaps",
		Flags: func(c *cobra.Command) {
			days.Register(c)
			days.HolidaysFlag(c)
			staff.register(c)
			f.register(c)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			result := (&cli.Result{Columns: gapColumns()}).Keyed("staff_id", "date", "kind")
			result.Shape.Moment, result.Shape.Layout = "date", time.DateOnly
			if staff.names {
				result.Columns = slices.Insert(result.Columns, 3, akashi.NameColumns()[2])
			}
			span, err := days.Span(t.App)
			if err != nil {
				return result, err
			}
			if result.Picture, err = t.gapPicture(span, days.Holidays, staff.names); err != nil {
				return nil, err
			}
			g, err := f.finder(ctx, t)
			if err != nil {
				return nil, err
			}
			g.from = hours.DateOf(span.From)
			span.From = span.From.AddDate(0, 0, -1) // a duty that ends on the first day begins on the one before
			worked, err := staff.pull(ctx, t, func(client *akashi.Client, whose []int64) cli.Records {
				return client.WorkingRecords(ctx, akashi.WorkingRecordQuery{Span: span, Staff: whose, Breaks: true})
			})
			result.Records = cli.Then(g.find(worked), func() error { return f.check.Verdict(g.found, "gaps were found: %d") })
			return result, err
		},
	})
}

// gapPicture returns the calendar of people and days that a page shows; nil for what is no page.
func (t *tree) gapPicture(span period.Span, holidays string, departments bool) (*render.Picture, error) {
	if !t.Draws(render.HTML) {
		return nil, nil
	}
	off, err := t.DaysOff(span, holidays)
	if err != nil {
		return nil, err
	}
	p := &render.Picture{
		Kind: render.Calendar, Keys: []string{"staff_id", "staff_number", "name"}, Day: "date", Word: "kind",
		From: span.From.Format(time.DateOnly), To: span.To.Format(time.DateOnly), Off: off,
		Marks: map[string]string{
			string(hours.NoStart): "出", string(hours.NoEnd): "退", string(hours.NoneAtAll): "無",
			string(hours.BreakShort): "休", string(hours.Over24Hours): "24", string(hours.EndBeforeStart): "逆",
		},
	}
	if departments {
		p.Keys = append(p.Keys, akashi.NameColumns()[2].Name)
	}
	return p, nil
}

func gapColumns() []record.Column {
	names := akashi.NameColumns()
	return []record.Column{
		{Name: "staff_id"},
		names[0], names[1],
		{Name: "date"},
		{Name: "kind", Labels: map[string]string{
			string(hours.NoStart): "出勤なし", string(hours.NoEnd): "退勤なし", string(hours.NoneAtAll): "打刻なし",
			string(hours.BreakShort): "休憩不足", string(hours.Over24Hours): "24時間超", string(hours.EndBeforeStart): "退勤が出勤より前",
		}},
		{Name: "start_time", Time: true},
		{Name: "end_time", Time: true},
		{Name: "break_minutes"},
		{Name: "admin_url"},
	}
}

// gapFinder makes gaps of working records.
type gapFinder struct {
	*tree
	rules   hours.GapRules
	kinds   []hours.Kind
	ignored hours.Ignored
	site    string
	found   int
	waiting []string // shifts that may be under way
	from    hours.Date
	last    map[string]hours.Day // by person: the last day of work
	rests   int                  // days without punches after a long duty
}
