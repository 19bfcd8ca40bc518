// Package tables is the command that lists what a database holds of genba's pulls.
package tables

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// New makes the command.
func New(app *cli.App) *cobra.Command {
	return app.List(cli.List{
		Use: "tables DESTINATION", Short: "List the tables that hold records: since when, from which run",
		Long: `List the tables of a database that lists and pulls have filled with --into: how many rows each has, the first and the last second
that was asked for, and the last run. What it was for stands in each row's _scope.`,
		Example: `  genba tables sqlite:genba.db
  genba tables sqlite:genba.db --fields table,rows,pulled_at -o json`,
		Args: cli.ExactArgs("DESTINATION"), Complete: []string{"sqlite:", "postgres://"}, Unit: "tables",
		Columns: []record.Column{{Name: "table"}, {Name: "rows"}, {Name: "from"}, {Name: "to"}, {Name: "pulled_at"}, {Name: "command"}},
		Run: func(ctx context.Context, args []string) (*cli.Result, error) {
			address, err := destination.Parse(args[0])
			if err != nil {
				return nil, err
			}
			return cli.Stream(func(yield func(record.Record, error) bool) {
				found, err := look(ctx, app, address)
				if err != nil {
					yield(record.Record{}, err)
					return
				}
				for _, t := range found {
					if !yield(row(t), nil) {
						return
					}
				}
			}), nil
		},
	})
}

func look(ctx context.Context, app *cli.App, address destination.Address) ([]destination.Table, error) {
	d, err := app.LookAt(ctx, address)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Tables(ctx)
}

func row(t destination.Table) record.Record {
	return record.Record{}.
		With("table", record.String(t.Name)).
		With("rows", record.Int(t.Rows)).
		With("from", instant(t.From)).
		With("to", instant(t.To)).
		With("pulled_at", instant(t.PulledAt)).
		With("command", record.String(t.Command))
}

func instant(t time.Time) record.Value {
	if t.IsZero() {
		return record.Null()
	}
	return record.String(t.Format(time.RFC3339))
}
