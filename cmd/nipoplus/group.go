package nipoplus

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// groupFlag is --group for commands that work on one group.
type groupFlag struct{ id string }

func (g *groupFlag) register(c *cobra.Command) {
	c.Flags().StringVar(&g.id, "group", "", "the group, by id or name (default: config nipoplus.group_id)")
	_ = c.RegisterFlagCompletionFunc("group", cobra.NoFileCompletions)
}

func (g *groupFlag) unused(beside string) error {
	if g.id != "" {
		return fault.Errorf(fault.Usage, "--group and %s exclude each other", beside)
	}
	return nil
}

// in returns what read gives of the group, whose id is looked up first where it is given by its name.
func (g *groupFlag) in(ctx context.Context, t *tree, read func(client *nipoplus.Client, id string) (cli.Records, error)) (cli.Records, error) {
	byDefault := ""
	if g.id == "" {
		var err error
		if byDefault, err = t.defaultGroup(); err != nil {
			return nil, err
		}
	}
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return cli.Later(func() (cli.Records, error) {
		id := byDefault
		if g.id != "" {
			var err error
			if id, err = client.ResolveGroup(ctx, groupFlagName, g.id); err != nil {
				return nil, err
			}
		}
		return read(client, id)
	}), nil
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

const (
	everyGroup    = "all"
	groupFlagName = "--group"
)

func (g *groupsFlag) register(c *cobra.Command) {
	cli.ListVar(c.Flags(), &g.ids, "group", "a group, by id or name; may be repeated, or all (default: config nipoplus.group_id)")
	_ = c.RegisterFlagCompletionFunc("group", cobra.FixedCompletions([]string{everyGroup}, cobra.ShellCompDirectiveNoFileComp))
}

func (g *groupsFlag) all() bool { return slices.Contains(g.ids, everyGroup) }

// several reports whether records need the group in front.
func (g *groupsFlag) several() bool { return g.all() || len(g.ids) > 1 }

// pull returns the records of the groups that the flag names. ready learns which they are before the first is read.
func (g *groupsFlag) pull(ctx context.Context, t *tree, client *nipoplus.Client, ready func(groups []string) error, one func(group string) cli.Records) (cli.Records, error) {
	if g.all() && len(g.ids) > 1 {
		return nil, fault.New(fault.Usage, "--group all has every group in it: no other can be named")
	}
	if !g.several() {
		alone := groupFlag{}
		if len(g.ids) == 1 {
			alone.id = g.ids[0]
		}
		return alone.in(ctx, t, func(_ *nipoplus.Client, id string) (cli.Records, error) {
			if err := ready([]string{id}); err != nil {
				return nil, err
			}
			return one(id), nil
		})
	}
	return cli.Later(func() (cli.Records, error) {
		groups, err := g.named(ctx, t, client)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, group := range groups {
			ids = append(ids, group.ID)
		}
		if err := ready(ids); err != nil {
			return nil, err
		}
		leftOut := func(left nipoplus.Group, err error) bool {
			if g.all() {
				t.Warn("group %s %s is left out: %v", left.ID, left.Name, err)
			}
			return g.all() // one that was named is wanted
		}
		return nipoplus.EachGroup(groups, func(in nipoplus.Group) cli.Records { return one(in.ID) }, leftOut), nil
	}), nil
}

// named returns the groups with their names. To those that were given by id a key without rights to the list gives none.
func (g *groupsFlag) named(ctx context.Context, t *tree, client *nipoplus.Client) ([]nipoplus.Group, error) {
	byName := slices.ContainsFunc(g.ids, func(word string) bool { return !nipoplus.IsID(word) })
	var listed []nipoplus.Group
	var err error
	if byName || !t.Flags.DryRun {
		listed, err = client.AllGroups(ctx)
	}
	switch {
	case g.all() && nipoplus.NoRights(err):
		return nil, fault.Errorf(fault.KindOf(err), "--group all needs the list of groups: %w", err).
			WithHint("that needs an administrator's key; without, name the groups: --group ID --group ID")
	case g.all() || err != nil && (byName || !nipoplus.NoRights(err)):
		return listed, err
	}
	var groups []nipoplus.Group
	for _, word := range g.ids {
		group, err := nipoplus.GroupOf(listed, groupFlagName, word)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	return groups, nil
}
