// Package tempfile makes temporary files for what may be of people. It must not know what they hold.
package tempfile

import "os"

// File is a temporary file that only this process can reach. Where the system lets an open file lose its name it has none, so that
// nothing of it outlives the process, however that ends.
type File struct {
	*os.File
	named bool // the system keeps the name of an open file: Close removes it
}

// Create makes a file with mode 0600 in the folder for such files (TMPDIR), by a pattern of [os.CreateTemp].
func Create(pattern string) (*File, error) {
	f, err := os.CreateTemp("", pattern)
	if err != nil {
		return nil, err
	}
	return &File{File: f, named: os.Remove(f.Name()) != nil}, nil
}

// Close closes the file and removes what is left of it. A second call does nothing but report that the file is closed.
func (f *File) Close() error {
	err := f.File.Close()
	if f.named {
		f.named = false
		_ = os.Remove(f.Name()) // whoever made it has read or given up what it held
	}
	return err
}
