package atomicfile

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

func isFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

// syncDir has nothing to do: Windows can't flush a folder.
func syncDir(string) error { return nil }

// keepOwner gives the file the read-only flag, which is all that Windows has of a mode; who may read it follows its folder.
func keepOwner(handle *os.File, old fs.FileInfo) error { return handle.Chmod(old.Mode().Perm()) }

// claim has nothing to do: there is no lock that a rename lets through, so that nothing is taken for dead.
func claim(*os.File, string) bool { return true }

func removeUnlocked(string) {}

// replace closes the file first: Windows renames no open one.
func (f *File) replace() error {
	if err := f.handle.Close(); err != nil {
		return err
	}
	return os.Rename(f.temp, f.target)
}

func openDirect(_ context.Context, path string) (*os.File, error) {
	return os.OpenFile(path, appending, 0)
}
