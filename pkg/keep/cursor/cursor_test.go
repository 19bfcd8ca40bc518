package cursor_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/cursor"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestSaveAndLoad(t *testing.T) {
	s := cursor.Store{Dir: filepath.Join(t.TempDir(), "not", "there")}
	k := cursor.Key{Profile: "default", Command: "akashi stamps pull", Args: []string{"--all=true"}}
	if _, ok, err := s.Load(k); ok || err != nil {
		t.Fatalf("before any run: %v, %v", ok, err)
	}
	until := time.Date(2025, 3, 1, 23, 59, 59, 0, time.FixedZone("", 9*3600))
	if err := s.Save(k, until); err != nil {
		t.Fatal(err)
	}
	got, ok, err := s.Load(k)
	if err != nil || !ok || !got.Equal(until) {
		t.Fatalf("%v, %v, %v; want %v", got, ok, err, until)
	}
	// Any difference is another command.
	for _, other := range []cursor.Key{
		{Profile: "osaka", Command: k.Command, Args: k.Args},
		{Profile: k.Profile, Command: "akashi stamps", Args: append([]string{"pull"}, k.Args...)},
		{Profile: k.Profile, Command: k.Command},
		{Profile: k.Profile, Command: k.Command, Args: []string{"--all=tru", "e"}},
	} {
		if _, ok, err := s.Load(other); ok || err != nil {
			t.Errorf("%v has a cursor: %v, %v", other, ok, err)
		}
	}
	info, err := os.Stat(s.Path(k))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestDamageIsSaid(t *testing.T) {
	s := cursor.Store{Dir: t.TempDir()}
	k := cursor.Key{Profile: "default", Command: "akashi stamps pull"}
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
		if _, ok, err := s.Load(k); ok || err == nil || !strings.Contains(fault.HintOf(err).String(), "--since DAY") {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
}

func TestSaveSaysWhyItCannot(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (cursor.Store{Dir: file}).Save(cursor.Key{Command: "x"}, time.Now()); err == nil {
		t.Error("a file taken for a folder")
	}
}
