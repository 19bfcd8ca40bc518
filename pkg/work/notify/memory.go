package notify

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/keep/state"
)

// memory is where it is kept what was said. Whoever uses it has the queue's lock.
type memory struct {
	read   func() (string, error)
	write  func(text string) error
	add    func(lines string) error
	shared bool
}

// fileMemory keeps it in a file beside the queue.
func fileMemory(dir string) memory {
	path := filepath.Join(dir, "once.txt")
	return memory{
		read: func() (string, error) {
			text, err := atomicfile.ReadFile(path)
			if errors.Is(err, fs.ErrNotExist) {
				return "", nil
			}
			return string(text), err
		},
		write: func(text string) error {
			f, err := atomicfile.Create(path, permissions)
			if err != nil {
				return err
			}
			defer func() { _ = f.Abort() }() // after Commit it does nothing
			if _, err := f.Write([]byte(text)); err != nil {
				return err
			}
			return f.Commit()
		},
		add: func(lines string) error {
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, permissions)
			if err != nil {
				return err
			}
			_, err = f.WriteString(lines)
			return errors.Join(err, f.Sync(), f.Close())
		},
	}
}

// sharedMemory keeps it in a document of the state, bound to the lock of its name: a process that was taken for dead can't write it. What a run
// has begun it also ends when it is interrupted.
func sharedMemory(ctx context.Context, s *state.Store, name string) memory {
	ctx = context.WithoutCancel(ctx)
	read := func() (string, error) { return s.Load(ctx, name) }
	write := func(text string) error { return s.Save(ctx, name, text) }
	return memory{read: read, write: write, shared: true, add: func(lines string) error {
		text, err := read()
		if err != nil {
			return err
		}
		return write(text + lines)
	}}
}
