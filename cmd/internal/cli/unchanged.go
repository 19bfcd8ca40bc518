package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// unchanged holds the columns that no write takes against what the vendor has. Without a value in any of them nobody is asked.
func (a *App) unchanged(ctx context.Context, rows []intake.Row, i Import) error {
	if len(intake.ReadOnlyGiven(rows, i.Rules)) == 0 {
		return nil
	}
	stored := func(intake.Row) record.Value { return nil }
	if i.Stored != nil {
		if a.Flags.DryRun {
			a.Warn("a dry run does not look at what is stored: columns that only the vendor fills in are not checked")
			return nil
		}
		var err error
		if stored, err = i.Stored(ctx, rows); err != nil {
			return err
		}
	}
	if err := intake.Unchanged(rows, i.Rules, stored); err != nil {
		return err
	}
	return intake.Check(rows, nil, i.Writes)
}
