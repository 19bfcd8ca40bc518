package atomicfile

import (
	"io"
	"os"
)

// ReadFile returns the content of a file that genba replaces, as os.ReadFile does. On Windows it doesn't stand in the way of
// whoever replaces the file meanwhile, and it waits for a program that has the file open for itself, such as a virus scanner.
func ReadFile(path string) (content []byte, err error) {
	err = patiently(func() error {
		file, err := openShared(path)
		if err != nil {
			return err
		}
		defer file.Close()
		content, err = io.ReadAll(file)
		return err
	}, func(err error) bool { return inUse(err) && !isFolder(path) })
	return content, err
}

// Append opens a file that is there, to write behind its end. It waits for a program that has the file open for itself.
func Append(path string) (file *os.File, err error) {
	err = patiently(func() error {
		file, err = os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		return err
	}, func(err error) bool { return inUse(err) && !isFolder(path) })
	return file, err
}

// isFolder reports whether a folder has the name. Windows refuses to open or replace one as if it were in use.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
