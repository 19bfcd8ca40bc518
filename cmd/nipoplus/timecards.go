package nipoplus

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

func (t *tree) timecards() *cobra.Command {
	return cli.Group("timecards", "worked days", t.ByPeople(t.timecardsPull(), false, t.whom, cli.ManyIDs))
}

func (t *tree) timecardsPull() *cobra.Command {
	period := cli.Range{Days: true}
	var group groupFlag
	var all, totals, names bool
	var size pageSize
	return t.List(cli.List{
		Use: "pull (STAFF… | --all) --from DAY --to DAY [--totals]", Short: "Pull timecards of one, several or all staffs",
		Long: `Pull the timecards of one, several or all staffs of a group, in the order of the staffs and then by date
(/timecards/STAFF). A staff is given by id or by a name that only one of the group has. The key needs an editor's rights. calcData holds minutes that NipoPlus calculated.

With --totals there is one row per staff with NipoPlus's own totals for the period (totalCalc), and no timecards.

An account whose limit is not lifted gets five timecards per staff, whatever was asked for. genba recognises that, gives
what came and ends with exit code 6.`,
		Example: `  genba nipoplus timecards pull --all --from last-month --to last-month -O timecards.csv
  genba nipoplus timecards pull --all --from last-month --to last-month --totals
  genba nipoplus timecards pull IukfIOLfYlEs8al6lkp2JL5itNdO --from 2025-03-01 --to 2025-03-31 -o json`,
		Args: cobra.ArbitraryArgs, Unit: "timecards",
		Columns: append(nipoplus.Named(nipoplus.TimecardColumns(nil)), nipoplus.TotalColumns()[1:]...),
		Flags: func(c *cobra.Command) {
			period.Register(c)
			group.register(c)
			c.Flags().BoolVar(&all, "all", false, "every staff of the group")
			size.register(c)
			namesFlag(c, &names)
			c.Flags().BoolVar(&totals, "totals", false, "one row per staff with the vendor's totals")
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			staffs, err := whose(args, all)
			if err != nil {
				return nil, err
			}
			if err := size.check(); err != nil {
				return nil, err
			}
			if totals && size.n > 0 {
				return nil, fault.New(fault.Usage, "--totals and --page-size exclude each other: NipoPlus's totals are of one answer")
			}
			result := &cli.Result{Columns: nipoplus.TimecardColumns(t.location())}
			if totals {
				result.Columns = nipoplus.TotalColumns()
			}
			if names {
				result.Columns = nipoplus.Named(result.Columns)
			}
			span, err := period.Span(t.App)
			if err != nil {
				return result, err
			}
			if !totals {
				result.Shape = destination.Shape{Moment: "date", Layout: time.DateOnly, Key: []string{"id"}}
			}
			result.Records, err = group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) {
				q := nipoplus.TimecardQuery{Group: id, Staff: staffs, Span: span, Size: size.n}
				if !all {
					var err error
					if q.Staff, err = client.ResolveStaffs(ctx, "STAFF", id, staffs); err != nil {
						return nil, err
					}
				}
				cards := client.Timecards(ctx, q)
				if totals {
					cards = client.TimecardTotals(ctx, q)
				}
				if names && !t.Flags.DryRun {
					cards = client.WithNames(ctx, id, cards)
				}
				return cards, nil
			})
			return result, err
		},
	})
}

// whose returns the staffs that the arguments name, each once; nil is all.
func whose(args []string, all bool) ([]string, error) {
	var staffs []string
	for _, arg := range args {
		ids, err := cli.Items("STAFF", arg)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !slices.Contains(staffs, id) {
				staffs = append(staffs, id)
			}
		}
	}
	switch {
	case all && len(staffs) > 0:
		return nil, fault.New(fault.Usage, "STAFF and --all exclude each other").WithHint("--all is every staff of the group")
	case !all && len(staffs) == 0:
		return nil, fault.New(fault.Usage, "whose timecards? nothing was asked for").WithHint("STAFF… (genba nipoplus staffs list) or --all")
	}
	return staffs, nil
}
