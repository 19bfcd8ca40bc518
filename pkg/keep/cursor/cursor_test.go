package cursor_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func aKey() cursor.Key {
	return cursor.Key{
		Profile: "default", Vendor: "akashi", Host: "https://atnd.ak4.jp/api/cooperation", Account: "sample01",
		Command: "akashi stamps pull", Args: []string{"--all=true"},
	}
}

func TestARunCountsWhenItIsConfirmed(t *testing.T) {
	s, k := cursor.Store{Dir: filepath.Join(t.TempDir(), "not", "there")}, aKey()
	expect := func(until, held time.Time) {
		t.Helper()
		if p, err := s.Load(k); err != nil || !p.Until.Equal(until) || !p.Held.Equal(held) {
			t.Errorf("%+v, %v; want %v and %v", p, err, until, held)
		}
	}
	expect(time.Time{}, time.Time{})
	first := time.Date(2025, 3, 1, 23, 59, 59, 0, time.FixedZone("", 9*3600))
	hold := func(until time.Time) {
		t.Helper()
		if err := s.Hold(k, until); err != nil {
			t.Fatal(err)
		}
	}
	hold(first)
	expect(time.Time{}, first) // killed here: as if it never was
	hold(first.Add(time.Hour))
	if err := s.Confirm(k); err != nil {
		t.Fatal(err)
	}
	expect(first.Add(time.Hour), time.Time{})
	hold(first.Add(2 * time.Hour))
	expect(first.Add(time.Hour), first.Add(2*time.Hour))
	info, err := os.Stat(s.Path(k))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := s.Confirm(k); err != nil {
		t.Fatal(err)
	}
	if err := s.Confirm(k); err == nil {
		t.Error("nothing was held, and it was confirmed")
	}
}

// Any difference is another command, or about other data.
func TestEachKeyHasACursorOfItsOwn(t *testing.T) {
	s := cursor.Store{Dir: t.TempDir()}
	if err := s.Hold(aKey(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := s.Confirm(aKey()); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*cursor.Key){
		"profile":  func(k *cursor.Key) { k.Profile = "osaka" },
		"vendor":   func(k *cursor.Key) { k.Vendor = "nipoplus" },
		"host":     func(k *cursor.Key) { k.Host = "http://127.0.0.1:8787/akashi/api/cooperation" },
		"account":  func(k *cursor.Key) { k.Account = "sample02" },
		"command":  func(k *cursor.Key) { k.Command, k.Args = "akashi stamps", []string{"pull", "--all=true"} },
		"no args":  func(k *cursor.Key) { k.Args = nil },
		"two args": func(k *cursor.Key) { k.Args = []string{"--all=tru", "e"} },
	} {
		k := aKey()
		change(&k)
		if p, err := s.Load(k); err != nil || !p.Until.IsZero() || k.Name() == aKey().Name() {
			t.Errorf("another %s: %+v, %v", name, p, err)
		}
	}
}

func TestDamageIsSaid(t *testing.T) {
	s, k := cursor.Store{Dir: t.TempDir()}, aKey()
	for name, text := range map[string]string{
		"empty":         "",
		"cut":           `{"profile":"default","command":"akashi st`,
		"no time":       `{"profile":"default","command":"akashi stamps pull"}`,
		"another's":     `{"profile":"osaka","command":"akashi stamps pull","until":"2025-03-01T00:00:00+09:00"}`,
		"not a time":    `{"profile":"default","command":"akashi stamps pull","until":"yesterday"}`,
		"not an object": `[]`,
	} {
		if err := os.WriteFile(s.Path(k), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(k); err == nil || !strings.Contains(fault.HintOf(err).String(), "begin anew on a day") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHoldSaysWhyItCannot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (cursor.Store{Dir: file}).Hold(cursor.Key{Command: "x"}, time.Now()); err == nil {
		t.Error("a file taken for a folder")
	}
}

// A cursor of before has neither account nor address, and another name.
func TestACursorThatIsNobodysIsFound(t *testing.T) {
	s, k := cursor.Store{Dir: t.TempDir()}, aKey()
	if _, _, ok := s.Unowned(k); ok {
		t.Error("found where nothing is")
	}
	path := filepath.Join(s.Dir, "akashi-stamps-pull-387a6cf2ab15.json")
	for profile, want := range map[string]bool{"default": true, "osaka": false} {
		text := `{"profile":"` + profile + `","command":"akashi stamps pull","args":["--all=true"],"until":"2025-03-06T23:59:59+09:00"}`
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, until, ok := s.Unowned(k); ok != want || ok && (got != path || until.Day() != 6) {
			t.Errorf("%s: %q, %v, %v", profile, got, until, ok)
		}
	}
}

func TestAFingerprintDoesNotTellTheSecret(t *testing.T) {
	a, b := cursor.Fingerprint("secret-a"), cursor.Fingerprint("secret-b")
	if a == b || a != cursor.Fingerprint("secret-a") || strings.Contains(a, "secret") || len(a) != len("sha256:")+12 {
		t.Errorf("%s, %s", a, b)
	}
}
