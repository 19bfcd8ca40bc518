package logimeter

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

func (t *tree) csv() *cobra.Command {
	return cli.Group("csv", "CSV files of sales, work, attendance and targets", t.csvCreate(), t.csvDownload(), t.csvTypes())
}

func (t *tree) csvTypes() *cobra.Command {
	return t.List(cli.List{
		Use: "types", Short: "List the kinds of data that CSV files are made of (LOGIMETER §4-2)",
		Example: "  genba logimeter csv types\n  genba logimeter csv types -o json",
		Columns: logimeter.CSVTypeColumns(), Unit: "types",
		Run: func(context.Context, []string) (*cli.Result, error) {
			return cli.Stream(func(yield func(record.Record, error) bool) {
				for _, kind := range logimeter.CSVTypes() {
					if !yield(kind.Record(), nil) {
						return
					}
				}
			}), nil
		},
	})
}

// waitFlags say whether and how long to wait for a job.
type waitFlags struct {
	wait              bool
	timeout, interval time.Duration
}

func (w *waitFlags) register(c *cobra.Command, usage string) {
	f := c.Flags()
	f.BoolVar(&w.wait, "wait", false, usage)
	f.DurationVar(&w.timeout, "wait-timeout", 30*time.Minute, "how long to wait for one file")
	f.DurationVar(&w.interval, "poll-interval", 2*time.Second, "first pause between two looks; the pauses grow up to 30s")
	for _, flag := range []string{"wait-timeout", "poll-interval"} {
		_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(nil, cobra.ShellCompDirectiveNoFileComp))
	}
}

func (w *waitFlags) schedule() (poll.Schedule, error) {
	switch {
	case w.timeout <= 0:
		return poll.Schedule{}, fault.Errorf(fault.Usage, "--wait-timeout %s leaves no time to wait", w.timeout.String()).WithHint("for example --wait-timeout 30m")
	case w.interval <= 0:
		return poll.Schedule{}, fault.Errorf(fault.Usage, "--poll-interval %s must be longer than 0", w.interval.String()).WithHint("for example --poll-interval 5s")
	}
	return poll.Schedule{Interval: w.interval, Timeout: w.timeout}, nil
}
