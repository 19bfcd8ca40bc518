package org

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/org"
)

func (t *tree) list() *cobra.Command {
	var asTree bool
	c := t.List(cli.List{
		Use: "list SOURCE [--tree]", Short: "List the departments of a service with who leads and how many are in them",
		Long: `List the departments of SOURCE in one shape: path (names from below the company, joined by /), code, parent (its path), leader (the number
by which SOURCE knows them), members (the unit's own, not those of units below), concurrent (who has it as 兼務). SOURCE is akashi, kaonavi,
flexcrm, nipoplus (its groups), or csv:FILE with a column department. Who has left counts nowhere.

--tree prints names one below the other, with code and members (and +N of 兼務). -o mermaid and -o dot draw the chart for Mermaid and
Graphviz.`,
		Example: `  genba org list kaonavi
  genba org list kaonavi --tree
  genba org list akashi -o mermaid -O org.mmd`,
		Columns: org.Columns(), Unit: "departments", Complete: t.sources.Names(), Args: cli.ExactArgs("SOURCE"),
		Flags: func(c *cobra.Command) {
			c.Flags().BoolVar(&asTree, "tree", false, "names one below the other, with code and members")
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			if err := t.sources.Check(args); err != nil {
				return nil, err
			}
			return cli.Stream(func(yield func(record.Record, error) bool) {
				chart, err := t.chart(ctx, args[0])
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				for _, u := range chart.Units {
					if !yield(u.Record(), nil) {
						return
					}
				}
			}), nil
		},
	})
	cli.OwnFormats(c, "mermaid", "dot")
	plain := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		draw := drawings()[t.Flags.Output]
		switch {
		case asTree && t.Into(c):
			return fault.New(fault.Usage, "--tree is text, and does not go with --into")
		case asTree && t.Flags.Output != "":
			return fault.Errorf(fault.Usage, "--tree is text, and does not go with -o %s", t.Flags.Output)
		case asTree:
			draw = org.Chart.Tree
		case draw == nil || t.Into(c):
			return plain(c, args)
		}
		if err := t.sources.Check(args); err != nil {
			return err
		}
		chart, err := t.chart(c.Context(), args[0])
		if errors.Is(err, transport.ErrDryRun) {
			return nil
		}
		if err != nil {
			return err
		}
		return t.WriteText(c.Context(), draw(chart))
	}
	return c
}

// drawings returns the formats that only charts have.
func drawings() map[string]func(org.Chart) string {
	return map[string]func(org.Chart) string{"mermaid": org.Chart.Mermaid, "dot": org.Chart.Dot}
}

func (t *tree) chart(ctx context.Context, source string) (org.Chart, error) {
	day, err := t.today()
	if err != nil {
		return org.Chart{}, err
	}
	r, err := t.read(ctx, source)
	return org.Of(&r, day), err
}
