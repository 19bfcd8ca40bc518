package kaonavi

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// overwriting is a command that replaces a short list as a whole, as a value.
type overwriting struct {
	cli.List
	check func(args []string) error // nil: nothing
	table func(args []string) v2.Table
	read  func(ctx context.Context, c *v2.Client, args []string) v2.Records
	look  func(args []string) string // the command that shows what is there
}

// overwrite makes the command: read and check the file, count what would be deleted, ask, send once, wait.
func (t *tree) overwrite(o overwriting) *cobra.Command {
	var input cli.Input
	var flags deliveryFlags
	var expect int
	o.Long += "\n\nThe present ones are read first; then the number of deletions has to be typed, or given with --yes --expect-deletes N." + wayOfWholes
	o.Flags = func(c *cobra.Command) {
		input.Register(c)
		flags.register(c, false)
		expectFlag(c, &expect)
	}
	return t.deliveries(o.List, &flags, func(ctx context.Context, args []string) (func() (*delivery, error), error) {
		if o.check != nil {
			if err := o.check(args); err != nil {
				return nil, err
			}
		}
		table := o.table(args)
		rows, err := t.tableRows(ctx, &input, table)
		if err != nil {
			return nil, err
		}
		client, err := t.clientV2(ctx, reading)
		if err != nil {
			return nil, err
		}
		return func() (*delivery, error) {
			if err := t.guardTable(ctx, table, rows, o.read(ctx, client, args), expect); err != nil {
				return nil, err
			}
			keys := map[int]string{}
			d := &delivery{tree: t, flags: &flags, write: table.Write, look: o.look(args), places: args, codes: func(row int) string { return keys[row] }}
			for i, r := range rows {
				keys[r.Number] = r.Text(table.Key)
				d.numbers = append(d.numbers, r.Number)
				d.items = append(d.items, v2.Item{Body: table.Row(r, i), Rows: []int{r.Number}})
			}
			return d, d.prepare()
		}, nil
	})
}

func (t *tree) tableRows(ctx context.Context, input *cli.Input, table v2.Table) ([]intake.Row, error) {
	rows, err := t.rowsV2(ctx, input)
	if err != nil {
		return nil, err
	}
	var extra func(intake.Row) []intake.Problem
	if table.Extra != nil {
		extra = table.Extra(rows)
	}
	return rows, intake.Check(rows, table.Rules, extra)
}

// guardTable stands before an overwrite: the number of deletions has to be meant.
func (t *tree) guardTable(ctx context.Context, table v2.Table, rows []intake.Row, present v2.Records, expect int) error {
	there, deleted, who, unknown, err := table.Compare(rows, present)
	switch {
	case err != nil:
		return err
	case len(unknown) > 0:
		return fault.Errorf(fault.Usage, "there is no option with the id %s; nothing was sent", cli.FirstOf(unknown)).WithHint("leave the id of a new one empty")
	case deleted == 0 && expect < 0:
		return nil
	}
	t.Warn("of the %d that are there now, %d would be deleted: %s", there, deleted, strings.Join(who, ", "))
	return t.ConfirmNumber(ctx, cli.Removal{
		Question: say.T("Delete %d of %d from Kaonavi for good?", deleted, there), Count: deleted, Expected: expect, Flag: "expect-deletes",
	})
}

func (t *tree) departmentOverwriteV2() *cobra.Command {
	return t.overwrite(overwriting{
		List: cli.List{
			Use: "overwrite -f FILE", Short: "Replace all departments: what is not in the file is deleted",
			Long: `Replace all departments by those of the file (Kaonavi v2 PUT /departments). WHAT IS NOT IN THE FILE IS DELETED; its members are
then without a department.

Columns of the file: code, name, parent_code, leader_member_code, order, memo, as genba kaonavi departments list writes them.
Without order they stand as in the file.

With api_version v1.x this is Kaonavi §2.6, with the columns of v1: department_code1, department_name1, department_code2 and so on.`,
			Example: `  genba kaonavi departments overwrite -f tree.csv --wait
  genba kaonavi departments overwrite -f tree.csv --yes --expect-deletes 0`,
		},
		table: func([]string) v2.Table { return v2.DepartmentTable() },
		read:  func(ctx context.Context, c *v2.Client, _ []string) v2.Records { return c.Departments(ctx) },
		look:  func([]string) string { return "genba kaonavi departments list" },
	})
}

func (t *tree) permissionsOverwrite() *cobra.Command {
	return t.v2(t.overwrite(overwriting{
		List: cli.List{
			Use: "overwrite member|department -f FILE", Short: "Replace what single accounts may see besides: who is not in the file has nothing of it any more",
			Long: `Replace what single accounts may see beyond their role, or not see (Kaonavi v2 PUT /advanced_permissions/{advanced_type}). WHO IS
NOT IN THE FILE HAS NOTHING OF IT ANY MORE.

Columns of the file: user_id, add_codes, exclusion_codes; several codes with 、 between them. An account has at most 30,000
members or 1,000 departments on each list.`,
			Example: `  genba kaonavi permissions overwrite member -f permissions.csv --wait
  genba kaonavi permissions overwrite member -f permissions.csv --dry-run`,
			Args: cli.ExactArgs("TYPE"), Complete: v2.PermissionTypes(),
		},
		check: func(args []string) error { return oneOf(args[0], v2.PermissionTypes()...) },
		table: func(args []string) v2.Table { return v2.PermissionTable(args[0]) },
		read:  func(ctx context.Context, c *v2.Client, args []string) v2.Records { return c.Permissions(ctx, args[0]) },
		look:  func(args []string) string { return "genba kaonavi permissions get " + args[0] },
	}))
}

func (t *tree) optionsOverwrite() *cobra.Command {
	return t.v2(t.overwrite(overwriting{
		List: cli.List{
			Use: "overwrite ID -f FILE", Short: "Replace the options of a field: what is not in the file is deleted",
			Long: `Replace the options of a field (Kaonavi v2 PUT /enum_options/{custom_field_id}). WHAT IS NOT IN THE FILE IS DELETED, which Kaonavi
refuses for options that a member has. They stand as in the file.

Columns of the file: id, name, as genba kaonavi options get ID writes them; a new one has no id. Another name for an id renames
the option.`,
			Example: `  genba kaonavi options overwrite 2103 -f options.csv --wait
  genba kaonavi options overwrite 2103 -f options.csv --dry-run`,
			Args: cli.ExactArgs("ID"),
		},
		check: func(args []string) error { return numbers(args...) },
		table: func([]string) v2.Table { return v2.OptionTable() },
		read:  func(ctx context.Context, c *v2.Client, args []string) v2.Records { return c.Options(ctx, args[0]) },
		look:  func(args []string) string { return "genba kaonavi options get " + args[0] },
	}))
}
