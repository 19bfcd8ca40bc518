package flexcrm

import (
	"context"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
)

// write is a command that sends rows as forms, one request each.
type write struct {
	use, short, long, example, noun string
	check, checkOne                 string   // the commands that show what is there, in general and with the arguments that were typed
	given                           []string // arguments that are always typed
	// target are the arguments that name what is written to: typed for a single row, or columns of every row.
	target []target
	fields flexcrm.Fields
	extra  func(intake.Row) string
	send   func(ctx context.Context, client *flexcrm.Client, args []string, values url.Values) (id string, err error)
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

// command makes the command.
func (t *tree) write(w write) *cobra.Command {
	return t.Import(cli.Import{
		Use: w.use, Short: w.short, Long: w.long, Example: w.example, Noun: w.noun, Check: w.check,
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
				if _, err := cli.ID(w.target[n].column, word); err != nil {
					return err
				}
			}
			if len(typed) > 0 {
				i.Check = strings.Join(append([]string{w.checkOne}, args[:len(w.given)+1]...), " ")
			}
			i.Rules = w.fields.Rules()
			if len(typed) == 0 {
				i.Rules = append(w.targetRules(), i.Rules...)
				if len(w.target) == 1 {
					i.IDColumn = w.target[0].column
				}
			}
			i.Extra = func(row intake.Row) []intake.Problem { return w.problems(row, typed, i.Rules) }
			i.Send = func(context.Context) (cli.Send, error) { return w.sender(t, args) }
			return nil
		},
	})
}

func (w write) targetRules() []intake.Rule {
	var rules []intake.Rule
	for _, t := range w.target {
		rules = append(rules, intake.Rule{Name: t.column, Required: true, Integer: t.number, Positive: t.number, Unique: t.unique})
	}
	return rules
}

// problems are what is wrong with a row as a whole.
func (w write) problems(row intake.Row, typed []string, rules []intake.Rule) []intake.Problem {
	var problems []intake.Problem
	say := func(message string) {
		problems = append(problems, intake.Problem{Line: row.Line, Row: row.Number, Message: message})
	}
	if len(typed) > 0 && row.Number > 1 {
		say("one record is named on the command line, and this is another row; leave it out there and give each row its own in the column " + w.target[0].column)
	}
	targets := 0
	if len(typed) == 0 {
		targets = len(w.target)
	}
	if members(row.Object(rules)) <= targets {
		say("there is nothing to write in it")
	}
	if w.extra != nil {
		if message := w.extra(row); message != "" {
			say(message)
		}
	}
	return problems
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
		if len(args) == len(w.given) {
			for _, t := range w.target {
				words = append(words, values.Get(t.column))
				values.Del(t.column)
			}
		}
		id, err := w.send(ctx, client, words, values)
		if id == "" && len(w.target) > 0 {
			id = words[len(w.given)+len(w.target)-1]
		}
		return []cli.Outcome{{ID: id}}, err
	}, nil
}
