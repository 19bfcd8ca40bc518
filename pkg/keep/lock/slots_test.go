package lock_test

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestSlotsBoundHolders(t *testing.T) {
	slots := lock.Slots{Dir: filepath.Join(t.TempDir(), "slots"), Count: 3}
	var inside, most atomic.Int32
	var wg sync.WaitGroup
	for range 24 {
		wg.Go(func() {
			l, err := slots.Take(t.Context(), "api.example.com_443")
			if err != nil {
				t.Error(err)
				return
			}
			n := inside.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			runtime.Gosched()
			inside.Add(-1)
			if err := l.Release(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := most.Load(); n < 1 || n > 3 {
		t.Errorf("%d holders at once, want at most 3", n)
	}
	// All three at once, and a fourth of another name.
	for _, name := range []string{"api.example.com_443", "api.example.com_443", "api.example.com_443", "api.example.com_8443"} {
		l, err := slots.Take(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Release() }()
	}
}

func TestSlotOfAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	end := hold(t, dir, "vendor.0")
	slots := lock.Slots{Dir: dir, Count: 1}
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := slots.Take(ctx, "vendor"); fault.KindOf(err) != fault.Temporary || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("while it is held: %v", err)
	}
	// The holder dies without a word: its slot is free.
	taken := make(chan error, 1)
	go func() {
		l, err := slots.Take(t.Context(), "vendor")
		if err == nil {
			err = l.Release()
		}
		taken <- err
	}()
	end()
	if err := <-taken; err != nil {
		t.Error(err)
	}
	if _, err := slots.Take(t.Context(), "../vendor"); err == nil {
		t.Error("a name that leaves the folder was taken")
	}
}
