package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// noteTime is how long the end of a run waits for a database that is to note it.
const noteTime = 5 * time.Second

// noted returns the commands, by their first word, whose runs are noted: what works with a vendor's data.
func noted() []string {
	return append(vendors.Names(), "api", "hours", "payroll", "notify", "people", "roster", "org")
}

// note adds the run to those that are listed later. A run that was refused before anything was sent is not listed, nor is one that had
// nothing to send, unless it looked for what is new.
func (a *App) note(command string, code int) {
	first, _, _ := strings.Cut(command, " ")
	idle := a.run.traffic.requests.Load() == 0 && !a.run.since
	if code == fault.ExitCode(fault.New(fault.Usage, "")) || code == 0 && idle || a.Flags.DryRun || a.run.skipped || !slices.Contains(noted(), first) {
		return
	}
	if err := a.addRun(command, code); err != nil {
		a.Warn("this run is not noted for the list of runs: %v", err)
	}
}

func (a *App) addRun(command string, code int) error {
	c, err := a.Config()
	if err != nil {
		return err
	}
	r := state.Run{
		Started: a.run.began, Profile: c.ProfileName(), Command: command, Records: a.run.records.Load(), Exit: code,
		Seconds: inSeconds(a.Now().Sub(a.run.began)),
	}
	if a.run.span != nil {
		r.From, r.To = a.run.span.From, a.run.span.To
	}
	shared, err := a.Shared()
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), noteTime) // the run's own may have ended
	defer stop()
	if shared != nil {
		return shared.AddRun(ctx, r)
	}
	dir := a.dataDir()
	if dir == "" {
		return nil
	}
	return state.Folder{Dir: dir}.AddRun(ctx, r)
}

// Runs returns the last runs of the state that is in force, newest first.
func (a *App) Runs(ctx context.Context, last int) ([]state.Run, error) {
	shared, err := a.Shared()
	if err != nil {
		return nil, err
	}
	if shared != nil {
		return shared.Runs(ctx, last)
	}
	return state.Folder{Dir: a.dataDir()}.Runs(last)
}
