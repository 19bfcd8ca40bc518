// Package runs is the command that lists what was run.
package runs

import (
	"context"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// New makes the command.
func New(app *cli.App) *cobra.Command {
	var last int
	return app.List(cli.List{
		Use: "runs [--last N]", Short: "List the last runs: when, for which company, how they ended",
		Long: `List the last runs, newest first, of all profiles: what worked with a vendor's data on this machine or, with state: postgres://…, on
all machines. from and to are the range that was asked for. A command stands without its flags. What was refused before anything was sent
(exit code 2) is no run, nor is a dry run or one that --skip-if-running left out.`,
		Example: `  genba runs
  genba runs --last 500 -o json --jq 'map(select(.exit != 0)) | length'`, Unit: "runs",
		Columns: []record.Column{
			{Name: "started"}, {Name: "profile"}, {Name: "command"}, {Name: "from"}, {Name: "to"}, {Name: "records"}, {Name: "exit"}, {Name: "seconds"},
		},
		Flags: func(c *cobra.Command) {
			c.Flags().IntVar(&last, "last", 20, "how many")
			_ = c.RegisterFlagCompletionFunc("last", cobra.NoFileCompletions)
		},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			if last < 1 {
				return nil, fault.New(fault.Usage, "--last is 1 or more")
			}
			now, err := app.LocalNow()
			if err != nil {
				return nil, err
			}
			return cli.Stream(func(yield func(record.Record, error) bool) {
				found, err := app.Runs(ctx, last)
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				for _, r := range found {
					if !yield(row(r, now.Location()), nil) {
						return
					}
				}
			}), nil
		},
	})
}

func row(r state.Run, zone *time.Location) record.Record {
	at := func(t time.Time) record.Value {
		if t.IsZero() {
			return record.Null()
		}
		return record.String(t.In(zone).Format(time.RFC3339))
	}
	return record.Record{}.
		With("started", at(r.Started)).
		With("profile", record.String(r.Profile)).
		With("command", record.String(r.Command)).
		With("from", at(r.From)).
		With("to", at(r.To)).
		With("records", record.Int(r.Records)).
		With("exit", record.Int(int64(r.Exit))).
		With("seconds", record.Value(strconv.FormatFloat(r.Seconds, 'f', 3, 64)))
}
