package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

// A file that another program has open is tried again for seconds; any other failure ends at once.
func TestPatiently(t *testing.T) {
	busy, other := errors.New("busy"), errors.New("other")
	inUse := func(err error) bool { return errors.Is(err, busy) }
	for name, c := range map[string]struct {
		free time.Duration // when the other program lets go; 0: never
		err  error
		want error
		took time.Duration // at most
	}{
		"free at once":      {time.Nanosecond, busy, nil, 10 * time.Millisecond},
		"a scanner":         {300 * time.Millisecond, busy, nil, 600 * time.Millisecond},
		"Excel":             {0, busy, busy, patience + 250*time.Millisecond},
		"another failure":   {0, other, other, 0},
		"let go at the end": {patience - time.Millisecond, busy, nil, patience + 250*time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				err := patiently(func() error {
					if c.free > 0 && time.Since(began) >= c.free {
						return nil
					}
					return c.err
				}, inUse)
				if !errors.Is(err, c.want) || time.Since(began) > c.took {
					t.Errorf("%v after %s", err, time.Since(began))
				}
			})
		})
	}
}

// What was finished is never lost: it gets a name of its own beside the target.
func TestKeepBeside(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "stamps.2025.csv")
	for n, want := range []string{"stamps.2025.new1.csv", "stamps.2025.new2.csv"} {
		f := &File{target: target, temp: filepath.Join(dir, "temp")}
		if err := os.WriteFile(f.temp, []byte{byte('a' + n)}, 0o600); err != nil {
			t.Fatal(err)
		}
		beside, err := f.keepBeside()
		if err != nil || filepath.Base(beside) != want {
			t.Fatalf("%s, %v", beside, err)
		}
		if text, err := os.ReadFile(beside); err != nil || string(text) != string(rune('a'+n)) {
			t.Errorf("%s holds %q, %v", beside, text, err)
		}
	}
}
