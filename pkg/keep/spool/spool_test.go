package spool_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/spool"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func open(t *testing.T, dir string, now func() time.Time) *spool.Spool {
	t.Helper()
	s, err := spool.Open(t.Context(), dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func add(t *testing.T, s *spool.Spool, content string, want bool) {
	t.Helper()
	if isNew, err := s.Add([]byte(content)); err != nil || isNew != want {
		t.Errorf("Add(%q) = %v, %v; want %v", content, isNew, err, want)
	}
}

// read takes so many contents and ends.
func read(t *testing.T, s *spool.Spool, n int) (all []string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := s.Read(ctx, func(content []byte) error {
		if all = append(all, string(content)); len(all) == n {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v", err)
	}
	return all
}

func TestOrderRepetitionAndRestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "spool")
	at := time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)
	now := func() time.Time { return at } // a clock that stands still must not change the order
	s := open(t, dir, now)
	for _, content := range []string{"c", "a", "b"} {
		add(t, s, content, true)
	}
	add(t, s, "a", false)
	if got := read(t, s, 2); !slices.Equal(got, []string{"c", "a"}) {
		t.Errorf("read %q", got)
	}
	if _, err := spool.Open(t.Context(), dir, now); fault.KindOf(err) != fault.Usage {
		t.Errorf("a second one was let in: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	at = at.Add(-time.Hour) // the clock was set back
	s = open(t, dir, now)
	add(t, s, "c", false) // was read
	add(t, s, "b", false) // waits
	add(t, s, "d", true)
	if n, err := s.Waiting(); n != 2 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
	if got := read(t, s, 2); !slices.Equal(got, []string{"b", "d"}) {
		t.Errorf("read %q", got)
	}
	_ = s.Close()

	at = time.Now().Add(spool.Memory + time.Hour)
	s = open(t, dir, now)
	defer s.Close()
	add(t, s, "c", true) // forgotten
}

// What could not be taken stays.
func TestATakerThatFails(t *testing.T) {
	s := open(t, t.TempDir(), time.Now)
	defer s.Close()
	add(t, s, "a", true)
	broken := errors.New("broken pipe")
	if err := s.Read(t.Context(), func([]byte) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if got := read(t, s, 1); !slices.Equal(got, []string{"a"}) {
		t.Errorf("read %q", got)
	}
}

// A content that can't be kept is not said to be kept, and may come again.
func TestAFolderThatIsGone(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, time.Now)
	defer s.Close()
	if err := os.Rename(filepath.Join(dir, "waiting"), filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add([]byte("a")); err == nil {
		t.Error("was said to be kept")
	}
	if err := os.Rename(filepath.Join(dir, "away"), filepath.Join(dir, "waiting")); err != nil {
		t.Fatal(err)
	}
	add(t, s, "a", true)
}
