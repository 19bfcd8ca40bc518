package hours

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
	"github.com/genba-cli/genba/pkg/work/hours"
)

func (t *tree) sum() *cobra.Command {
	var f flags
	var drawn bars
	by := string(hours.ByPerson)
	columns := []record.Column{{Name: "person"}, {Name: "name"}, {Name: "department"}, {Name: "date"}, {Name: "days"}, {Name: "minutes"}, {Name: "unfinished"}}
	return t.List(cli.List{
		Use: "sum SOURCE --period 2025-03 [--by person|person,day|department|department,day]", Short: "Sum what people worked in a period",
		Long: `Sum what people worked in a period, a row a person, or a row a person and day, a department, a department and day.

SOURCE is akashi, manhours, nipoplus, logimeter or csv:FILE. minutes and days are those of finished days alone; unfinished counts the
days that lack their start or end. person is that of the people map, without a map the service's number, else its id.

A page (-O NAME.html) has a bar in each row; so has a table with --bars.`,
		Example: `  genba hours sum akashi --period previous --closing-day 20
  genba hours sum nipoplus --from 2025-03-03 --to 2025-03-07 --by person,day
  genba hours sum csv:hours.csv --period 2025-03 --by department --map people.csv
  genba hours sum csv:hours.csv --period 2025-03 -o table --bars`,
		Columns: columns, Unit: "rows", Args: cli.ExactArgs("SOURCE"), Complete: t.SourceNames(),
		Flags: func(c *cobra.Command) {
			f.register(c, t.Desk)
			drawn.register(c)
			c.Flags().StringVar(&by, "by", by, strings.Join(hours.ByNames(), ", "))
			_ = c.RegisterFlagCompletionFunc("by", cobra.FixedCompletions(hours.ByNames(), cobra.ShellCompDirectiveNoFileComp))
		},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			if !slices.Contains(hours.ByNames(), by) {
				return nil, fault.Errorf(fault.Usage, "--by %q is not known%s", by, nearest.Suggest(by, hours.ByNames())).
					WithHint("%s", strings.Join(hours.ByNames(), ", "))
			}
			reading, err := f.reading(t.App, args[0])
			if err != nil {
				return nil, err
			}
			if err := t.known(args...); err != nil {
				return nil, err
			}
			picture := &render.Picture{Kind: render.Bars, Value: "minutes", Open: "unfinished"}
			shown, err := drawn.read(t.App, columns, "unfinished")
			if err != nil {
				return nil, err
			}
			return &cli.Result{Gathered: true, Columns: shown, Picture: picture, Records: func(yield func(record.Record, error) bool) {
				sheet, err := t.read(ctx, &f, reading)
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				full := 0
				if drawn.on {
					for sum := range sheet.Sums(hours.By(by)) {
						full = max(full, sum.Minutes)
					}
				}
				for sum := range sheet.Sums(hours.By(by)) {
					bar := drawn.member(func(plain bool) string { return render.Bar(sum.Minutes, full, barWidth, plain) })
					if !yield(sumRecord(sum, bar...), nil) {
						return
					}
				}
			}}, nil
		},
	})
}

// known refuses what is no source before anything is asked for.
func (t *tree) known(sources ...string) error {
	for _, name := range sources {
		if !strings.HasPrefix(name, csvPrefix) && !slices.Contains(t.SourceNames(), name) {
			return unknownSource(name, t.Desk)
		}
	}
	return nil
}

// read reads one source and says what there is to say of it.
func (t *tree) read(ctx context.Context, f *flags, r Reading) (*hours.Sheet, error) {
	book, err := t.NewBook(ctx, t.App, f.people, f.leaders)
	if err != nil {
		return nil, err
	}
	sheet, err := book.Sheet(ctx, r)
	if err == nil {
		book.Remarks(r.Source, sheet)
	}
	return sheet, err
}

func sumRecord(s hours.Sum, more ...record.Member) record.Record {
	date := record.Null()
	if s.Date != 0 {
		date = record.String(s.Date.String())
	}
	return made(append([]record.Member{
		record.Named("person", text(s.Who.Person)), record.Named("name", text(s.Who.Name)), record.Named("department", text(s.Who.Department)),
		record.Named("date", date), record.Named("days", number(s.Days)), record.Named("minutes", number(s.Minutes)), record.Named("unfinished", number(s.Unfinished)),
	}, more...)...)
}

func made(members ...record.Member) record.Record {
	r, _ := record.Of(record.Object(members...)) // an object is one
	return r
}

// text returns a string, null for none.
func text(s string) record.Value {
	if s == "" {
		return record.Null()
	}
	return record.String(s)
}

func number(n int) record.Value { return record.Int(int64(n)) }
