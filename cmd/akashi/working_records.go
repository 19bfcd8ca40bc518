package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

func (t *tree) workingRecords() *cobra.Command {
	return cli.Group("working-records", "worked days", t.byStaff(t.workingRecordsPull()))
}

func (t *tree) workingRecordsPull() *cobra.Command {
	period := cli.Range{Days: true}
	staff := staffFlags{required: true}
	var breaks, noRounding bool
	columns := func(breaks, noRounding bool) []record.Column {
		columns := akashi.WorkingRecordColumns(breaks)
		if noRounding {
			columns = append(columns, record.Column{Name: akashi.NoRoundingColumn})
		}
		return columns
	}
	return t.List(cli.List{
		Use: "pull --from DAY --to DAY (--staff 1,2,3 | --all) [--breaks] [--no-rounding]", Short: "Pull the working records of a period",
		Long: `Pull the working records of a period, one row per staff and day, ordered by date and then staff_id (AKASHI §6.11).

Requests are cut to 31 days and 50 staffs by themselves. With --breaks AKASHI's document allows no end date, and some companies'
AKASHI takes one: that is tried once, else each day is asked for on its own. CSV and tables show one row per break (and one for a day
without a break), JSON keeps the breaks inside the day as AKASHI sends them. --no-rounding adds actual_working_hours_no_rounding, the
minutes worked before rounding, which no public document has. --names reads the list of staffs as well and adds who it was: staff_number,
name, department.`,
		Example: `  genba akashi working-records pull --from last-month --to last-month --all -O days.csv
  genba akashi working-records pull --from 2025-03-01 --to 2025-03-31 --staff 1007 --breaks -o json
  genba akashi working-records pull --from 2025-03-01 --to 2025-03-31 --all --no-rounding --fields staff_id,date,actual_working_hours_no_rounding`,
		Columns: append(columns(true, true), akashi.NameColumns()...), Coded: true, Unit: "days",
		Flags: func(c *cobra.Command) {
			period.Register(c)
			staff.register(c)
			c.Flags().BoolVar(&breaks, "breaks", false, "with the breaks of each day")
			c.Flags().BoolVar(&noRounding, "no-rounding", false, "with the minutes worked before rounding")
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			result := &cli.Result{Columns: staff.columns(columns(breaks, noRounding))}
			span, err := period.Span(t.App)
			if err != nil {
				return result, err
			}
			var asked owners
			result.Records, err = staff.pull(ctx, t, asked.noted(func(client *akashi.Client, whose []int64) cli.Records {
				return client.WorkingRecords(ctx, akashi.WorkingRecordQuery{Span: span, Staff: whose, Breaks: breaks, NoRounding: noRounding})
			}))
			result.Shape = destination.Shape{Moment: "date", Layout: "2006/01/02", Owner: "staff_id", Owners: asked.texts}
			if breaks && err == nil {
				result.Rows = cli.Exploded(result.Records, akashi.BreakList)
			}
			return result, err
		},
	})
}
