package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

const layoutColumns = `A row for each field: sheet_id, sheet_name, record_type (0: one record a member, 1: several), id (empty for the standard
fields), name, required, type, max_length, enum, read_only. JSON is the vendor's layout. --calc also shows calculated fields.`

func (t *tree) layouts() *cobra.Command {
	return cli.Group("layouts", "the fields of members and sheets: members, sheets, sheet",
		t.layout(cli.List{
			Use: "members [--calc]", Short: "Show the fields of the basic information",
			Long: "Show the fields of the basic information (Kaonavi v2 GET /member_layouts).\n\n" + layoutColumns,
			Example: `  genba kaonavi layouts members
  genba kaonavi layouts members --calc -O fields.csv`,
		}, func(ctx context.Context, c *v2.Client, _ []string, calc bool) v2.Records {
			return c.MemberLayouts(ctx, calc)
		}),
		t.layout(cli.List{
			Use: "sheets [--calc]", Short: "Show the fields of all sheets",
			Long: "Show the fields of all sheets (Kaonavi v2 GET /sheet_layouts).\n\n" + layoutColumns,
			Example: `  genba kaonavi layouts sheets
  genba kaonavi layouts sheets --fields sheet_id,sheet_name,id,name`,
		}, func(ctx context.Context, c *v2.Client, _ []string, calc bool) v2.Records {
			return c.SheetLayouts(ctx, calc)
		}),
		t.layout(cli.List{
			Use: "sheet ID|NAME [--calc]", Short: "Show the fields of one sheet", Args: cli.ExactArgs("ID"),
			Long: "Show the fields of one sheet, by its id or its name (Kaonavi v2 GET /sheet_layouts/{sheet_id}).\n\n" + layoutColumns,
			Example: `  genba kaonavi layouts sheet 1001
  genba kaonavi layouts sheet 資格 -o json`,
		}, func(ctx context.Context, c *v2.Client, args []string, calc bool) v2.Records {
			return c.SheetLayout(ctx, args[0], calc)
		}),
	)
}

func (t *tree) layout(l cli.List, read func(ctx context.Context, c *v2.Client, args []string, calc bool) v2.Records) *cobra.Command {
	var calc bool
	l.Columns, l.Unit = v2.LayoutColumns(), "fields"
	l.Flags = func(c *cobra.Command) { c.Flags().BoolVar(&calc, "calc", false, "with calculated fields") }
	return t.v2(t.readV2(l, func(ctx context.Context, client *v2.Client, args []string) *cli.Result {
		layouts := read(ctx, client, args, calc)
		return &cli.Result{Records: layouts, Rows: v2.FieldRows(layouts)}
	}))
}
