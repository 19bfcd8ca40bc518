package cli

import (
	"context"

	"github.com/genba-cli/genba/pkg/keep/state"
)

// history returns where the state that is in force has the accounts that people of the profile had earlier.
func (a *App) history() (h state.History, profile string, err error) {
	c, err := a.Config()
	if err != nil {
		return nil, "", err
	}
	shared, err := a.Shared()
	if shared != nil || err != nil {
		return shared, c.ProfileName(), err
	}
	return state.Folder{Dir: a.dataDir()}, c.ProfileName(), nil
}

// Formers returns the accounts that people of the profile had earlier.
func (a *App) Formers(ctx context.Context) ([]state.Former, error) {
	h, profile, err := a.history()
	if err != nil {
		return nil, err
	}
	return h.Formers(ctx, profile)
}

// KeepFormers keeps them, when the output is safely in its file, and only then. Without a file nothing is kept.
func (a *App) KeepFormers(ctx context.Context, said func() []state.Former) {
	if a.Flags.OutputFile == "" || a.Flags.DryRun {
		return
	}
	a.run.keep = func() error {
		h, profile, err := a.history()
		if err != nil {
			return err
		}
		return h.KeepFormers(ctx, profile, said())
	}
}
