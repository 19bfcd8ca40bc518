package akashi

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

func (t *tree) manhours() *cobra.Command {
	return cli.Group("manhours", "man-hours: minutes by project and task", t.byStaff(t.manhoursPull()), t.byRow(t.manhoursPush()), t.byRow(t.manhoursDelete()))
}

func (t *tree) manhoursPull() *cobra.Command {
	period := cli.Range{Days: true}
	staff := staffFlags{required: true}
	return t.List(cli.List{
		Use: "pull --from DAY --to DAY (--staff 1,2,3 | --all)", Short: "Pull the man-hours of a period",
		Long: `Pull the man-hours of a period, one row per staff, day, project and task, ordered in this way (AKASHI /manhours, which
no public document has: genba does what clients do that are used for real).

--all is one request for everybody whom the token looks after, --staff one for each. Ids and minutes are whole numbers, days are
written as 2025-03-01, whichever form AKASHI sends.`,
		Example: `  genba akashi manhours pull --from last-month --to last-month --all -O manhours.csv
  genba akashi manhours pull --period previous --closing-day 20 --staff 1007,1010`,
		Columns: append(akashi.ManhourColumns(), akashi.NameColumns()...), Unit: "man-hours",
		Flags: func(c *cobra.Command) { period.Register(c); staff.register(c) },
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			result := &cli.Result{Columns: staff.columns(akashi.ManhourColumns())}
			span, err := period.Span(t.App)
			if err != nil {
				return result, err
			}
			whole := staff.all
			var asked owners
			result.Records, err = staff.pullAs(ctx, t, whole, asked.noted(func(client *akashi.Client, whose []int64) cli.Records {
				if whole {
					whose = nil
				}
				return client.Manhours(ctx, akashi.ManhourQuery{Span: span, Staff: whose})
			}))
			result.Shape = destination.Shape{Moment: "date", Layout: time.DateOnly, Owner: "staff_id"}
			if !whole {
				result.Shape.Owners = asked.texts
			}
			return result, err
		},
	})
}

const expectDeletes = "expect-deletes"

// manhourRules returns the columns of a file of man-hours, as manhours pull writes it.
func manhourRules(minutes intake.Rule) []intake.Rule {
	day := intake.Rule{Name: "date", Date: true, Required: true}
	id := func(name string) intake.Rule {
		return intake.Rule{Name: name, Integer: true, Positive: true, Required: true}
	}
	rules := []intake.Rule{id("staff_id"), day, id("project_id"), id("task_id"), minutes}
	for _, name := range []string{"staff_number", "name", "department"} { // of --names
		rules = append(rules, intake.Rule{Name: name, ReadOnly: "it only says whose the man-hours are"})
	}
	return rules
}

// storedNames reads the names of the staffs that rows are about, as manhours pull --names has them.
func (w *manhourWrite) storedNames(ctx context.Context, rows *intake.Rows) (func(intake.Row) record.Value, error) {
	client, err := w.client()
	if err != nil {
		return nil, err
	}
	whose := map[string]record.Value{}
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		whose[row.Text("staff_id")] = nil
	}
	ids := func(yield func(record.Record, error) bool) {
		for id := range whose {
			if !yield(record.Of(record.Object(record.Named("staff_id", record.Value(id))))) {
				return
			}
		}
	}
	found := map[string]record.Value{}
	for r, err := range client.WithNames(ctx, func() cli.Records { return ids }, w.unlisted) {
		if err != nil {
			return nil, err
		}
		found[r.Lookup("staff_id").Text()] = r.Clone().Value()
	}
	return func(row intake.Row) record.Value { return found[row.Text("staff_id")] }, nil
}

func (t *tree) manhoursPush() *cobra.Command {
	w := manhourWrite{tree: t}
	return t.Import(cli.Import{
		Use: "push -f FILE", Short: "Write man-hours from CSV or JSON",
		Long: `Write man-hours from CSV, JSON or NDJSON with the columns of manhours pull: staff_id, date, project_id, task_id, minutes
(AKASHI /manhours, which no public document has: genba does what clients do that are used for real).

What is stored is read first, and only rows that differ are sent, so that the same file may be sent again. AKASHI adds what is
written over to what was there; so an entry with other minutes is deleted first, and how many that are has to be typed, or given
with --yes --expect-deletes N. Entries that the file does not name stay. After each day it is read again, and a row that is not
stored as it was sent gets the status unknown. Comments can't be written.`,
		Example: `  genba akashi manhours push -f manhours.csv --results results.csv
  genba akashi manhours push -f corrected.csv --yes --expect-deletes 1
  genba akashi manhours push --set staff_id:=1010 --set date=2025-03-04 --set project_id:=303 --set task_id:=5 --set minutes:=30
  genba akashi manhours push --staff-number 000010 --set date=2025-03-05 --set project_id:=303 --set task_id:=5 --set minutes:=30`,
		Noun: "man-hours", Size: 100, Flags: w.register,
		Rules: manhourRules(intake.Rule{Name: "minutes", Integer: true, Positive: true, Required: true, Check: minutesProblem}),
		Extra: w.twice(), Stored: w.storedNames,
		Check: say.Verbatim("genba akashi manhours pull"),
		Confirm: func(ctx context.Context, rows []record.Value) error {
			return w.confirm(ctx, rows, (*akashi.ManhourWriter).Overwritten, say.T("Delete entries with other minutes from AKASHI, to write them anew?"))
		},
		Send: w.sending((*akashi.ManhourWriter).Put),
	})
}

func (t *tree) manhoursDelete() *cobra.Command {
	w := manhourWrite{tree: t}
	return t.Import(cli.Import{
		Use: "delete -f FILE", Short: "Delete man-hours that a file names",
		Long: `Delete the entries of man-hours that a file names by staff_id, date, project_id and task_id (AKASHI /manhours, which no
public document has: genba does what clients do that are used for real).

A file of manhours pull goes in as it is: where minutes are given, the entry has to be stored with them, else it stays. The number
of deletions has to be typed, or given with --yes --expect-deletes N.`,
		Example: `  genba akashi manhours delete -f wrong.csv --yes --expect-deletes 1
  genba akashi manhours delete --set staff_id:=1010 --set date=2025-03-04 --set project_id:=301 --set task_id:=1 --dry-run`,
		Noun: "man-hours", Size: 100, Flags: w.register,
		Rules: manhourRules(intake.Rule{Name: "minutes", Integer: true}),
		Extra: w.twice(), Stored: w.storedNames,
		Check: say.Verbatim("genba akashi manhours pull"),
		Confirm: func(ctx context.Context, rows []record.Value) error {
			return w.confirm(ctx, rows, (*akashi.ManhourWriter).Stored, say.T("Delete man-hours from AKASHI for good?"))
		},
		Send: w.sending((*akashi.ManhourWriter).Delete),
	})
}
