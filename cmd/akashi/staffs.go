package akashi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

func (t *tree) staffs() *cobra.Command {
	return cli.Group("staffs", "employees: list, import, retire", t.staffsList(), t.byPerson(t.staffsGet()), t.staffsImport(),
		t.byPerson(t.staffsRetire()), t.byPerson(t.staffsDelete()))
}

func (t *tree) staffsList() *cobra.Command {
	c := t.List(cli.List{
		Use: "list", Short: "List the staffs that the token may see",
		Long: `List the token's own staff and those under its management (AKASHI §6.4), all pages.

If staffs are added or removed meanwhile, the list is read again until it stands still. If AKASHI's own total
then still disagrees with what came, the command says so with exit code 6.`,
		Example: `  genba akashi staffs list
  genba akashi staffs list --fields staffId,lastName,firstName,organization.name --excel -O staffs.csv`,
		Columns: akashi.StaffColumns(), Coded: true, Unit: "staffs",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return cli.Stream(client.Staffs(ctx)), nil
		},
	})
	cli.Limit(c, "AKASHI gives 20 staffs in an answer; genba asks until it has all of them")
	return c
}

func (t *tree) staffsGet() *cobra.Command {
	var target targetFlag
	return t.List(cli.List{
		Use: "get ID|me|--target-file FILE", Short: "Show one staff by AKASHI's id, or a token's owner",
		Long: `Show one staff by AKASHI's own id, which is not the staff number (AKASHI §6.4). "me" is the token's owner.

--target-file FILE is the owner of another token, which stands in the file or, with -, on standard input: what is on a command
line others can read.`,
		Example: `  genba akashi staffs get 1007
  genba akashi staffs get me --jq .staffId
  genba akashi staffs get --target-file - < token.txt`,
		Flags:   target.register,
		Columns: akashi.StaffColumns(), Coded: true, Unit: "staffs", Complete: []string{"me"},
		Args: func(c *cobra.Command, args []string) error {
			if target.file != "" {
				return cli.NoArgs(c, args)
			}
			return cli.ExactArgs("ID")(c, args)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			switch {
			case target.file != "":
				token, err := target.token(ctx, t)
				if err != nil {
					return nil, err
				}
				return t.ownerOf(ctx, func() (string, error) { return token, nil })
			case args[0] == "me":
				return t.self(ctx)
			}
			client, id, err := t.one(args[0])
			if err != nil {
				return nil, err
			}
			return cli.Object(func() (record.Record, error) { return client.Staff(ctx, id) }), nil
		},
	})
}

// self returns the token's owner.
func (t *tree) self(ctx context.Context) (*cli.Result, error) {
	return t.ownerOf(ctx, func() (string, error) {
		token, err := t.Secret(ctx, t.vendor, "token")
		return token.Value, err
	})
}

// ownerOf gives the staff whom a token belongs to.
func (t *tree) ownerOf(ctx context.Context, token func() (string, error)) (*cli.Result, error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return cli.Object(func() (record.Record, error) {
		value, err := token()
		if err != nil {
			return record.Record{}, err
		}
		return client.Self(ctx, value)
	}), nil
}

// one returns the client and the one staff that an argument names.
func (t *tree) one(argument string) (*akashi.Client, int64, error) {
	id, err := cli.ID("staff", argument)
	if err != nil {
		return nil, 0, err
	}
	client, err := t.client()
	return client, id, err
}

func (t *tree) staffsRetire() *cobra.Command {
	var date string
	return t.List(cli.List{
		Use: "retire ID --date DAY", Short: "Set a staff's retirement date",
		Long: `Set a staff's retirement date (AKASHI §6.5). --date is required: AKASHI takes a request without a date for a
deletion, so genba never sends one from here. To delete a staff there is staffs delete.`,
		Example: "  genba akashi staffs retire 1013 --date 2025-03-31\n  genba akashi staffs retire 1013 --date 2025-03-31 --dry-run",
		Columns: akashi.RemovedStaffColumns(), Unit: "staffs", Args: cli.ExactArgs("ID"),
		Flags: func(c *cobra.Command) {
			c.Flags().StringVar(&date, "date", "", "last day of employment, for example 2025-03-31 (required)")
			_ = c.RegisterFlagCompletionFunc("date", cobra.NoFileCompletions)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			if date == "" {
				return nil, fault.New(fault.Usage, "staffs retire needs --date; nothing was sent").
					WithHint("genba akashi staffs retire %s --date 2025-03-31", args[0])
			}
			now, err := t.LocalNow()
			if err != nil {
				return nil, err
			}
			day, err := period.Day(date, now)
			if err != nil {
				return nil, err
			}
			client, id, err := t.one(args[0])
			if err != nil {
				return nil, err
			}
			return cli.Write("the retirement was sent and accepted", func() (record.Record, error) {
				r, err := client.RetireStaff(ctx, id, day)
				return r, lookAtStaff(err, say.T("the retirement"), id)
			}), nil
		},
	})
}

func (t *tree) staffsDelete() *cobra.Command {
	return t.List(cli.List{
		Use: "delete ID", Short: "Delete a staff for good",
		Long: `Delete a staff and what AKASHI holds of them, for good (AKASHI §6.5). Asks first; without a terminal it wants
--yes. For someone who leaves, staffs retire is meant.`,
		Example: "  genba akashi staffs delete 1013\n  genba akashi staffs delete 1013 --dry-run",
		Columns: akashi.RemovedStaffColumns(), Unit: "staffs", Args: cli.ExactArgs("ID"),
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			client, id, err := t.one(args[0])
			if err != nil {
				return nil, err
			}
			if err := t.Confirm(ctx, say.T("Delete staff %d from AKASHI for good? (staffs retire keeps the records)", id)); err != nil {
				return nil, err
			}
			return cli.Write("the staff was deleted", func() (record.Record, error) {
				r, err := client.DeleteStaff(ctx, id)
				return r, lookAtStaff(err, say.T("the deletion"), id)
			}), nil
		},
	})
}

// lookAtStaff adds to a write of which nobody can say whether it arrived the command that shows the staff.
func lookAtStaff(err error, what say.Text, staff int64) error {
	return cli.LookFirst(err, cli.MayBeDone(what), cli.LookBeforeSending("genba akashi staffs get %d", staff))
}
