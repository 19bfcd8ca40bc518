package org

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/org"
)

func (t *tree) diff() *cobra.Command {
	var f pairFlags
	var check cli.Check
	return t.List(cli.List{
		Use: "diff SOURCE TARGET [--check]", Short: "List where the departments of two services differ",
		Long: `Compare the departments of SOURCE, which is believed, with those of TARGET: kind, then the department as org list shows it, then field,
source_value, target_value. Kinds: missing (TARGET lacks it), unknown (only TARGET has it), changed (its place or its leader differs).

A department is the same by its path, or by its last part where that is the only one on both sides; with --by code by its code. Who leads it
is compared where TARGET knows leaders, as the people map (--map) says who is who. --check: exit code 7 when anything differs.`,
		Example: `  genba org diff kaonavi akashi
  genba org diff kaonavi flexcrm --by code --check`,
		Columns: org.DifferenceColumns(), Coded: true, Unit: "differences", Complete: t.sources.Names(), Args: cli.ExactArgs("SOURCE", "TARGET"),
		Flags: func(c *cobra.Command) {
			f.register(c)
			check.Register(c)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			return cli.Stream(func(yield func(record.Record, error) bool) {
				p, err := t.pairing(ctx, &f, args[0], args[1])
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				found := p.Diff()
				for _, d := range found {
					if !yield(d.Record(), nil) {
						return
					}
				}
				if err := check.Verdict(len(found), "%d {difference was|differences were} found"); err != nil {
					yield(record.Record{}, cli.Verdict(err))
				}
			}), nil
		},
	})
}
