package akashi

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// manhourWrite is what a write of man-hours carries from its question to its requests: how many entries may be deleted.
type manhourWrite struct {
	*tree
	expect    int
	mayDelete int
}

func (w *manhourWrite) register(c *cobra.Command) {
	c.Flags().IntVar(&w.expect, expectDeletes, -1, "with --yes: go on only if exactly so many would be deleted")
	c.Flags().Lookup(expectDeletes).DefValue = "0" // not shown: -1 is not for people
	_ = c.RegisterFlagCompletionFunc(expectDeletes, cobra.NoFileCompletions)
}

// confirm wants the number of deletions meant.
func (w *manhourWrite) confirm(ctx context.Context, rows []record.Value, count func(*akashi.ManhourWriter, context.Context, []record.Value) (int, error), question say.Text) error {
	client, err := w.client()
	if err != nil {
		return err
	}
	n, err := count(client.ManhourWriter(), ctx, rows)
	if err != nil {
		return err
	}
	w.mayDelete = n
	if n == 0 && w.expect < 0 {
		return nil
	}
	return w.ConfirmNumber(ctx, cli.Removal{Question: question, Count: n, Expected: w.expect, Flag: expectDeletes})
}

func (w *manhourWrite) sending(write func(*akashi.ManhourWriter, context.Context, []record.Value) ([]akashi.Outcome, error)) func(context.Context) (cli.Send, error) {
	return func(context.Context) (cli.Send, error) {
		client, err := w.client()
		if err != nil {
			return nil, err
		}
		writer := client.ManhourWriter()
		return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
			writer.MayDelete = w.mayDelete
			written, err := write(writer, ctx, rows)
			w.mayDelete = writer.MayDelete
			var outcomes []cli.Outcome
			for _, o := range written {
				outcomes = append(outcomes, cli.Outcome(o))
			}
			return outcomes, err
		}, nil
	}
}

// twice refuses an entry that a file has in two rows: which of them counts would be a guess.
func (w *manhourWrite) twice() func(intake.Row) []intake.Problem {
	type place struct {
		row  int
		text say.Text
	}
	first := map[string]place{}
	return func(row intake.Row) []intake.Problem {
		day, _ := hours.ParseDate(row.Text("date"))
		key := fmt.Sprint(row.Text("staff_id"), "/", day, "/", row.Text("project_id"), "/", row.Text("task_id"))
		if at, again := first[key]; again && at.row != row.Number {
			return []intake.Problem{{
				Line: row.Line, Row: row.Number, Column: "task_id",
				Message: say.T("the same staff, day, project and task are already in %s", at.text),
			}}
		}
		first[key] = place{row: row.Number, text: row.Place()}
		return nil
	}
}

// minutesProblem refuses more than two days in one: a shift may reach into the next.
func minutesProblem(row intake.Row) say.Text {
	if n, ok := row.Value("minutes").Int(); ok && n > 2*24*60 {
		return say.T("%d minutes are more than two days", n)
	}
	return say.Text{}
}
