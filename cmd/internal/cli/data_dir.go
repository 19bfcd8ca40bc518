package cli

import (
	"os"
	"runtime"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// dataDir returns genba's folder for what it keeps, "" where there is none. One that others may write to is warned about,
// once: they could put their own cursor, lock or secrets into it.
func (a *App) dataDir() string {
	dir := credential.DataDir(a.Getenv)
	a.lookAtDataDir.Do(func() {
		info, err := os.Stat(dir)
		if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o022 == 0 { // Windows has no such modes
			return
		}
		a.Warn("others may write to genba's data folder %s (mode %04o): what is kept there can't be relied on; chmod go-w %[1]s", dir, info.Mode().Perm())
	})
	return dir
}
