package atomicfile

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"

	"github.com/genba-cli/genba/pkg/say"
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
	return patiently(func() error { return os.Rename(f.temp, f.target) }, func(err error) bool { return inUse(err) && !isFolder(f.target) })
}

// inUse reports whether another program has the file open in a way that keeps it: a virus scanner, an indexer or another genba
// for a moment, Excel for hours.
func inUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// replaceable asks for the right to delete an existing file, which is what replacing it takes.
func replaceable(path string) error {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	return patiently(func() error {
		handle, err := windows.CreateFile(name, windows.DELETE, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
		if err != nil {
			return err
		}
		return windows.CloseHandle(handle)
	}, inUse)
}

// openShared opens a file for reading so that it can be replaced meanwhile: os.Open forbids that.
func openShared(path string) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	const share = windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE | windows.FILE_SHARE_DELETE
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}

// nameProblem says what Windows makes of a name that is none for a file.
func nameProblem(name string) say.Text { return windowsName(name) }

func openDirect(_ context.Context, path string) (*os.File, error) {
	return os.OpenFile(path, appending, 0)
}
