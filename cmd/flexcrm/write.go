package flexcrm

import (
	"context"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// write is a command that sends rows as forms, one request each.
type write struct {
	use, short, long, example string
	noun                      say.Format
	check                     say.Text // what shows what is there
	checkOne                  string   // the command that shows it of the arguments that were typed
	given                     []string // arguments that are always typed
	// target are the arguments that name what is written to: typed for a single row, or columns of every row.
	target []target
	fields flexcrm.Fields
	// readOnly are columns of an export that no request sets; stored reads what FlexCRM has in them, of the records that keys name.
	readOnly []intake.Rule
	stored   func(ctx context.Context, client *flexcrm.Client, keys []flexcrm.Key) (map[flexcrm.Key]record.Record, error)
	numbers  *cli.Numbers // by which people are known; nil: there are none
	extra    func(intake.Row) say.Text
	send     func(ctx context.Context, client *flexcrm.Client, args []string, values url.Values) (id string, err error)
}

// target is one word of what is written to.
type target struct {
	argument, column string
	number           bool
	unique           bool
}

func (w write) targetArguments() []string {
	var names []string
	for _, t := range w.target {
		names = append(names, t.argument)
	}
	return names
}

// write makes the command.
func (t *tree) write(w write) *cobra.Command {
	return t.Import(cli.Import{
		Use: w.use, Short: w.short, Long: w.long, Example: w.example, Noun: w.noun, Check: w.check, Numbers: w.numbers,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == len(w.given) {
				return nil
			}
			return cli.ExactArgs(append(w.given[:len(w.given):len(w.given)], w.targetArguments()...)...)(c, args)
		},
		Adapt: func(_ context.Context, args []string, i *cli.Import) error {
			typed := args[len(w.given):]
			for n, word := range typed {
				if !w.target[n].number {
					continue
				}
				if _, err := cli.ID(say.Format(w.target[n].column), word); err != nil {
					return err
				}
			}
			if len(typed) > 0 {
				i.Check = say.Verbatim(strings.Join(append([]string{w.checkOne}, args[:len(w.given)+1]...), " "))
			}
			i.Rules = append(w.targetRules(typed), append(w.fields.Rules(), w.readOnly...)...)
			if len(typed) == 0 && len(w.target) == 1 {
				i.IDColumn = w.target[0].column
			}
			if w.stored != nil {
				i.Stored = func(ctx context.Context, rows *intake.Rows) (func(intake.Row) record.Value, error) {
					return w.storedOf(ctx, t, typed, rows)
				}
				i.Writes = func(row intake.Row) []intake.Problem { return w.empty(row, i.Rules) }
			}
			i.Extra = func(row intake.Row) []intake.Problem { return w.problems(row, typed) }
			i.Send = func(context.Context) (cli.Send, error) { return w.sender(t, args) }
			return nil
		},
	})
}

// targetRules returns the rules of the columns that say what is written to. Where the command line says it, they may say it again.
func (w write) targetRules(typed []string) []intake.Rule {
	var rules []intake.Rule
	for n, t := range w.target {
		rule := intake.Rule{Name: t.column, Required: true, Integer: t.number, Positive: t.number, Unique: t.unique}
		if len(typed) > 0 {
			rule = namedOnce(rule, typed[n])
		}
		rules = append(rules, rule)
	}
	return rules
}

// problems returns what is wrong with a row as a whole.
func (w write) problems(row intake.Row, typed []string) []intake.Problem {
	var problems []intake.Problem
	if len(typed) > 0 && row.Number > 1 {
		problems = rowProblem(row, say.T("one record is named on the command line, and this is another row; leave it out there and give each row its own in the column %s", w.target[0].column))
	}
	problems = append(problems, w.empty(row, nil)...)
	if w.extra != nil {
		problems = append(problems, rowProblem(row, w.extra(row))...)
	}
	return problems
}

// empty says what is wrong with a row in which nothing is to be written, by the columns that rules write.
func (w write) empty(row intake.Row, rules []intake.Rule) []intake.Problem {
	targets := 0
	for _, t := range w.target {
		if row.Text(t.column) != "" {
			targets++
		}
	}
	if members(row.Object(rules)) > targets {
		return nil
	}
	return rowProblem(row, say.T("there is nothing to write in it"))
}

// storedOf asks for the records of the rows as they are now. A row whose record is not there is left to the write, which says so.
func (w write) storedOf(ctx context.Context, t *tree, typed []string, rows *intake.Rows) (func(intake.Row) record.Value, error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	keyOf := func(row intake.Row) flexcrm.Key {
		word := row.Text(w.target[0].column)
		if len(typed) > 0 {
			word = typed[0]
		}
		id, _ := record.String(word).Int()
		return flexcrm.Key{ID: id}
	}
	keys := make([]flexcrm.Key, 0, rows.Len())
	for row, err := range rows.All() {
		if err != nil {
			return nil, err
		}
		keys = append(keys, keyOf(row))
	}
	found, err := w.stored(ctx, client, keys)
	return func(row intake.Row) record.Value {
		if r, ok := found[keyOf(row)]; ok {
			return flexcrm.Against(r, row.Object(nil))
		}
		return row.Object(nil)
	}, err
}

func members(object record.Value) int {
	n := 0
	for range object.Fields() {
		n++
	}
	return n
}

// sender sends one row.
func (w write) sender(t *tree, args []string) (cli.Send, error) {
	client, err := t.client()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
		values := w.fields.Form(rows[0])
		words := args[:len(args):len(args)]
		for _, t := range w.target {
			if len(args) == len(w.given) {
				words = append(words, values.Get(t.column))
			}
			values.Del(t.column)
		}
		id, err := w.send(ctx, client, words, values)
		if id == "" && len(w.target) > 0 {
			id = words[len(w.given)+len(w.target)-1]
		}
		return []cli.Outcome{{ID: id}}, err
	}, nil
}
