package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) roles() *cobra.Command {
	return cli.Group("roles", "roles of accounts: list", t.v2(t.listV2(cli.List{
		Use: "list", Short: "List the roles", Long: "List the roles (Kaonavi v2 GET /roles). type is Adm or 一般.",
		Example: "  genba kaonavi roles list\n  genba kaonavi roles list -o json",
		Columns: v2.RoleColumns(), Unit: "roles",
	}, func(ctx context.Context, c *v2.Client, _ []string) v2.Records { return c.Roles(ctx) })))
}

func (t *tree) permissions() *cobra.Command {
	return cli.Group("permissions", "what single accounts may see beyond their role, or not: get, overwrite", t.v2(t.listV2(cli.List{
		Use: "get member|department", Short: "Show what single accounts may see beyond their role, or not see",
		Long: `Show what single accounts may see beyond their role, or not see (Kaonavi v2 GET /advanced_permissions/{advanced_type}):
members, or departments.

Columns: user_id, add_codes, exclusion_codes; several codes stand in one cell with 、 between them.`,
		Example: "  genba kaonavi permissions get member\n  genba kaonavi permissions get department -o json",
		Args:    cli.ExactArgs("TYPE"), Complete: v2.PermissionTypes(), Columns: v2.PermissionColumns(), Unit: "accounts",
	}, func(ctx context.Context, c *v2.Client, args []string) v2.Records { return c.Permissions(ctx, args[0]) }, func(args ...string) error {
		return oneOf(args[0], v2.PermissionTypes()...)
	})), t.permissionsOverwrite())
}
