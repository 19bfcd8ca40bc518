package flexcrm

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) processes() *cobra.Command {
	return cli.Group("processes", "processes of a record: list, update", t.processesList(), t.byUser(t.processesUpdate(), "userid", "employee-no"))
}

func (t *tree) processesList() *cobra.Command {
	return t.List(cli.List{
		Use: "list TABLE RECORD", Short: "List the processes of a record",
		Example: "  genba flexcrm flexdb processes list tbl_customer 7\n  genba flexcrm flexdb processes list tbl_customer 7 --jq '.[] | select(.completion_flg != 1) | .process_name'",
		Columns: flexcrm.ProcessColumns(), Unit: "processes", Args: cli.ExactArgs("TABLE", "RECORD"),
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			id, err := cli.ID("record", args[1])
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(client.Processes(ctx, args[0], id)), nil
		},
	})
}
