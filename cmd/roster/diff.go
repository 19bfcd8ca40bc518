package roster

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/work/people"
)

func (t *tree) diff() *cobra.Command {
	var f flags
	var l listed
	return t.List(cli.List{
		Use: "diff SOURCE TARGET… [--as-of DAY] [--only KIND,…] [--fields F,…] [--writable] [--check]", Short: "List where the people of services differ",
		Long: `Compare the people of SOURCE, which is believed, with those of each TARGET, and list the differences: kind, person, name, target, field,
source_value, target_value, source_key, target_key, date. SOURCE and TARGET are akashi, kaonavi, nipoplus, flexcrm, logimeter, or csv:FILE with
the columns number,name,kana,mail,department,entered,left (also last_name, first_name; more columns are fields of their own).

Kinds: missing (in force in SOURCE and not in TARGET; date is the first day), left (left SOURCE and still in TARGET; date is the last day),
future (joins later, not in TARGET yet), changed (a field differs, one row for each), unknown (in TARGET, and SOURCE has never heard of them).
In force is who has come and not left on --as-of, first and last day included. What SOURCE leaves empty it doesn't say.

Who is who is said by the people map (--map, config people_map), else found by number, mail and name as genba people init does. Whom nothing
certain brings together is told on standard error. A name of SOURCE with 〓, where an export to CP932 has lost a character, is refused where
it differs. --fields compares only these fields of a person: number, name, kana, mail, department,
concurrent, entered, left, employment, active; names of columns choose columns, as everywhere. --check: exit code 7 when anything differs.

--writable lists only what the files and commands of roster plan change: nothing is left of it once they are imported and run. What has
to be done on TARGET's screen is counted on standard error, and named by roster plan.

AKASHI tells no mail addresses and no dates, NipoPlus no numbers: what a service can't say is not compared.`,
		Example: `  genba roster diff kaonavi akashi flexcrm nipoplus
  genba roster diff csv:hr.csv akashi --as-of 2026-04-01 --only missing,future
  genba roster diff kaonavi flexcrm --fields mail,name --check
  genba roster diff kaonavi akashi --writable`,
		Columns: people.DifferenceColumns(), Coded: true, Unit: "differences", Complete: t.sources.Names(), Args: sourceAndTargets,
		Flags: func(c *cobra.Command) {
			f.register(c)
			cli.ListVar(c.Flags(), &l.only, "only", "only these kinds: missing, left, future, changed, unknown")
			_ = c.RegisterFlagCompletionFunc("only", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
			c.Flags().BoolVar(&l.writable, "writable", false, "only what roster plan's files and commands change")
			l.check.Register(c)
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			if err := checkKinds(l.only); err != nil {
				return nil, err
			}
			if err := t.sources.Check(args); err != nil {
				return nil, err
			}
			fields := t.compared()
			all := cli.Stream(func(yield func(record.Record, error) bool) {
				if err := t.differences(ctx, &f, fields, args, &l, func(r record.Record) bool { return yield(r, nil) }); err != nil {
					yield(record.Record{}, err)
				}
			})
			all.Gathered = true
			return all, nil
		},
	})
}

// listed says which differences are wanted.
type listed struct {
	only     []string
	writable bool
	check    cli.Check
}

// wants reports whether differences of a kind are listed.
func (l *listed) wants(kind people.Kind) bool {
	return len(l.only) == 0 || slices.Contains(l.only, string(kind))
}

// differences gives those of one target after the other.
func (t *tree) differences(ctx context.Context, f *flags, fields, args []string, l *listed, yield func(record.Record) bool) error {
	j, err := t.begin(ctx, f, fields, args[0])
	if err != nil {
		return incomplete(err, args[0])
	}
	found, stopped := 0, false
	for _, target := range args[1:] {
		c, err := j.against(ctx, target)
		if err != nil {
			return incomplete(err, target)
		}
		leaves, byHand := t.left(c, l, target), 0
		if err := refuseListed(c, func(d people.Difference) bool { return l.wants(d.Kind) && (!l.writable || !leaves(d)) }); err != nil {
			return err
		}
		c.Each(func(d people.Difference) bool {
			if !l.wants(d.Kind) {
				return true
			}
			if l.writable && leaves(d) {
				if d.Kind != people.Future && d.Kind != people.Unknown {
					byHand++
				}
				return true
			}
			found++
			stopped = !yield(d.Record())
			return !stopped
		})
		if stopped {
			return nil
		}
		if byHand > 0 {
			t.Tell("%s: differences that no request of its API mends: %d", target, byHand)
		}
	}
	if !t.Flags.DryRun {
		if err := t.remember(ctx, args[0], j.inForce()); err != nil {
			return err
		}
	}
	return cli.Verdict(l.check.Verdict(found, "%d {difference was|differences were} found"))
}

// left returns what reports of a difference whether it is still there when a plan's files are imported and its commands run. A service
// whose API writes nobody keeps all.
func (t *tree) left(c *people.Comparison, l *listed, target string) func(people.Difference) bool {
	to, err := t.sources.Find(target)
	if !l.writable || err != nil || to.Plan == nil { // a file has no source of that name
		return func(people.Difference) bool { return true }
	}
	made := to.Plan(c.Plan(true), c.Target)
	return made.Leaves(c)
}

// incomplete returns the error of a list that did not come whole: who is not on it is not missing.
func incomplete(err error, service string) error {
	if fault.KindOf(err) != fault.Partial {
		return err
	}
	return fault.Errorf(fault.Partial, "the people of %s did not come whole, so nothing can be said of who is missing: %w", service, err)
}

func kindNames() []string {
	var names []string
	for _, k := range people.Kinds() {
		names = append(names, string(k))
	}
	return names
}

func checkKinds(only []string) error {
	for _, kind := range only {
		if !slices.Contains(kindNames(), kind) {
			return fault.Errorf(fault.Usage, "--only %q is no kind of difference%s", kind, nearest.Suggest(kind, kindNames())).
				WithHint("kinds: %s", strings.Join(kindNames(), ", "))
		}
	}
	return nil
}

// sourceAndTargets wants a source and one target or more.
func sourceAndTargets(c *cobra.Command, args []string) error {
	if len(args) < 2 {
		return cli.ExactArgs("SOURCE", "TARGET")(c, args)
	}
	return nil
}
