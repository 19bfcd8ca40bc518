package folder_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/keep/folder"
)

func TestSafe(t *testing.T) {
	for text, want := range map[string]string{
		"A0001_履歴書.pdf":     "A0001_履歴書.pdf",
		"A 1.jpg":           "A 1.jpg",
		"../../etc/passwd":  "___.._etc_passwd",
		`..\..\evil.exe`:    "___.._evil.exe",
		"/etc/passwd":       "_etc_passwd",
		`C:\boot.ini`:       "C__boot.ini",
		".ssh":              "_ssh",
		"..":                "__",
		"":                  "_",
		"a\x00b\nc\x7f.txt": "a_b_c_.txt",
		"gpj.\u202Efdp.exe": "gpj._fdp.exe",
		"CON":               "_",
		"nul.txt":           "_.txt",
		"Com1.tar.gz":       "_.tar.gz",
		"console.txt":       "console.txt",
		"name. .":           "name___",
		"か\u3099.txt":       "が.txt",
		"大\ufa10.txt":       "大\ufa10.txt", // 塚 as this person writes it; NFC would make it U+585A
		"a\xff.txt":         "a_.txt",
	} {
		if got := folder.Safe(text); got != want {
			t.Errorf("Safe(%q) = %q, want %q", text, got, want)
		}
	}
	long := folder.Safe(strings.Repeat("履", 200) + ".pdf")
	if len(long) > 200 || !strings.HasSuffix(long, "履.pdf") || !utf8.ValidString(long) {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

var changed = time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string) *folder.Folder {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func save(t *testing.T, p folder.Place, content string) {
	t.Helper()
	if err := p.Save(strings.NewReader(content), changed); err != nil {
		t.Fatal(err)
	}
}

func TestWhatChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "faces")
	p := open(t, dir).Place("a.jpg")
	if p.Has(changed) {
		t.Error("has what was never saved")
	}
	save(t, p, "1")
	if !open(t, dir).Place("a.jpg").Has(changed) {
		t.Error("is fetched again")
	}
	if p.Has(changed.Add(time.Second)) || p.Has(time.Time{}) {
		t.Error("a change is missed")
	}
	cut := errors.New("cut")
	if err := p.Save(io.MultiReader(strings.NewReader("2"), iotest.ErrReader(cut)), changed.Add(time.Second)); !errors.Is(err, cut) {
		t.Error(err)
	}
	if text, err := os.ReadFile(p.Path); string(text) != "1" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// Files of one name get a number each, and are fetched always: which is which is not certain the next time.
func TestFilesOfOneName(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	for i, want := range []string{"a.jpg", "A_2.JPG", "a_3.jpg"} {
		name := []string{"a.jpg", "A.JPG", "a.jpg"}[i]
		p := f.Place(name)
		if p.Path != filepath.Join(dir, want) {
			t.Errorf("%s is at %s", name, p.Path)
		}
		save(t, p, name)
	}
	if open(t, dir).Place("a.jpg").Has(changed) {
		t.Error("one of several of the name is not fetched")
	}
	if p := f.Place("a_2.jpg"); p.Path == filepath.Join(dir, "a_2.jpg") {
		t.Error("a name was given out twice")
	}
	f.Place("大\ufa10.jpg")
	if p := f.Place("大\u585a.jpg"); p.Path != filepath.Join(dir, "大\u585a_2.jpg") {
		t.Errorf("two names that macOS takes for one: %s", p.Path)
	}
}

// A link that somebody put into the folder leads nowhere.
func TestALinkInThePlace(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "outside.txt")
	if err := os.WriteFile(outside, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "a.jpg")); err != nil {
		t.Fatal(err)
	}
	p := open(t, dir).Place("a.jpg")
	if err := p.Save(strings.NewReader("theirs"), changed); err == nil || p.Has(changed) {
		t.Error("was written through")
	}
	if text, _ := os.ReadFile(outside); string(text) != "mine" {
		t.Errorf("%q", text)
	}
}
