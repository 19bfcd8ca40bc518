// Package filemode tells tests what the file system under them does with permissions.
package filemode

import (
	"os"
	"path/filepath"
	"testing"
)

// Kept reports whether files keep the mode that they are given. Windows has only a read-only flag: who may read a file there
// follows its folder.
func Kept(t testing.TB) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mode")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm() == 0o600
}
