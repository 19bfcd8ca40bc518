package kaonavi

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
)

// patienceV2 returns how a task is waited for, by the same flags as in v1.
func (f *waitFlags) patienceV2() (v2.Patience, error) {
	p, err := f.patience()
	return v2.Patience(p), err
}

// tasksV2 makes a command whose answer is a task. done is what a write has done by then; empty for a read.
func (t *tree) tasksV2(l cli.List, done say.Format, run func(ctx context.Context, args []string) (func() (v2.Task, error), error)) *cobra.Command {
	l.Columns, l.Unit = v2.TaskColumns(), "tasks"
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		do, err := run(ctx, args)
		if err != nil {
			return nil, err
		}
		return taskResult(done, do), nil
	}
	return t.List(l)
}

// taskResult returns a task as one row, or one for each message. What a task that failed means is told once it is printed.
func taskResult(done say.Format, do func() (v2.Task, error)) *cli.Result {
	tasks := func(yield func(record.Record, error) bool) {
		task, err := do()
		switch {
		case err != nil && (task.Record.IsZero() || fault.KindOf(err) == fault.Interrupted):
			yield(record.Record{}, err) // which says where the task is
			return
		case task.Record.IsZero():
			return // nothing had to be sent
		case err == nil:
			err = task.Err
		}
		if yield(task.Record, nil) && err != nil {
			yield(record.Record{}, cli.Verdict(err))
		}
	}
	return &cli.Result{Records: tasks, Rows: cli.Exploded(tasks, v2.MessageList), Single: true, Done: done}
}

func (t *tree) taskGetV2() *cobra.Command {
	var wait waitFlags
	return t.tasksV2(cli.List{
		Use: "get ID [--wait]", Short: "Show what became of a write",
		Long: `Show what became of a write, by the task_id that it answered (Kaonavi v2 GET /tasks/{task_id}; with api_version v1.x by its
progress_id, Kaonavi §2.11).

OK: done. NG: refused, each message on a row of its own, exit code 4. ERROR: a fault of Kaonavi's own, ask its support; exit
code 4. WAITING, RUNNING: not done yet; with --wait it is waited for, and exit code 5 if that takes too long.`,
		Example: `  genba kaonavi task get 8871
  genba kaonavi task get 8871 --wait --wait-timeout 10m`,
		Args: cli.ExactArgs("ID"), Flags: func(c *cobra.Command) { wait.registerV2(c) },
	}, "", func(ctx context.Context, args []string) (func() (v2.Task, error), error) {
		patience, err := wait.patienceV2()
		if err != nil {
			return nil, err
		}
		if err := numbers(args...); err != nil {
			return nil, err
		}
		client, err := t.clientV2(ctx)
		if err != nil {
			return nil, err
		}
		return func() (v2.Task, error) {
			if wait.wait {
				return client.Follow(ctx, args[0], patience)
			}
			return client.Task(ctx, args[0])
		}, nil
	})
}
