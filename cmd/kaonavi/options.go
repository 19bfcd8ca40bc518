package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) fieldOptions() *cobra.Command {
	return cli.Group("options", "what can be chosen in a field: list, get, overwrite",
		t.v2(t.readV2(cli.List{
			Use: "list", Short: "List the fields with options, a row for each option",
			Long: `List the fields with options (Kaonavi v2 GET /enum_options): pull-downs, radio buttons and check boxes, but for those under
data linkage. A row for each option; JSON is the vendor's field with its options.`,
			Example: "  genba kaonavi options list\n  genba kaonavi options list -o json",
			Columns: v2.OptionFieldColumns(), Unit: "fields",
		}, func(ctx context.Context, c *v2.Client, _ []string) *cli.Result {
			fields := c.OptionFields(ctx)
			return &cli.Result{Records: fields, Rows: cli.Exploded(fields, v2.OptionList)}
		})),
		t.v2(t.listV2(cli.List{
			Use: "get ID", Short: "Show the options of one field",
			Long:    "Show the options of one field, by the field's id (Kaonavi v2 GET /enum_options/{custom_field_id}): id, name.",
			Example: "  genba kaonavi options get 2103\n  genba kaonavi options get 2103 -O options.csv",
			Args:    cli.ExactArgs("ID"), Columns: v2.OptionColumns(), Unit: "options",
		}, func(ctx context.Context, c *v2.Client, args []string) v2.Records { return c.Options(ctx, args[0]) }, numbers)),
		t.optionsOverwrite(),
	)
}
