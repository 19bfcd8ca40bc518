//go:build unix

package credential

import (
	"io/fs"
	"syscall"
)

// ownedByRoot reports whether root alone may change the file's mode and content.
func ownedByRoot(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Uid == 0
}
