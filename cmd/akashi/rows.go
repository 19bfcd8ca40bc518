package akashi

import (
	"context"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// sending makes a method of the client that writes rows into what an import sends with.
func (t *tree) sending(write func(*akashi.Client, context.Context, []record.Value) ([]akashi.Outcome, error)) func(context.Context) (cli.Send, error) {
	return func(context.Context) (cli.Send, error) {
		client, err := t.client()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context, rows []record.Value) ([]cli.Outcome, error) {
			written, err := write(client, ctx, rows)
			var outcomes []cli.Outcome
			for _, o := range written {
				outcomes = append(outcomes, cli.Outcome(o))
			}
			return outcomes, err
		}, nil
	}
}
