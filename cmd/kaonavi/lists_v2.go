package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

func (t *tree) departmentListV2() *cobra.Command {
	return t.listV2(cli.List{
		Use: "list", Short: "List the departments",
		Long: `List the departments (Kaonavi v2 GET /departments).

With api_version v1.x (Kaonavi §2.5) a department has the columns of all its levels: department_code1, department_name1,
department_code2 and so on, leader_member_code, leader_member_name, memo.`,
		Example: `  genba kaonavi departments list
  genba kaonavi departments list -o json`,
		Columns: v2.DepartmentColumns(), Unit: "departments",
	}, func(ctx context.Context, c *v2.Client, _ []string) v2.Records { return c.Departments(ctx) })
}

func (t *tree) userListV2() *cobra.Command {
	return t.listV2(cli.List{
		Use: "list", Short: "List the accounts",
		Long: `List the accounts (Kaonavi v2 GET /users).

With api_version v1.x (Kaonavi §2.2) the columns are those of v1, and passwords come masked, as ****.`,
		Example: `  genba kaonavi users list
  genba kaonavi users list --fields email,member_code,last_login_at -O users.csv`,
		Columns: v2.UserColumns(), Unit: "accounts",
	}, func(ctx context.Context, c *v2.Client, _ []string) v2.Records { return c.Users(ctx) })
}

func (t *tree) userGet() *cobra.Command {
	return t.v2(t.readV2(cli.List{
		Use: "get ID", Short: "Show one account", Long: "Show one account, by its id (Kaonavi v2 GET /users/{user_id}).",
		Example: `  genba kaonavi users get 1
  genba kaonavi users get 1 --jq .email`,
		Args: cli.ExactArgs("ID"), Columns: v2.UserColumns(), Unit: "accounts",
	}, func(ctx context.Context, c *v2.Client, args []string) *cli.Result {
		return cli.Object(func() (record.Record, error) { return c.User(ctx, args[0]) })
	}, numbers))
}
