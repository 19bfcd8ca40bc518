package hours

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// compareFlags are the flags of compare beside those of all.
type compareFlags struct {
	flags
	tolerance string
	by        string
	only      []string
	check     cli.Check
	bars      bars
}

func (t *tree) compare() *cobra.Command {
	var f compareFlags
	columns := []record.Column{
		{Name: "person"},
		{Name: "name"},
		{Name: "date"},
		{Name: "a_minutes"},
		{Name: "b_minutes"},
		{Name: "diff"},
		{Name: "kind", Labels: map[string]string{
			string(hours.Same): "一致", string(hours.Off): "差異", string(hours.OnlyA): "Aのみ", string(hours.OnlyB): "Bのみ", string(hours.UnfinishedPair): "未完了",
		}},
		{Name: "a_source"},
		{Name: "b_source"},
	}
	return t.List(cli.List{
		Use: "compare A B --period 2025-03 [--tolerance 5m] [--day-change 05:00] [--only KIND,…] [--check]", Short: "Compare what two sources say that people worked",
		Long: `Compare what two sources say that people worked, a row a person and day, or with --by person a row a person.

A and B are akashi, manhours, nipoplus, logimeter or csv:FILE. The kinds are match (a difference of no more than the tolerance), off,
only-a, only-b, and unfinished where one of the two lacks a start or end and can't be held against the other. diff is A minus B, in
minutes. a_source and b_source say which of a service's times were used.

The services share no key: the people map (--map) says who is who, without it people are the same who have the same number. Services
may begin the day at another time: with --day-change 05:00 work that starts before five counts for the previous day, in both, where a
source has times. At the end stands who was found in both, on stderr.

A page (-O NAME.html) has two bars in each row and what they differ in. --bars draws both in a line of the table: the upper half is A, the
lower B.`,
		Example: `  genba hours compare akashi manhours --period previous --tolerance 2m --only off,only-a,only-b
  genba hours compare akashi nipoplus --from 2025-03-03 --to 2025-03-07 --map people.csv --day-change 05:00
  genba hours compare akashi csv:hours.csv --period 2025-03 --by person --check || test $? = 7
  genba hours compare akashi manhours --from 2025-03-03 --to 2025-03-07 --only off -o table --bars`,
		Columns: columns,
		Coded:   true, Unit: "rows", Args: cli.ExactArgs("A", "B"), Complete: t.SourceNames(),
		Flags: func(c *cobra.Command) { f.register(c, t.Desk) },
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			tolerance, err := f.read()
			if err != nil {
				return nil, err
			}
			reading, err := f.reading(t.App, "")
			if err != nil {
				return nil, err
			}
			if err := t.known(args...); err != nil {
				return nil, err
			}
			shown, err := f.bars.read(t.App, columns, "kind")
			if err != nil {
				return nil, err
			}
			found := 0
			rows := func(yield func(record.Record, error) bool) {
				c := hours.Comparison{Tolerance: tolerance, Days: f.by != string(hours.ByPerson)}
				if err := t.both(ctx, &f, reading, args, &c); err != nil {
					yield(record.Record{}, err)
					return
				}
				row := pairRow{bars: f.bars}
				if f.bars.on {
					for pair := range c.Rows() {
						row.full = max(row.full, pair.A, pair.B)
					}
				}
				for pair := range c.Rows() {
					if len(f.only) > 0 && !slices.Contains(f.only, string(pair.Kind)) {
						continue
					}
					if pair.Kind != hours.Same {
						found++
					}
					if !yield(row.record(pair), nil) {
						return
					}
				}
			}
			all := cli.Then(rows, func() error { return f.check.Verdict(found, "differences were found: %d") })
			picture := &render.Picture{Kind: render.Pairs, Value: "a_minutes", Other: "b_minutes", Names: [2]string{args[0], args[1]}, After: "kind"}
			return &cli.Result{Records: all, Gathered: true, Columns: shown, Picture: picture}, nil
		},
	})
}

