package people

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/people"
)

func (t *tree) show() *cobra.Command {
	var path cli.PeopleMap
	return t.List(cli.List{
		Use: "show [PERSON]", Short: "Show the people map, or one person of it",
		Long: `Show the people map, or the rows of one person: by the column person, by the number or id that any service has, or by name (blanks
don't count).`,
		Example: `  genba people show --map people.csv
  genba people show 000003 --map people.csv
  genba people show 髙橋恵子 --map people.csv -o yaml`,
		Columns: people.MapColumns(), Unit: "people", Args: cli.AtMostOne("PERSON"), Flags: path.Register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			m, err := t.mapOf(ctx, &path)
			if err != nil {
				return nil, err
			}
			entries := m.Entries
			if len(args) > 0 {
				if entries = m.Search(args[0]); len(entries) == 0 {
					return nil, fault.Errorf(fault.Usage, "nobody in the people map is %q", args[0])
				}
			}
			columns := m.Header()
			return &cli.Result{
				Columns: m.RecordColumns(),
				Records: list(len(entries), func(i int) record.Record { return entries[i].Record(columns) }, nil),
			}, nil
		},
	})
}
