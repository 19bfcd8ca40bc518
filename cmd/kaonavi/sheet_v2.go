package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) sheetGetV2() *cobra.Command {
	var flags fieldFlags
	var since string
	return t.List(cli.List{
		Use: "get ID|NAME [--updated-since DAY] [--labels]", Short: "Get a sheet of all members",
		Long: `Get a sheet of all members (Kaonavi v2 GET /sheets/{sheet_id}), by its id or its name. Members without a record are left out
by Kaonavi. The layout is read first, for the columns.

Columns: code, record (1, 2 … where a member has several), and the sheet's fields as custom_fields.ID in the layout's order,
or with --labels by their names. JSON is the vendor's member with its records.

With api_version v1.x this is Kaonavi §2.8: ID 0 is the basic information, and --async has a large sheet made ready first
(§2.12 to §2.14).`,
		Example: `  genba kaonavi sheet get 1001 -O addresses.csv
  genba kaonavi sheet get 資格 --labels --excel -O licences.csv
  genba kaonavi sheet get 1001 --updated-since 2025-04-01 -o ndjson`,
		Args: cli.ExactArgs("ID"), Unit: "members", Table: true,
		Flags: func(c *cobra.Command) {
			flags.register(c)
			sinceFlag(c, &since)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			day, err := t.updatedSince(since)
			if err != nil {
				return nil, err
			}
			client, err := t.clientV2(ctx)
			if err != nil {
				return nil, err
			}
			view := fieldView{tree: t, fieldFlags: flags, columns: v2.SheetColumns, flat: (*v2.Flat).Sheet}
			return view.result(ctx, client, args[0], func(id string) v2.Records { return client.Sheet(ctx, id, day) }), nil
		},
	})
}

func (t *tree) sheetFiles() *cobra.Command {
	var since string
	return cli.Plural(cli.Group("files", "files in a field of a sheet: list, pull, push", t.v2(t.readV2(cli.List{
		Use: "list ID FIELD [--updated-since DAY]", Short: "List the files of a field, with links that live 15 minutes",
		Long: `List the files of a field (Kaonavi v2 GET /sheets/{sheet_id}/custom_fields/{custom_field_id}/file). FIELD is the id of a field
of the type attach_file: genba kaonavi layouts sheet ID. A link needs no token and lives 15 minutes: don't pass it on.

Columns: code, file_name, updated_at, download_url; a row for each file.`,
		Example: `  genba kaonavi sheet files list 1002 2104
  genba kaonavi sheet files list 1002 2104 --fields code,file_name`,
		Args: cli.ExactArgs("ID", "FIELD"), Columns: v2.FileColumns(), Unit: "files",
		Flags: func(c *cobra.Command) { sinceFlag(c, &since) },
	}, func(ctx context.Context, c *v2.Client, args []string) *cli.Result {
		day, err := t.updatedSince(since)
		if err != nil {
			return cli.Stream(failed(err))
		}
		files := c.Files(ctx, args[0], args[1], day)
		return &cli.Result{Records: files, Rows: cli.Exploded(files, v2.RecordList)}
	}, numbers)), t.pull(cli.List{
		Use: "pull ID FIELD (--to DIR | DIR)", Short: "Fetch the files of a field into a folder", Args: idFieldDir,
		Long: `Fetch the files of a field into a folder (Kaonavi v2 GET /sheets/{sheet_id}/custom_fields/{custom_field_id}/file). FIELD is the id
of a field of the type attach_file: genba kaonavi layouts sheet ID.`,
		Example: `  genba kaonavi sheet files pull 1002 2104 --to certificates
  genba kaonavi sheet files pull 1002 2104 --to certificates -O results.csv`,
	}, 2, func(c *v2.Client, args []string, day string) *v2.Links { return c.FileLinks(args[0], args[1], day) }), t.sheetFilesPush()), "file")
}
