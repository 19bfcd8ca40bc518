package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/wire/batch"
)

// compose reads flags, arguments and the file. The function that it returns asks Kaonavi what is there, asks the person who has to
// confirm, and returns what is to be sent; nil: nothing.
type compose func(ctx context.Context, args []string) (func() (*delivery, error), error)

// deliveries makes a command that sends rows: it prints the tasks, or with --results what became of each row.
func (t *tree) deliveries(l cli.List, flags *deliveryFlags, c compose) *cobra.Command {
	l.Columns, l.Unit = v2.TaskColumns(), "tasks"
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		read, err := c(ctx, args)
		if err != nil {
			return nil, err
		}
		tasks := t.tasksOf(ctx, flags, read)
		return &cli.Result{
			Records: tasks, Rows: cli.Exploded(tasks, v2.MessageList), Single: true, Done: "the write was accepted", OwnDryRun: flags.ask,
		}, nil
	}
	tasks := t.List(l)
	rows := t.Report(cli.Report{
		Use: l.Use, Args: l.Args, Columns: batch.Columns(), After: "the write was accepted", Silent: flags.results.ToFile,
		Run: func(ctx context.Context, args []string) (cli.Records, error) { return t.rowsOf(ctx, c, args) },
	})
	plain := tasks.RunE
	tasks.RunE = func(c *cobra.Command, args []string) error {
		if err := flags.check(c, t.Flags.DryRun); err != nil {
			return err
		}
		if !t.Flags.DryRun && (flags.rows || flags.results.ToFile()) {
			return rows.RunE(c, args)
		}
		return plain(c, args)
	}
	return t.v2(tasks)
}

// tasksOf gives the tasks as they come. What a task that failed means is told once it is printed.
func (t *tree) tasksOf(ctx context.Context, flags *deliveryFlags, read func() (*delivery, error)) cli.Records {
	send := func(d *delivery) cli.Records {
		return func(yield func(record.Record, error) bool) {
			told := 0
			_, err := d.run(ctx, func(task v2.Task) bool {
				told++
				return yield(task.Record, nil)
			})
			switch {
			case err == nil:
			case told > 0 && fault.KindOf(err) != fault.Interrupted:
				yield(record.Record{}, cli.Verdict(err))
			default:
				yield(record.Record{}, err) // which says where the task is
			}
		}
	}
	return func(yield func(record.Record, error) bool) {
		d, err := read()
		switch {
		case err == nil && d != nil && t.Flags.DryRun && !flags.ask:
			err = d.show(ctx)
		case err == nil && d != nil && d.requests > 1:
			cli.Several(send(d))(yield)
			return
		case err == nil && d != nil:
			send(d)(yield)
			return
		}
		if err != nil {
			yield(record.Record{}, err)
		}
	}
}

// rowsOf sends, and gives what became of each row.
func (t *tree) rowsOf(ctx context.Context, c compose, args []string) (cli.Records, error) {
	read, err := c(ctx, args)
	if err != nil {
		return nil, err
	}
	d, err := read()
	if err != nil || d == nil {
		return nil, err
	}
	report, err := d.run(ctx, func(v2.Task) bool { return true })
	t.Count("rows", int64(len(report.Results)))
	return func(yield func(record.Record, error) bool) {
		for _, r := range report.Results {
			if !yield(r.Record(), nil) {
				return
			}
		}
	}, err
}

// nothingToSend tells that there is nothing to do.
func (t *tree) nothingToSend(resumed bool) {
	if resumed {
		t.Warn("no row is failed or pending in the results file; nothing was sent")
		return
	}
	t.Warn("nothing differs from what Kaonavi has; nothing was sent")
}
