package cli

import (
	"os"
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
	whole, err := filepath.Abs(path)
	if err != nil {
		whole = path
	}
	return []string{rehearsalOf + "=" + whole}
}

// MayChange refuses, in the sandbox, to change the config file that is in force outside: all else there is rehearsed. A file of the
// rehearsal's own, which somebody has named, may be changed.
func (a *App) MayChange(path string) error {
	outside := a.Getenv(rehearsalOf)
	if outside == "" || !sameFile(path, outside) {
		return nil
	}
	return fault.Errorf(fault.Usage, "this is the sandbox, and %s is the real config file; nothing was changed", path).
		WithHint("leave the sandbox and type it again; to rehearse it, name a file of your own: --config FILE or GENBA_CONFIG")
}

// sameFile reports whether two paths are one file, which need not be there.
func sameFile(a, b string) bool {
	if whole, err := filepath.Abs(a); err == nil {
		a = whole
	}
	one, errA := os.Stat(a)
	other, errB := os.Stat(b)
	return filepath.Clean(a) == filepath.Clean(b) || errA == nil && errB == nil && os.SameFile(one, other)
}
