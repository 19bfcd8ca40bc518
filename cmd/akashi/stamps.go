package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

func (t *tree) stamps() *cobra.Command {
	return cli.Group("stamps", "punches: pull them, make one", t.byStaff(t.stampsPull()), t.stampsPush(), t.stampsToday())
}

func (t *tree) stampsPull() *cobra.Command {
	var period cli.Range
	var staff staffFlags
	return t.List(cli.List{
		Use: "pull --from DAY --to DAY [--staff 1,2,3 | --all]", Short: "Pull all stamps of a period",
		Long: `Pull all stamps of a period, each once, ordered by stamped_at and then staff_id (AKASHI §6.7, §6.10).

Without --staff or --all the stamps are the token owner's. AKASHI gives at most 1,000 stamps in an answer and
does not say when it left some out, so the period is cut until every answer is below that. If a single
second of a single staff still reaches 1,000, the command ends with exit code 6 and names it.

--names reads the list of staffs as well and adds who it was: staff_number, name, department.

--all asks for the staffs that AKASHI lists now; one who has left and is no longer listed needs --staff.`,
		Example: `  genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv
  genba akashi stamps pull --from last-month --to last-month --all --names --labels -O stamps.xlsx
  genba akashi stamps pull --from 2025-03-01 --to 2025-03-31 --staff 1007,1010 --excel -O stamps.csv
  genba akashi stamps pull --period previous --all --names -O stamps.html
  genba akashi stamps pull --from today --to today
  genba akashi stamps pull --since last --from -2d --reread 31d --all --into sqlite:genba.db`,
		Columns: append(akashi.StampColumns(), akashi.NameColumns()...), Coded: true, Unit: "stamps",
		Flags: func(c *cobra.Command) { period.Register(c); staff.register(c) },
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			columns := staff.columns(akashi.StampColumns())
			span, err := period.Span(t.App)
			if err != nil {
				return &cli.Result{Columns: columns}, err
			}
			var asked owners
			records, err := staff.pull(ctx, t, asked.noted(func(client *akashi.Client, whose []int64) cli.Records {
				return client.Stamps(ctx, akashi.StampQuery{Span: span, Staff: whose})
			}))
			shape := destination.Shape{Moment: "stamped_at", Owner: "staff_id", Owners: asked.texts}
			return &cli.Result{Records: records, Columns: columns, Shape: shape}, err
		},
	})
}
