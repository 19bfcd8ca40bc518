package flexcrm

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) processes() *cobra.Command {
	return cli.Group("processes", "processes of a record: list, update", t.processesList(), t.processesUpdate())
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

func (t *tree) processesUpdate() *cobra.Command {
	return t.write(write{
		use: "update TABLE [RECORD PROCESS] (--set NAME=VALUE … | -f FILE)", short: "Change processes: done, due, whose",
		long: `Change processes of a table's records. Completing one (completion_flg 1) starts the workflow that is set for it.

Who does it is said by userid (the user's record number) or employee_no, of which one is enough. RECORD and PROCESS name
one; a file names them in
the columns record_id and process_id of each row. Each row is one request, sent once, and gets a result.`,
		example: `  genba flexcrm flexdb processes update tbl_customer 7 11 --set userid=101 --set completion_flg=1
  genba flexcrm flexdb processes update tbl_customer -f done.csv --results results.csv`,
		noun: "processes", check: "genba flexcrm flexdb processes list TABLE RECORD, for each record", checkOne: "genba flexcrm flexdb processes list",
		given: []string{"TABLE"}, target: []target{{"RECORD", "record_id", true, false}, {"PROCESS", "process_id", false, false}},
		fields: flexcrm.ProcessFields(),
		extra: func(row intake.Row) say.Text {
			if row.Text("userid") == "" && row.Text("employee_no") == "" {
				return say.T("who does it? a row has userid or employee_no")
			}
			return say.Text{}
		},
		send: func(ctx context.Context, client *flexcrm.Client, args []string, values url.Values) (string, error) {
			return client.UpdateProcess(ctx, args[0], args[1], args[2], values)
		},
	})
}
