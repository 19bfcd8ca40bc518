package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// unchanged holds the columns that no write takes against what the vendor has. Without a value in any of them nobody is asked.
func (a *App) unchanged(ctx context.Context, rows *intake.Rows, i Import) error {
	given, err := rows.ReadOnlyGiven(i.Rules)
	if err != nil || len(given) == 0 {
		return err
	}
	stored := func(intake.Row) record.Value { return nil }
	if i.Stored != nil {
		if a.Flags.DryRun {
			a.Warn("a dry run does not look at what is stored: columns that only the vendor fills in are not checked")
			return nil
		}
		if stored, err = i.Stored(ctx, rows); err != nil {
			return err
		}
	}
	if err := rows.Unchanged(i.Rules, stored); err != nil {
		return err
	}
	return rows.Check(nil, i.Writes)
}
