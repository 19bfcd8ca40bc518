package flexcrm

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

func (t *tree) flexdbUpload() *cobra.Command {
	return t.List(cli.List{
		Use: "upload TABLE RECORD FIELD FILE", Short: "Put a file into a file field",
		Long: `Put a file of any size into a file field of a record, once. The file is read while it is sent; --timeout is how long
nothing may move.`,
		Example: "  genba flexcrm flexdb upload tbl_customer 7 attachment 見積書.pdf\n  genba flexcrm flexdb upload tbl_customer 7 attachment 図面.zip --timeout 5m",
		Columns: []record.Column{{Name: "table_id"}, {Name: "record_id"}, {Name: "field_id"}, {Name: "file"}},
		Unit:    "files", Args: cli.ExactArgs("TABLE", "RECORD", "FIELD", "FILE"),
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			id, err := cli.ID("record", args[1])
			if err != nil {
				return nil, err
			}
			file, err := flexcrm.OpenFile(args[3])
			if err != nil {
				return nil, err
			}
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Write("the file was uploaded", func() (record.Record, error) {
				if err := client.Upload(ctx, args[0], id, args[2], file); err != nil {
					return record.Record{}, cli.LookFirst(err, cli.MayBeDone(say.T("the upload")),
						cli.LookBeforeSending("genba flexcrm flexdb get %s %s", args[0], args[1]))
				}
				return record.Record{}.
					With("table_id", record.String(args[0])).
					With("record_id", record.Int(id)).
					With("field_id", record.String(args[2])).
					With("file", record.String(file.Name())), nil
			}), nil
		},
	})
}
