package lock

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// slotRetry is how often slots that are all taken are tried again.
const slotRetry = 10 * time.Millisecond

// Slots bound how many holders a name has at once, of all processes that share the folder. A slot is a lock: it goes with its holder.
type Slots struct {
	Dir   string // made (0700) when absent
	Count int    // for each name
}

// Take waits until one of the slots of a name is free. Only the end of ctx ends the wait; the error then wraps its own.
func (s Slots) Take(ctx context.Context, name string) (*Lock, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return nil, fault.Errorf(fault.Other, "cannot make the folder for lock files: %w", err)
	}
	again := time.NewTicker(slotRetry)
	defer again.Stop()
	for {
		if l, err := s.try(name); l != nil || err != nil {
			return l, err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, fault.Errorf(fault.KindOf(ctx.Err()), "stopped while waiting for a slot of %s: %w", name, ctx.Err())
		}
	}
}

// try returns a slot, nil where all are taken. It begins anywhere, so that holders who come at once don't meet at the first.
func (s Slots) try(name string) (*Lock, error) {
	first := rand.IntN(s.Count)
	for i := range s.Count {
		path := filepath.Join(s.Dir, fmt.Sprintf("%s.%d.lock", name, (first+i)%s.Count))
		file := flock.New(path, flock.SetPermissions(0o600))
		got, err := file.TryLock()
		if err != nil {
			return nil, fault.Errorf(fault.Other, "cannot lock %s: %w", path, err)
		}
		if got {
			return &Lock{file: file}, nil
		}
		_ = file.Close() // nothing was written
	}
	return nil, nil
}
