package roster

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
	"github.com/genba-cli/genba/pkg/work/people"
)

// planFlags are those of roster plan.
type planFlags struct {
	flags
	shell     cli.ShellFlag
	maxShrink string
	allowNew  bool
}

func (t *tree) plan() *cobra.Command {
	var f planFlags
	c := &cobra.Command{
		Use: "plan SOURCE TARGET -O FILE [--as-of DAY] [--max-shrink 3%]", Short: "Write the files that make a service agree with another one",
		Long: `Write what makes the people of TARGET agree with SOURCE as files in TARGET's own import format: who is missing and what has changed.
Nothing is sent. For AKASHI FILE goes to genba akashi staffs import; for Kaonavi FILE to genba kaonavi members update and FILE.new to
members add (people.csv and people.new.csv); for FlexCRM FILE to genba flexcrm users update and FILE.new to users create. NipoPlus and
LOGIMETER have no request that writes people.

The commands for those who have left, with the day, go to standard output and are never run by genba. What no request of TARGET's does
is listed on standard error; somebody who can't be written at all makes the exit code 6. Nobody is deleted, and nobody who is unknown to
SOURCE is touched.

Exit code 2, and no file: SOURCE has more than --max-shrink fewer people in force than when plan or diff last read it; SOURCE or TARGET
did not come whole; somebody who would be created may be in TARGET already, such as under a number that differs by leading zeros only
(--allow-new creates them).`,
		Example: `  genba roster plan csv:hr.csv akashi -O staffs.csv
  genba roster plan kaonavi flexcrm --map people.csv -O users.csv`,
		Args: cli.ExactArgs("SOURCE", "TARGET"), ValidArgsFunction: cli.CompleteWords(t.sources.Names()),
	}
	f.register(c)
	f.shell.Register(c)
	c.Flags().StringVar(&f.maxShrink, "max-shrink", "3%", "how many fewer people SOURCE may have than when it was read last")
	c.Flags().BoolVar(&f.allowNew, "allow-new", false, "create people, too, who may be there already under another number or name")
	_ = c.RegisterFlagCompletionFunc("max-shrink", cobra.NoFileCompletions)
	c.RunE = func(c *cobra.Command, args []string) error { return t.runPlan(c.Context(), &f, args[0], args[1]) }
	return c
}

func (t *tree) runPlan(ctx context.Context, f *planFlags, source, target string) error {
	shell, err := f.shell.Shell(t.App)
	if err != nil {
		return err
	}
	if err := t.sources.Check([]string{source, target}); err != nil {
		return err
	}
	to, err := t.target(target)
	if err != nil {
		return err
	}
	if out := t.Flags.OutputFile; out == "" || out == "-" {
		return fault.New(fault.Usage, "-O FILE is needed: a plan may be two files").WithHint("genba roster plan %s %s -O %s.csv", source, target, target)
	}
	j, c, err := t.comparison(ctx, f, source, target)
	if errors.Is(err, transport.ErrDryRun) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.shrunk(ctx, source, j.inForce(), f.maxShrink); err != nil {
		return err
	}
	plan := c.Plan(f.allowNew)
	if err := held(c, plan.Held, f.allowNew); err != nil {
		return err
	}
	if err := refusePlanned(plan.Steps); err != nil {
		return err
	}
	made := to.Plan(plan, c.Target)
	if err := t.WriteTables(ctx, made.Tables); err != nil {
		return err
	}
	if err := t.remember(ctx, source, j.inForce()); err != nil {
		return err
	}
	return t.report(made, shell)
}

// target returns a service whose API writes people.
func (t *tree) target(name string) (cli.PeopleSource, error) {
	to, err := t.sources.Find(name)
	if err != nil {
		return to, err
	}
	if to.Plan == nil {
		return to, fault.Errorf(fault.Usage, "no request of %s's API writes people; nothing was sent", to.Vendor.Title).
			WithHint("genba roster diff lists what is to be done on its screen")
	}
	return to, nil
}

// comparison reads both sides. A list that did not come whole is refused: nothing may be planned by it.
func (t *tree) comparison(ctx context.Context, f *planFlags, source, target string) (*job, *people.Comparison, error) {
	j, err := t.begin(ctx, &f.flags, t.compared(), source)
	if err != nil {
		return nil, nil, refuse(incomplete(err, source))
	}
	c, err := j.against(ctx, target)
	return j, c, refuse(incomplete(err, target))
}

// refuse makes of a list that did not come whole an input that is refused.
func refuse(err error) error {
	if err == nil || fault.KindOf(err) != fault.Partial {
		return err
	}
	return fault.Errorf(fault.Usage, "%w; no file was written", err)
}

// held refuses a plan that would create people who may be there already.
func held(c *people.Comparison, maybe []people.Candidate, allowed bool) error {
	if len(maybe) == 0 || allowed {
		return nil
	}
	created := map[int]bool{}
	for _, m := range maybe {
		created[m.Left] = true
	}
	return fault.Errorf(fault.Usage, "whoever would be created may be in %s already (people: %d); no file was written", c.Target.Service, len(created)).
		WithHint("genba people init -O FILE, decide there who is who, then --map FILE; --allow-new creates them all the same")
}

// report says what is in the files and what is not; the commands for leavers are the output.
func (t *tree) report(made people.Import, shell cli.Shell) error {
	left := 0
	for _, hand := range made.Hand {
		t.Tell("by hand: %s %s: %s", hand.Key, hand.Name, hand.What)
		if hand.Whole {
			left++
		}
	}
	t.TellTables(made.Tables, shell)
	for _, command := range made.Commands {
		if _, err := fmt.Fprintln(t.Streams.Out, shell.Line(command)); err != nil {
			return err
		}
	}
	if left > 0 {
		return fault.Errorf(fault.Partial, "not all could be written into the files (people left out: %d); standard error names them", left)
	}
	return nil
}
