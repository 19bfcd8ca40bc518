package kaonavi

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
)

// waitFlags say whether and how a job is waited for.
type waitFlags struct {
	wait           bool
	timeout, every time.Duration
}

// register adds the flags; --wait only where there is a choice.
func (f *waitFlags) register(c *cobra.Command, choice bool) {
	if choice {
		c.Flags().BoolVar(&f.wait, "wait", false, "wait until Kaonavi has done it; each look is one of the 60 requests of the hour")
	}
	c.Flags().DurationVar(&f.timeout, "wait-timeout", 30*time.Minute, "how long to wait at most; then exit code 5, and the command to go on")
	c.Flags().DurationVar(&f.every, "poll-interval", 10*time.Second, "time between the first looks; it grows to 2 minutes")
	f.complete(c)
}

// registerV2 adds the flags with the figures of version 2.
func (f *waitFlags) registerV2(c *cobra.Command) {
	c.Flags().BoolVar(&f.wait, "wait", false, "wait until Kaonavi has done it; each look is one of the 3,000 requests of the hour")
	c.Flags().DurationVar(&f.timeout, "wait-timeout", 30*time.Minute, "how long to wait at most; then exit code 5, and the command to go on")
	c.Flags().DurationVar(&f.every, "poll-interval", 10*time.Second, "time between the first looks; it grows to 1 minute")
	f.complete(c)
}

// complete says that the flags complete to nothing.
func (f *waitFlags) complete(c *cobra.Command) {
	for _, flag := range []string{"wait-timeout", "poll-interval"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.NoFileCompletions)
	}
}

func (f *waitFlags) patience() (kaonavi.Patience, error) {
	if f.timeout <= 0 || f.every <= 0 {
		return kaonavi.Patience{}, fault.New(fault.Usage, "--wait-timeout and --poll-interval must be longer than nothing").WithHint("for example --wait-timeout 10m")
	}
	return kaonavi.Patience{Interval: f.every, Timeout: f.timeout}, nil
}

// jobs makes a command whose answer is a job: one row, or one for each error. What a job that failed means is told once it
// is printed. done is what a write has done by then; empty for a read.
func (t *tree) jobs(l cli.List, done say.Format, job func(ctx context.Context, args []string) (func() (kaonavi.Job, error), error)) *cobra.Command {
	if l.Unit = "tasks"; l.Columns == nil {
		l.Columns = kaonavi.JobColumns()
	}
	l.Run = func(ctx context.Context, args []string) (*cli.Result, error) {
		do, err := job(ctx, args)
		if err != nil {
			return nil, err
		}
		jobs := cli.One(func() (record.Record, error) {
			j, err := do()
			if err != nil && (j.Record.IsZero() || fault.KindOf(err) == fault.Interrupted) {
				return record.Record{}, err // which says where the job is
			}
			if err == nil {
				err = j.Err
			}
			return j.Record, cli.Verdict(err)
		})
		return &cli.Result{Records: jobs, Rows: cli.Exploded(jobs, kaonavi.ErrorList), Single: true, Done: done, OwnDryRun: true}, nil
	}
	return t.List(l)
}

func (t *tree) task() *cobra.Command {
	return cli.Group("task", "what became of a write", t.either(t.taskGet(), t.taskGetV2()))
}

func (t *tree) taskGet() *cobra.Command {
	var wait waitFlags
	return t.jobs(cli.List{
		Use: "get ID [--wait]", Short: "Show what became of a write",
		Long: `Show what became of a write, by the progress_id that it answered (Kaonavi §2.11).

OK: done. NG: refused, each error on a row of its own, exit code 4. ERROR: Kaonavi does not know why, ask its support;
exit code 4. WAITING, RUNNING: not done yet; with --wait it is waited for, and exit code 5 if that takes too long.`,
		Example: `  genba kaonavi task get 1
  genba kaonavi task get 1 --wait --wait-timeout 10m`,
		Columns: kaonavi.TaskColumns(), Args: cli.ExactArgs("ID"), Flags: func(c *cobra.Command) { wait.register(c, true) },
	}, "", func(ctx context.Context, args []string) (func() (kaonavi.Job, error), error) {
		patience, err := wait.patience()
		if err != nil {
			return nil, err
		}
		if err := progressID(args[0]); err != nil {
			return nil, err
		}
		client, err := t.client(ctx)
		if err != nil {
			return nil, err
		}
		return func() (kaonavi.Job, error) {
			if wait.wait {
				return client.FollowTask(ctx, args[0], patience)
			}
			return client.Task(ctx, args[0])
		}, nil
	})
}
