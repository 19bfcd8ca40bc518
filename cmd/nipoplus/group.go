package nipoplus

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// groupFlag is --group for commands that work on one group.
type groupFlag struct{ id string }

func (g *groupFlag) register(c *cobra.Command) {
	c.Flags().StringVar(&g.id, "group", "", "id of the group (default: config nipoplus.group_id)")
	_ = c.RegisterFlagCompletionFunc("group", cobra.NoFileCompletions)
}

func (g *groupFlag) unused(beside string) error {
	if g.id != "" {
		return fault.Errorf(fault.Usage, "--group and %s exclude each other", beside)
	}
	return nil
}

// one is the group and the client.
func (g *groupFlag) one(t *tree) (string, *nipoplus.Client, error) {
	id := g.id
	if id == "" {
		var err error
		if id, err = t.defaultGroup(); err != nil {
			return "", nil, err
		}
	}
	client, err := t.client()
	return id, client, err
}

func (t *tree) defaultGroup() (string, error) {
	c, err := t.Config()
	if err != nil {
		return "", err
	}
	id, _ := c.Value(t.vendor.Name, "group_id")
	if id == "" {
		return "", fault.New(fault.Usage, "which group? none was given").
			WithHint("--group ID (genba nipoplus groups list), or genba config set nipoplus.group_id ID")
	}
	return id, nil
}

// groupsFlag is --group for commands that work on several.
type groupsFlag struct{ ids []string }

const everyGroup = "all"

func (g *groupsFlag) register(c *cobra.Command) {
	cli.ListVar(c.Flags(), &g.ids, "group", "id of the group, may be repeated, or all (default: config nipoplus.group_id)")
	_ = c.RegisterFlagCompletionFunc("group", cobra.FixedCompletions([]string{everyGroup}, cobra.ShellCompDirectiveNoFileComp))
}

func (g *groupsFlag) all() bool { return slices.Contains(g.ids, everyGroup) }

// several says whether records need the group in front.
func (g *groupsFlag) several() bool { return g.all() || len(g.ids) > 1 }

// pull gives the records of the groups that the flag names.
func (g *groupsFlag) pull(ctx context.Context, t *tree, client *nipoplus.Client, one func(group string) cli.Records) (cli.Records, error) {
	if g.all() && len(g.ids) > 1 {
		return nil, fault.New(fault.Usage, "--group all has every group in it: no other can be named")
	}
	if !g.several() {
		id := ""
		if len(g.ids) == 1 {
			id = g.ids[0]
		}
		if id == "" {
			var err error
			if id, err = t.defaultGroup(); err != nil {
				return nil, err
			}
		}
		return one(id), nil
	}
	return func(yield func(record.Record, error) bool) {
		groups, err := g.named(ctx, t, client)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		leftOut := func(left nipoplus.Group, err error) bool {
			if g.all() {
				t.Warn("group %s %s is left out: %v", left.ID, left.Name, err)
			}
			return g.all() // one that was named is wanted
		}
		nipoplus.EachGroup(groups, func(in nipoplus.Group) cli.Records { return one(in.ID) }, leftOut)(yield)
	}, nil
}

// named are the groups with their names. To those that were given by id a key without rights to the list gives none.
func (g *groupsFlag) named(ctx context.Context, t *tree, client *nipoplus.Client) ([]nipoplus.Group, error) {
	var listed []nipoplus.Group
	var err error
	if g.all() || !t.Flags.DryRun {
		listed, err = client.AllGroups(ctx)
	}
	switch {
	case g.all() && nipoplus.NoRights(err):
		return nil, fault.Errorf(fault.KindOf(err), "--group all needs the list of groups: %w", err).
			WithHint("that needs an administrator's key; without, name the groups: --group ID --group ID")
	case g.all() || err != nil && !nipoplus.NoRights(err):
		return listed, err
	}
	var groups []nipoplus.Group
	for _, id := range g.ids {
		group := nipoplus.Group{ID: id}
		if i := slices.IndexFunc(listed, func(l nipoplus.Group) bool { return l.ID == id }); i >= 0 {
			group = listed[i]
		}
		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	return groups, nil
}
