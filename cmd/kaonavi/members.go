package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) members() *cobra.Command {
	return cli.Group("members", "members with their basic information: list, add, update, replace, overwrite, delete",
		append([]*cobra.Command{t.v2(t.membersList())}, t.membersWrites()...)...)
}

const subDepartments = "sub_departments"

func (t *tree) membersList() *cobra.Command {
	var flags fieldFlags
	var since, explode string
	return t.List(cli.List{
		Use: "list [--updated-since DAY] [--labels]", Short: "List the members with their basic information",
		Long: `List the members with their basic information (Kaonavi v2 GET /members). The layout is read first, for the columns.

Columns: code, name, name_kana, mail, entered_date, retired_date, gender, birthday, age, years_of_service, department.code,
department.name, and the company's own fields as custom_fields.ID in the layout's order, or with --labels by their names.
--explode sub_departments gives a row for each sub-department (兼務). JSON is the vendor's record.`,
		Example: `  genba kaonavi members list -O members.csv
  genba kaonavi members list --labels --excel -O members.csv
  genba kaonavi members list --updated-since 2025-04-01 -o ndjson`,
		Unit: "members",
		Flags: func(c *cobra.Command) {
			flags.register(c)
			sinceFlag(c, &since)
			c.Flags().StringVar(&explode, "explode", "", "a row for each item of the list: sub_departments (csv, tsv and table)")
			_ = c.RegisterFlagCompletionFunc("explode", cobra.FixedCompletions([]string{subDepartments}, cobra.ShellCompDirectiveNoFileComp))
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			view := fieldView{
				tree: t, fieldFlags: flags, columns: v2.MemberColumns, flat: (*v2.Flat).Members, hidden: []string{"id", "face_image", subDepartments},
			}
			if explode != "" {
				if err := oneOf(explode, subDepartments); err != nil {
					return nil, err
				}
				view.columns, view.hidden, view.list = withSubDepartments, []string{"id", "face_image"}, explode
			}
			day, err := t.updatedSince(since)
			if err != nil {
				return nil, err
			}
			client, err := t.clientV2(ctx)
			if err != nil {
				return nil, err
			}
			return view.result(ctx, client, "", func(string) v2.Records { return client.Members(ctx, day) }).Keyed("code"), nil
		},
	})
}
