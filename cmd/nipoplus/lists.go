package nipoplus

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

func (t *tree) groups() *cobra.Command {
	return cli.Group("groups", "groups of the organization", t.List(cli.List{
		Use: "list", Short: "List the groups of the organization",
		Long: `List the groups of the organization (/group/admin), which needs an administrator's key. The vendor's document does not
say what a group holds: the columns are what comes.`,
		Example: "  genba nipoplus groups list\n  genba nipoplus groups list -o json",
		Unit:    "groups",
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			client, err := t.client()
			if err != nil {
				return nil, err
			}
			return &cli.Result{Records: client.Groups(ctx), Arrange: t.found}, nil
		},
	}))
}

func (t *tree) staffs() *cobra.Command {
	var group groupFlag
	var organization bool
	return cli.Group("staffs", "staffs of a group or of the organization", t.List(cli.List{
		Use: "list [--group ID | --organization]", Short: "List the staffs of a group or of the whole organization",
		Long: `List the staffs of a group (/staffs), or with --organization of the whole organization (/staffs/admin), which needs an
administrator's key. The vendor's document does not say what a staff holds: the columns are what comes.`,
		Example: `  genba nipoplus staffs list
  genba nipoplus staffs list --organization -o json`,
		Unit: "staffs",
		Flags: func(c *cobra.Command) {
			group.register(c)
			c.Flags().BoolVar(&organization, "organization", false, "all staffs of the organization")
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			if organization {
				if err := group.unused("--organization"); err != nil {
					return nil, err
				}
				client, err := t.client()
				if err != nil {
					return nil, err
				}
				return &cli.Result{Records: client.OrganizationStaffs(ctx), Arrange: t.found}, nil
			}
			records, err := group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) { return client.Staffs(ctx, id), nil })
			return &cli.Result{Records: records, Arrange: t.found}, err
		},
	}))
}

func (t *tree) templates() *cobra.Command {
	return cli.Group("templates", "forms of reports", t.templatesList(), t.templatesGet())
}

func (t *tree) templatesList() *cobra.Command {
	var group groupFlag
	return t.List(cli.List{
		Use: "list", Short: "List the templates of a group",
		Long:    "List the templates of a group (/templates). body, JSON in one cell, has the inputs: label, key, type and so on.",
		Example: "  genba nipoplus templates list\n  genba nipoplus templates list --fields id,name,active",
		Columns: nipoplus.TemplateColumns(nil), Unit: "templates", Flags: group.register,
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			records, err := group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) { return client.Templates(ctx, id), nil })
			return &cli.Result{Records: records, Columns: nipoplus.TemplateColumns(t.location())}, err
		},
	})
}

func (t *tree) templatesGet() *cobra.Command {
	var group groupFlag
	return t.List(cli.List{
		Use: "get ID", Short: "Show one template",
		Long:    "Show one template by its id (/template/ID).",
		Example: "  genba nipoplus templates get sbxTemplateDaily0001\n  genba nipoplus templates get sbxTemplateDaily0001 --jq '.body[] | [.key, .label] | @tsv'",
		Columns: nipoplus.TemplateColumns(nil), Unit: "templates", Args: cli.ExactArgs("ID"), Flags: group.register,
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			records, err := group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) {
				return cli.One(func() (record.Record, error) { return client.Template(ctx, id, args[0]) }), nil
			})
			return &cli.Result{Records: records, Single: true, Columns: nipoplus.TemplateColumns(t.location())}, err
		},
	})
}

func (t *tree) logs() *cobra.Command {
	var group groupFlag
	var period cli.Range
	var size pageSize
	var names bool
	return cli.Group("logs", "what was done in a group", t.List(cli.List{
		Use: "pull --from DAY --to DAY", Short: "Pull all logs of a period",
		Long: `Pull all logs of a period, each once, oldest first (/logs). NipoPlus gives at most 1,000 in an answer, so the period is
cut until every answer is below that. The vendor's document does not say what a log holds: the columns are what comes.`,
		Example: "  genba nipoplus logs pull --from yesterday --to yesterday -O logs.csv\n  genba nipoplus logs pull --from 2025-03-01 --to 2025-03-31 -o ndjson",
		Unit:    "logs",
		Flags: func(c *cobra.Command) {
			period.Register(c)
			group.register(c)
			size.register(c)
			namesFlag(c, &names)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			result := (&cli.Result{Arrange: t.found}).Keyed("id")
			if names {
				result.Arrange = func(found []render.Column) []render.Column { return behindID(t.found(found)) }
			}
			span, err := period.Span(t.App)
			if err != nil {
				return result, err
			}
			if err := size.check(); err != nil {
				return nil, err
			}
			result.Records, err = group.in(ctx, t, func(client *nipoplus.Client, id string) (cli.Records, error) {
				logs := client.Logs(ctx, id, span, size.n)
				if names && !t.Flags.DryRun {
					logs = client.WithNames(ctx, id, logs)
				}
				return logs, nil
			})
			return result, err
		},
	}))
}

// namesFlag adds --names for records that are about a staff.
func namesFlag(c *cobra.Command, names *bool) {
	c.Flags().BoolVar(names, "names", false, "with the staff number, name and department of each, behind the id, as far as NipoPlus has them")
	cli.LayoutOnly(c, "names")
}

// behindID puts the columns of names behind that of the staff.
func behindID(found []render.Column) []render.Column {
	var names, rest []render.Column
	for _, c := range found {
		if slices.ContainsFunc(nipoplus.NameColumns(), func(n record.Column) bool { return n.Name == c.Name }) {
			names = append(names, c)
		} else {
			rest = append(rest, c)
		}
	}
	for _, member := range nipoplus.StaffMembers() {
		if at := slices.IndexFunc(rest, func(c render.Column) bool { return c.Name == member }); at >= 0 {
			return slices.Insert(rest, at+1, names...)
		}
	}
	return found
}

// found shows the times of records that no document describes: their names end in ts.
func (t *tree) found(found []render.Column) []render.Column {
	for i, c := range found {
		if name := strings.ToLower(c.Name); strings.HasSuffix(name, "ts") {
			found[i].Show, found[i].Time = nipoplus.ShowTime(t.location()), true
		}
	}
	return found
}
