package people

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
	"github.com/genba-cli/genba/pkg/work/people"
)

func (t *tree) check() *cobra.Command {
	var path cli.PeopleMap
	var check cli.Check
	return t.List(cli.List{
		Use: "check [VENDOR…] [--check]", Short: "Look over the people map",
		Long: `Look over the people map, and list what a person has to decide: two rows that may be one person (zeros: numbers that differ by leading
zeros only; variant: one name, perhaps written otherwise). With VENDOR the map is compared with that service, too: accounts that are not in
the map (new), accounts of the map that are no longer there (gone), people who are called otherwise there (name).

A map that can't be used ends with exit code 2: a column that is missing, one account given to two persons. --check ends with exit code
7 when there is anything to list.`,
		Example: `  genba people check --map people.csv
  genba people check kaonavi akashi --map people.csv --check`,
		Columns: people.FindingColumns(), Coded: true, Unit: "findings", Complete: vendors.Names(), Args: cobra.ArbitraryArgs,
		Flags: func(c *cobra.Command) {
			path.Register(c)
			check.Register(c)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			d, err := t.begin(ctx, args, &path, t.mapOf, func(context.Context) ([]string, error) { return nil, nil })
			if err != nil {
				return planned(err)
			}
			found := d.known.Check(d.rosters, d.pads)
			return cli.Stream(list(len(found), func(i int) record.Record { return found[i].Record() }, check.Verdict(len(found), "%d {finding|findings} in the people map"))), nil
		},
	})
}

// mapOf reads a map that has to be there.
func (t *tree) mapOf(ctx context.Context, path *cli.PeopleMap) (*people.Map, error) {
	m, err := path.Read(ctx, t.App)
	if err == nil && m == nil {
		return nil, fault.New(fault.Usage, "no people map is named").
			WithHint("--map people.csv, or genba config set people_map FILE; genba people init -O people.csv makes one")
	}
	return m, err
}