func (f *compareFlags) register(c *cobra.Command, d Desk) {
	f.flags.register(c, d)
	days := []string{string(hours.ByPersonDay), string(hours.ByPerson)}
	c.Flags().StringVar(&f.tolerance, "tolerance", "0m", "a difference of so much is none, 5m")
	c.Flags().StringVar(&f.by, "by", days[0], strings.Join(days, ", "))
	cli.ListVar(c.Flags(), &f.only, "only", "only these kinds: "+strings.Join(hours.MatchNames(), ", "))
	f.check.Register(c)
	f.bars.register(c)
	for flag, values := range map[string][]string{"tolerance": {"0m", "2m", "5m"}, "by": days, "only": hours.MatchNames()} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// read checks the flags and returns the tolerance in minutes.
func (f *compareFlags) read() (int, error) {
	for _, kind := range f.only {
		if !slices.Contains(hours.MatchNames(), kind) {
			return 0, fault.Errorf(fault.Usage, "--only: %q is no kind of row%s", kind, nearest.Suggest(kind, hours.MatchNames())).
				WithHint("the kinds: %s", strings.Join(hours.MatchNames(), ", "))
		}
	}
	if f.by != string(hours.ByPerson) && f.by != string(hours.ByPersonDay) {
		return 0, fault.Errorf(fault.Usage, "--by %q is not known%s", f.by, nearest.Suggest(f.by, hours.ByNames())).WithHint("person,day or person")
	}
	tolerance, err := cli.Duration("--tolerance", f.tolerance)
	if err == nil && tolerance%time.Minute != 0 {
		err = fault.Errorf(fault.Usage, "--tolerance %q: hours are whole minutes here", f.tolerance)
	}
	return int(tolerance / time.Minute), err
}

// both reads the two sources, one after the other, and says how far they are about the same people.
func (t *tree) both(ctx context.Context, f *compareFlags, r Reading, sources []string, c *hours.Comparison) error {
	book, err := t.NewBook(ctx, t.App, f.people, f.leaders)
	if err != nil {
		return err
	}
	for i, to := range []**hours.Sheet{&c.A, &c.B} {
		r.Source = sources[i]
		if *to, err = book.Sheet(ctx, r); err != nil {
			return err
		}
		book.Remarks(r.Source, *to)
	}
	covered := c.Coverage()
	all := covered.Both + covered.OnlyA + covered.OnlyB
	t.Warn("%d of %d {person|persons} {[1]is|are} in both; only in %s: %d; only in %s: %d; not in the people map: %d",
		covered.Both, all, sources[0], covered.OnlyA, sources[1], covered.OnlyB, covered.Unmapped)
	return nil
}

// pairRow makes the rows of a comparison. Each is good until the next.
type pairRow struct {
	b    []byte
	bars bars
	full int // minutes of the longest bar
}

func (w *pairRow) record(p hours.Pair) record.Record {
	w.b = append(w.b[:0], '{')
	w.text("person", p.Who.Person)
	w.text("name", p.Who.Name)
	w.date(p.Date)
	w.minutes("a_minutes", p.A, p.A != hours.Unknown)
	w.minutes("b_minutes", p.B, p.B != hours.Unknown)
	diff, known := p.Diff()
	w.minutes("diff", diff, known)
	w.text("kind", string(p.Kind))
	w.text("a_source", p.SourceA)
	w.text("b_source", p.SourceB)
	if w.bars.on {
		w.text("bar", render.PairBar(p.A, p.B, w.full, barWidth, w.bars.plain))
	}
	w.b[len(w.b)-1] = '}'
	r, _ := record.Of(w.b) // an object is one
	return r
}

func (w *pairRow) name(name string) { w.b = append(append(append(w.b, '"'), name...), `":`...) }

func (w *pairRow) text(name, text string) {
	w.name(name)
	if text == "" {
		w.b = append(w.b, "null,"...)
		return
	}
	w.b = append(record.AppendString(w.b, text), ',')
}

func (w *pairRow) date(d hours.Date) {
	w.name("date")
	if d == 0 {
		w.b = append(w.b, "null,"...)
		return
	}
	w.b = append(d.Append(append(w.b, '"')), `",`...)
}

func (w *pairRow) minutes(name string, n int, known bool) {
	w.name(name)
	if !known {
		w.b = append(w.b, "null,"...)
		return
	}
	w.b = append(strconv.AppendInt(w.b, int64(n), 10), ',')
}
