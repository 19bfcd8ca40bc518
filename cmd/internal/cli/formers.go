package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/keep/state"
)

// Formers returns the accounts that people of the profile had earlier, as the state that is in force has them.
func (a *App) Formers(ctx context.Context) ([]state.Former, error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	shared, err := a.Shared()
	if err != nil {
		return nil, err
	}
	if shared != nil {
		return shared.Formers(ctx, c.ProfileName())
	}
	dir := a.dataDir()
	if dir == "" {
		return nil, nil
	}
	return state.Folder{Dir: dir}.Formers(c.ProfileName())
}

// KeepFormers keeps them, when the output is safely in its file, and only then. Without a file nothing is kept.
func (a *App) KeepFormers(ctx context.Context, said func() []state.Former) {
	if a.Flags.OutputFile == "" || a.Flags.DryRun {
		return
	}
	a.run.keep = func() error {
		c, err := a.Config()
		if err != nil {
			return err
		}
		shared, err := a.Shared()
		if err != nil {
			return err
		}
		if shared != nil {
			return shared.KeepFormers(ctx, c.ProfileName(), said())
		}
		dir := a.dataDir()
		if dir == "" {
			return nil
		}
		return state.Folder{Dir: dir}.KeepFormers(ctx, c.ProfileName(), said())
	}
}
