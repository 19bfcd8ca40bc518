package lock_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/filemode"
	"github.com/genba-cli/genba/pkg/keep/lock"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	holderDir  = "GENBA_LOCK_TEST_DIR"
	holderName = "GENBA_LOCK_TEST_NAME"
)

// TestMain lets the test binary be the other process: it takes the lock, says so, and holds it until
// its standard input ends. It never releases: the kernel does when it is gone.
func TestMain(m *testing.M) {
	dir := os.Getenv(holderDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	if _, err := lock.Acquire(context.Background(), dir, os.Getenv(holderName), 0); err != nil {
		_, _ = fmt.Fprintln(os.Stdout, err)
		os.Exit(1)
	}
	_, _ = fmt.Fprintln(os.Stdout, "held")
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// hold starts another process that holds the lock; the function it returns ends that process.
func hold(t *testing.T, dir, name string) (end func()) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), holderDir+"="+dir, holderName+"="+name, "GORACE=atexit_sleep_ms=0")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil || line != "held\n" {
		t.Fatalf("other process: %q, %v", line, err)
	}
	end = sync.OnceFunc(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	t.Cleanup(end)
	return end
}

func TestAnotherProcessHoldsIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "genba")
	end := hold(t, dir, "default-akashi")

	_, err := lock.Acquire(t.Context(), dir, "default-akashi", 60*time.Millisecond)
	if fault.KindOf(err) != fault.Temporary {
		t.Fatalf("kind %v, want Temporary: %v", fault.KindOf(err), err)
	}
	if want := filepath.Join(dir, "default-akashi.lock"); !strings.Contains(err.Error(), want) || fault.HintOf(err).String() == "" {
		t.Errorf("the error must name %s and what to do: %v", want, err)
	}
	other, err := lock.Acquire(t.Context(), dir, "default-kaonavi", 0)
	if err != nil {
		t.Fatalf("another name is another lock: %v", err)
	}
	_ = other.Release()

	// The holder dies without a word: the next one goes on.
	taken := make(chan error, 1)
	go func() {
		l, err := lock.Acquire(t.Context(), dir, "default-akashi", 10*time.Second)
		if err == nil {
			err = l.Release()
		}
		taken <- err
	}()
	end()
	if err := <-taken; err != nil {
		t.Errorf("after the holder's death: %v", err)
	}
}

func TestGoroutinesTakeTurns(t *testing.T) {
	dir := t.TempDir()
	var inside, times atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			l, err := lock.Acquire(t.Context(), dir, "writers", 30*time.Second)
			if err != nil {
				t.Error(err)
				return
			}
			if n := inside.Add(1); n != 1 {
				t.Errorf("%d inside at once", n)
			}
			runtime.Gosched()
			times.Add(1)
			inside.Add(-1)
			if err := l.Release(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := times.Load(); n != 8 {
		t.Errorf("%d times, want 8", n)
	}
}

func TestCancelEndsTheWait(t *testing.T) {
	dir := t.TempDir()
	l, err := lock.Acquire(t.Context(), dir, "x", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	stop := time.AfterFunc(20*time.Millisecond, cancel)
	defer stop.Stop()
	_, err = lock.Acquire(ctx, dir, "x", time.Hour)
	if !errors.Is(err, context.Canceled) || fault.ExitCode(err) != 130 {
		t.Errorf("got %v (exit %d), want the cancellation", err, fault.ExitCode(err))
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	if _, err := lock.Acquire(ctx, dir, "x", time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled caller must not get a free lock: %v", err)
	}
}

func TestFileIsPrivateAndStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "genba")
	l, err := lock.Acquire(t.Context(), dir, "x", 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := l.Release(); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "x.lock"): 0o600} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); filemode.Kept(t) && got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
	again, err := lock.Acquire(t.Context(), dir, "x", 0)
	if err != nil {
		t.Fatalf("after a release: %v", err)
	}
	_ = again.Release()
}

func TestBadPlace(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ dir, name string }{
		{filepath.Join(file, "sub"), "x"}, {dir, "../x"}, {dir, ""}, {dir, ".."}, {dir, `a\b`},
	} {
		if _, err := lock.Acquire(t.Context(), c.dir, c.name, 0); fault.KindOf(err) != fault.Other || err == nil {
			t.Errorf("Acquire(%q, %q) = %v, want an error of kind Other", c.dir, c.name, err)
		}
	}
}
