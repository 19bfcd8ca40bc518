package cli

import (
	"path/filepath"

	"github.com/genba-cli/genba/pkg/keep/config"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// rehearsalOf names the variable by which a command in the sandbox knows the config file that is in force outside.
const rehearsalOf = "GENBA_SANDBOX_CONFIG"

// Rehearsal returns what a command in the sandbox has to have in its environment, so that it leaves the real config file alone.
func (a *App) Rehearsal() []string {
	path, _ := config.Locate("", a.Getenv)
	if path == "" || a.Getenv(rehearsalOf) != "" { // a sandbox in the sandbox
		return nil
	}
	return []string{rehearsalOf + "=" + absolute(path)}
}

// MayChange refuses, in the sandbox, to change the config file that is in force outside: all else there is rehearsed. A file of the
// rehearsal's own, which somebody has named, may be changed.
func (a *App) MayChange(path string) error {
	outside := a.Getenv(rehearsalOf)
	if outside == "" || absolute(path) != outside && !isSameFile(path, outside) {
		return nil
	}
	return fault.Errorf(fault.Usage, "this is the sandbox, and %s is the real config file; nothing was changed", path).
		WithHint("leave the sandbox and type it again; to rehearse it, name a file of your own: --config FILE or GENBA_CONFIG")
}

// absolute returns the whole path of a file, and the path itself where the working directory is gone.
func absolute(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		return whole
	}
	return path
}
