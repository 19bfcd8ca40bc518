package akashi

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// gapFlags are the flags that say what counts as a gap.
type gapFlags struct {
	kinds    []string
	ignore   string
	underWay string
	check    cli.Check
}

func (f *gapFlags) register(c *cobra.Command) {
	cli.ListVar(c.Flags(), &f.kinds, "kinds", "only these kinds: "+strings.Join(kindNames(), ", "))
	c.Flags().StringVar(&f.ignore, "ignore", "", "CSV of days that are no gaps: person (the staff number), from, to, reason")
	c.Flags().StringVar(&f.underWay, "under-way", "24h", "how long after its start a shift without an end may be under way")
	f.check.Register(c)
	_ = c.RegisterFlagCompletionFunc("kinds", cobra.FixedCompletions(kindNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("under-way", cobra.FixedCompletions([]string{"24h", "14h"}, cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagFilename("ignore", "csv", "tsv", "json", "ndjson")
}

func kindNames() []string {
	var names []string
	for _, k := range hours.Kinds() {
		names = append(names, string(k))
	}
	return names
}

// finder checks the flags and reads what they name.
func (f *gapFlags) finder(ctx context.Context, t *tree) (*gapFinder, error) {
	g := &gapFinder{tree: t, last: map[string]hours.Day{}}
	var unknown string
	if g.kinds, unknown = hours.ParseKinds(f.kinds); unknown != "" {
		return nil, fault.Errorf(fault.Usage, "--kinds: %q is no kind of gap%s", unknown, nearest.Suggest(unknown, kindNames())).
			WithHint("the kinds: %s", strings.Join(kindNames(), ", "))
	}
	now, err := t.LocalNow()
	if err != nil {
		return nil, err
	}
	g.rules.Now = now
	if g.rules.UnderWay, err = cli.Duration("--under-way", f.underWay); err != nil {
		return nil, err
	}
	if f.ignore != "" {
		input := cli.Input{File: f.ignore}
		rows, err := input.Rows(ctx, t.App)
		if err != nil {
			return nil, err
		}
		if err := intake.Check(rows, hours.IgnoreRules(), nil); err != nil {
			return nil, err
		}
		g.ignored = hours.NewIgnored(rows)
	}
	g.site, err = t.site()
	return g, err
}

// site returns the address of AKASHI's screen, which is the host of its API.
func (t *tree) site() (string, error) {
	c, err := t.Config()
	if err != nil {
		return "", err
	}
	base, _ := c.Value(t.vendor.Name, "base_url")
	u, err := url.Parse(base)
	if err != nil {
		return "", fault.Errorf(fault.Usage, "base_url can't be read: %w", err)
	}
	return u.Scheme + "://" + u.Host, nil
}

// find reads working records with their breaks and names, and gives the gaps in their order.
func (g *gapFinder) find(days cli.Records) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range days {
			if err == nil {
				var more bool
				if more, err = g.ofDay(r, yield); err == nil {
					if !more {
						return
					}
					continue
				}
				r = record.Record{}
			}
			g.remarks()
			yield(r, err)
			return
		}
		g.remarks()
	}
}

// ofDay yields the gaps of a day.
func (g *gapFinder) ofDay(r record.Record, yield func(record.Record, error) bool) (more bool, err error) {
	d, err := akashi.DayOf(r)
	if err != nil {
		return false, err
	}
	kinds, underWay := g.rules.Gaps(d)
	before := g.last[d.Person]
	if d.Worked() {
		g.last[d.Person] = d
	}
	if d.Date < g.from { // read for what it says of the day after it
		return true, nil
	}
	if len(kinds) > 0 && kinds[0] == hours.NoneAtAll && d.Rests(before) {
		g.rests++
		return true, nil
	}
	number := r.Lookup("staff_number").Text()
	if g.ignored.Has(number, d.Person, d.Date) {
		return true, nil
	}
	if underWay && (len(g.kinds) == 0 || slices.Contains(g.kinds, hours.NoEnd)) {
		g.waiting = append(g.waiting, fmt.Sprintf("%s (%s)", d.Person, d.Start.In(g.rules.Now.Location()).Format("2006-01-02 15:04")))
	}
	for _, kind := range kinds {
		if len(g.kinds) > 0 && !slices.Contains(g.kinds, kind) {
			continue
		}
		g.found++
		if !yield(g.record(r, d, kind), nil) {
			return false, nil
		}
	}
	return true, nil
}

func (g *gapFinder) record(r record.Record, d hours.Day, kind hours.Kind) record.Record {
	field := func(name string) record.Member {
		v := r.Lookup(name)
		if v.Kind() == record.KindAbsent {
			v = record.Null()
		}
		return record.Named(name, v)
	}
	made, _ := record.Of(record.Object(
		field("staff_id"), field("staff_number"), field("name"), field("department"),
		record.Named("date", record.String(d.Date.String())),
		record.Named("kind", record.String(string(kind))),
		field("start_time"), field("end_time"),
		record.Named("break_minutes", record.Int(int64(d.Break))),
		record.Named("admin_url", record.String(g.site+"/manager/attendance/"+d.Person+"/"+strings.ReplaceAll(d.Date.String()[:len("2006-01")], "-", ""))),
	))
	return made
}

// remarks says what the list does not show.
func (g *gapFinder) remarks() {
	const most = 10
	if n := len(g.waiting); n > 0 {
		shown := say.Verbatim(strings.Join(g.waiting[:min(n, most)], ", "))
		if n > most {
			shown = say.T("%s and %d more", shown, n-most)
		}
		g.Warn("not listed, because a shift without an end may be under way for %s after its start: %s", g.rules.UnderWay, shown)
	}
	if g.rests > 0 {
		g.Warn("not listed, because a duty of 15 hours or more ended on the day: %d {day|days} without punches", g.rests)
	}
	if who := g.ignored.Strangers(); len(who) > 0 {
		g.Warn("--ignore names persons who have no day here: %s", strings.Join(who, ", "))
	}
}
