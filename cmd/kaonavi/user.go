package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

func (t *tree) user() *cobra.Command {
	c := cli.Group("user", "accounts: list, get, create, update, delete; v1: overwrite, add", t.either(t.userList(), t.userListV2()), t.userGet(),
		t.v1(t.write(writing{
			Write: kaonavi.OverwriteUsers, use: "overwrite -f FILE", short: "Replace all accounts: who is not in the file is deleted",
			long: `Replace all accounts by those of the file (Kaonavi §2.3). WHO IS NOT IN THE FILE IS DELETED.

The present accounts are read first, and how many would be deleted, changed and added is shown; then the number of
deletions has to be typed, or given with --yes --expect-deletes N. Accounts are known by email. A password of ****, as
Kaonavi masks it, is not sent for an account that is there, and refused for a new one: it would become the password. An
empty cell is not sent.`,
			example: `  genba kaonavi user overwrite -f users.csv --wait
  genba kaonavi user overwrite -f users.csv --dry-run`,
			noun: "accounts", look: "genba kaonavi user list",
		})),
		t.v1(t.write(writing{
			Write: kaonavi.AddUsers, use: "add (-f FILE | --set email=… …)", short: "Add accounts",
			long: `Add accounts (Kaonavi §2.4). Columns of the file: email, password, member_code, name, type, role, is_active, password_locked,
use_smartphone, use_secure (true, false or -), created_at.`,
			example: `  genba kaonavi user add -f new-users.csv --wait
  genba kaonavi user add --set email=mori@example.jp --set password=Sakura2025 --set name=森碧 --set type=Adm --set role=カオナビ管理者`,
			noun: "accounts", look: "genba kaonavi user list",
		})),
	)
	c.AddCommand(t.userWrites()...)
	return c
}

func (t *tree) userList() *cobra.Command {
	return t.List(cli.List{
		Use: "list", Short: "List the accounts",
		Long: "List the accounts (Kaonavi §2.2). Kaonavi gives passwords masked, as ****. With --dry-run: the columns and their labels.",
		Example: `  genba kaonavi user list
  genba kaonavi user list --fields email,member_code,last_logined_at -O users.csv`,
		Columns: kaonavi.UserColumns(), Unit: "accounts",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			client, err := t.client(ctx)
			if err != nil {
				return nil, err
			}
			return &cli.Result{Records: client.Users(ctx).Records, Columns: t.orHeaders(kaonavi.UserColumns()), OwnDryRun: true}, nil
		},
	})
}

// orHeaders returns a read's columns, or those of its dry run.
func (t *tree) orHeaders(columns []record.Column) []record.Column {
	if t.Flags.DryRun {
		return kaonavi.HeaderColumns()
	}
	return columns
}
