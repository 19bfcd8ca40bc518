package org

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/org"
	"github.com/genba-cli/genba/pkg/work/people"
)

func (t *tree) plan() *cobra.Command {
	var f pairFlags
	var shell cli.ShellFlag
	c := &cobra.Command{
		Use: "plan SOURCE TARGET [-O FILE]", Short: "List, and write as files, what makes the departments of a service like another one's",
		Long: `List what makes the departments of TARGET like those of SOURCE, as numbered steps in the order in which they work: 1 create departments,
parents first; 2 move people; 3 by hand what TARGET's API can't do. Nothing is sent, and nothing is ever closed or deleted.

With -O FILE the steps are files in TARGET's own import format as well: FILE.units (staffs.csv, staffs.units.csv) with new departments for
genba akashi organizations create, flexcrm departments create or kaonavi departments overwrite (whose file has all departments), and FILE
with those who move for genba akashi staffs import or kaonavi members update.`,
		Example: `  genba org plan kaonavi akashi
  genba org plan kaonavi akashi -O staffs.csv`,
		Args: cli.ExactArgs("SOURCE", "TARGET"), ValidArgsFunction: cli.CompleteWords(t.sources.Names()),
	}
	f.register(c)
	shell.Register(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		at, err := shell.Shell(t.App)
		if err != nil {
			return err
		}
		err = t.runPlan(c.Context(), &f, args[0], args[1], at)
		if errors.Is(err, transport.ErrDryRun) {
			return nil
		}
		return err
	}
	return c
}

func (t *tree) runPlan(ctx context.Context, f *pairFlags, source, target string, shell cli.Shell) error {
	to, err := t.sources.Find(target)
	if err != nil {
		return err
	}
	if to.PlanUnits == nil {
		return fault.Errorf(fault.Usage, "no request of %s's API writes departments; nothing was sent", to.Vendor.Title).
			WithHint("genba org diff %s %s lists what is to be done on its screen", source, target)
	}
	p, err := t.pairing(ctx, f, source, target)
	if err != nil {
		return err
	}
	plan := p.Plan()
	var create []people.Unit
	for _, u := range plan.Create {
		create = append(create, u.Unit)
	}
	units, hand := to.PlanUnits(create, p.Target)
	planned := *p.Target
	planned.Units = append(append([]people.Unit{}, p.Target.Units...), create...)
	moves := to.Plan(plan.Move, &planned)
	hand = append(append(plan.Hand, hand...), moves.Hand...)
	if err := t.print(steps(plan, hand)); err != nil {
		return err
	}
	if t.Flags.OutputFile == "" || t.Flags.ToStdout {
		return nil
	}
	tables := []people.Table{units}
	for _, table := range moves.Tables {
		if table.Suffix != "new" { // who is new is roster plan's
			tables = append(tables, table)
		}
	}
	if err := t.WriteTables(ctx, tables); err != nil {
		return err
	}
	t.TellTables(tables, shell)
	return nil
}

// steps returns the lines of the plan.
func steps(plan org.Plan, hand []people.Hand) []say.Text {
	var lines []say.Text
	for _, u := range plan.Create {
		lines = append(lines, say.T("create %s", u.Path))
	}
	for _, s := range plan.Move.Steps {
		if s.Differs("department") {
			lines = append(lines, say.T("move %s %s to %s", s.Target.Key(), s.Source.Name, s.Source.Department()))
		}
	}
	for _, h := range hand {
		lines = append(lines, say.T("by hand: %s %s: %s", h.Key, h.Name, h.What))
	}
	return lines
}

func (t *tree) print(lines []say.Text) error {
	for i, line := range lines {
		if _, err := fmt.Fprintf(t.Streams.Out, "%d. %s\n", i+1, strings.TrimSpace(cli.OneLine(t.In(line)))); err != nil {
			return err
		}
	}
	return nil
}
