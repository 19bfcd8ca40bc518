package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// dataDir returns the folder in which genba keeps its data, "" where there is none. It warns once of a folder that other users may
// write to or replace: they could put a cursor, lock or secrets of their own into it.
func (a *App) dataDir() string {
	dir := credential.DataDir(a.Getenv)
	a.lookAtDataDir.Do(func() {
		if dir == "" || runtime.GOOS == "windows" { // which has no such modes
			return
		}
		if info, err := os.Stat(dir); err == nil && info.Mode().Perm()&0o022 != 0 {
			a.Warn("others may write to genba's data folder %s (mode %04o): what is kept there can't be relied on; chmod go-w %[1]s", dir, info.Mode().Perm())
			return
		}
		if above, mode := openAbove(dir); above != "" {
			a.Warn("others may write to %s (mode %04o), above genba's data folder: they can put another folder in its place; chmod o-w %[1]s", above, mode)
		}
	})
	return dir
}

// openAbove returns the nearest folder above in which everybody may rename the files of others; "" for none. What a group may do
// does not count: on many systems each user is alone in a group.
func openAbove(dir string) (path string, mode fs.FileMode) {
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	for above := filepath.Dir(dir); above != dir; dir, above = above, filepath.Dir(above) {
		if info, err := os.Stat(above); err == nil && info.Mode()&0o002 != 0 && info.Mode()&fs.ModeSticky == 0 {
			return above, info.Mode().Perm()
		}
	}
	return "", 0
}
