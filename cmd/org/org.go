// Package org is the command tree of departments: one tree for all services. It must not know HTTP, JSON or CSV.
package org

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/org"
	"github.com/genba-cli/genba/pkg/work/people"
)

// tree holds what the commands share.
type tree struct {
	*cli.App
	sources cli.PeopleSources
}

// New makes the tree.
func New(app *cli.App, sources ...cli.PeopleSource) *cobra.Command {
	t := &tree{app, sources}
	return cli.Group("org", "departments of services as one tree: list, differences, plan", t.list(), t.diff(), t.plan())
}

// read reads a source's people and units. An incomplete list is refused: a unit that isn't on it is not missing.
func (t *tree) read(ctx context.Context, name string) (people.Roster, error) {
	r, err := t.sources.Read(ctx, t.App, name, nil)
	if err != nil && fault.KindOf(err) == fault.Partial {
		err = fault.Errorf(fault.Partial, "the people of %s did not come whole, so nothing can be said of who is missing: %w", name, err)
	}
	return r, err
}

// today returns the day on which people are counted.
func (t *tree) today() (string, error) {
	now, err := t.LocalNow()
	return now.Format(time.DateOnly), err
}

// pairFlags are those of the commands that compare.
type pairFlags struct {
	known cli.PeopleMap
	by    string
}

func (f *pairFlags) register(c *cobra.Command) {
	f.known.Register(c)
	c.Flags().StringVar(&f.by, "by", "path", "path or code: by what a department is the same in both")
	_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions([]string{"path", "code"}, cobra.ShellCompDirectiveNoFileComp))
}

// pairing reads both sides.
func (t *tree) pairing(ctx context.Context, f *pairFlags, source, target string) (org.Pairing, error) {
	p := org.Pairing{ByCode: f.by == "code"}
	if f.by != "path" && f.by != "code" {
		return p, fault.Errorf(fault.Usage, "--by %q is neither path nor code", f.by)
	}
	if err := t.sources.Check([]string{source, target}); err != nil {
		return p, err
	}
	known, err := f.known.Read(ctx, t.App)
	if err != nil {
		return p, err
	}
	pads, err := t.Pads()
	if err != nil {
		return p, err
	}
	if p.AsOf, err = t.today(); err != nil {
		return p, err
	}
	from, err := t.read(ctx, source)
	if err != nil {
		return p, err
	}
	to, err := t.read(ctx, target)
	if err != nil {
		return p, err
	}
	p.Source, p.Target = &from, &to
	p.Match = people.Pair(&from, &to, known, pads)
	return p, nil
}
