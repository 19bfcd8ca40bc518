// Package lock lets one process of a machine at a time do something: a token that is renewed, a file that is
// read, changed and written. It must not know what is guarded.
//
// The lock is the kernel's, on a file of its own, so it goes when its holder dies, however that happens.
// The file is never deleted: two processes could otherwise hold "the" lock on two files of one name.
// Network file systems keep such locks badly; the folder should be a local one.
package lock

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// retryEvery is how often a taken lock is tried again.
const retryEvery = 50 * time.Millisecond

// Lock is held until Release.
type Lock struct{ file *flock.Flock }

// Acquire takes the lock called name in dir, which is made (0700) when absent. It waits at most wait:
// then the error is fault.Temporary. A cancelled ctx ends the wait with its own error. Goroutines of
// one process exclude each other too; a holder that asks again for the same name waits in vain.
func Acquire(ctx context.Context, dir, name string, wait time.Duration) (*Lock, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fault.Errorf(fault.Other, "cannot make the folder for lock files: %w", err)
	}
	path := filepath.Join(dir, name+".lock")
	file := flock.New(path, flock.SetPermissions(0o600))
	err := take(ctx, file, wait)
	switch {
	case err == nil:
		return &Lock{file: file}, nil
	case ctx.Err() != nil:
		return nil, fault.Errorf(fault.KindOf(ctx.Err()), "stopped while waiting for the lock %s: %w", path, ctx.Err())
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fault.Errorf(fault.Temporary, "another genba process has held the lock %s for over %s: %w", path, wait, err).
			WithHint("wait until the other genba process has ended, then run this again; it holds %s", path)
	default:
		return nil, fault.Errorf(fault.Other, "cannot lock %s: %w", path, err)
	}
}

func checkName(name string) error {
	if name == "" || strings.ContainsAny(name, `/\:`) || strings.HasPrefix(name, ".") {
		return fault.Errorf(fault.Other, "lock name %q is not a plain file name", name)
	}
	return nil
}

// take tries once however short the wait is, which TryLockContext does not.
func take(ctx context.Context, file *flock.Flock, wait time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if ok, err := file.TryLock(); ok || err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	_, err := file.TryLockContext(limited, retryEvery)
	return err
}

// Release lets the next one in. Releasing twice is harmless.
func (l *Lock) Release() error { return l.file.Unlock() }
