package state

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/keep/state"
)

func (t *tree) status() *cobra.Command {
	return t.List(cli.List{
		Use: "status", Short: "Show where the state is, and what it holds",
		Long: `Show where the state is, whether it can be reached now, and how many cursors, counts, memories (what notify said once,
how many people a roster had, which payrolls were exported), former numbers of people maps and sealed sets of secrets it holds.
In files the secrets are in the store of auth store status, and not counted here.`,
		Example: "  genba state status\n  genba state status -o json --jq .reachable", Unit: "states",
		Columns: []record.Column{{Name: "state"}, {Name: "place"}, {Name: "reachable"}, {Name: "cursors"}, {Name: "budgets"}, {Name: "memories"}, {Name: "history"}, {Name: "secrets"}, {Name: "changed_at"}},
		Run: func(ctx context.Context, _ []string) (*cli.Result, error) {
			shared, err := t.Shared()
			if err != nil {
				return nil, err
			}
			p, err := t.place(ctx)
			if err != nil {
				return nil, err
			}
			return cli.Object(func() (record.Record, error) {
				kind := "file"
				secrets := record.Null()
				if shared != nil {
					kind = "postgres"
				}
				found, err := p.all("")
				if err != nil {
					return record.Record{}, err
				}
				if shared != nil {
					sealed, err := p.secrets()
					if err != nil {
						return record.Record{}, err
					}
					secrets = record.Int(int64(len(sealed)))
					found = append(found, sealed...)
				}
				counts, history, changed := map[string]int64{}, int64(0), time.Time{}
				for _, d := range found {
					what, _, _ := strings.Cut(d.Name, "/")
					counts[what]++
					if _, former := state.FormersOf(d.Name); former {
						all, err := state.ParseFormers(d.Content)
						if err != nil {
							return record.Record{}, err
						}
						history += int64(len(all))
					}
					if d.ChangedAt.After(changed) {
						changed = d.ChangedAt
					}
				}
				at := record.Null()
				if !changed.IsZero() {
					now, err := t.LocalNow()
					if err != nil {
						return record.Record{}, err
					}
					at = record.String(changed.In(now.Location()).Format(time.RFC3339))
				}
				return record.Record{}.
					With("state", record.String(kind)).
					With("place", record.String(p.name.String())).
					With("reachable", record.Bool(true)).
					With("cursors", record.Int(counts["cursors"])).
					With("budgets", record.Int(counts["budgets"])).
					With("memories", record.Int(counts["once"]+counts["rosters"]+counts["payroll"])).
					With("history", record.Int(history)).
					With("secrets", secrets).
					With("changed_at", at), nil
			}), nil
		},
	})
}
