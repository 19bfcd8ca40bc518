package atomicfile_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func create(t *testing.T, path string) *atomicfile.File {
	t.Helper()
	f, err := atomicfile.Create(path, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func write(t *testing.T, f *atomicfile.File, text string) {
	t.Helper()
	if n, err := f.Write([]byte(text)); err != nil || n != len(text) {
		t.Fatalf("wrote %d bytes, %v", n, err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// expectFiles checks what is in a folder, hidden files too.
func expectFiles(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

func TestCommit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "勤怠.csv")
	for _, content := range []string{"first\n", "second, longer\n", ""} {
		f := create(t, path)
		write(t, f, content)
		if err := f.Commit(); err != nil {
			t.Fatal(err)
		}
		if got := read(t, path); got != content {
			t.Errorf("got %q, want %q", got, content)
		}
		expectFiles(t, dir, "勤怠.csv")
	}
}

func TestNothingIsThereBeforeCommit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	f := create(t, path)
	write(t, f, "half")
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there already: %v", err)
	}
	temp, err := filepath.Glob(filepath.Join(dir, ".a.csv.*.tmp"))
	if err != nil || len(temp) != 1 {
		t.Errorf("temporary files: %q, %v", temp, err)
	}
	if err := f.Abort(); err != nil {
		t.Fatal(err)
	}
	expectFiles(t, dir)
}

func TestAbortAndACrashLeaveTheOldContent(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(path, []byte("old\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	crashed := create(t, path) // neither committed nor aborted, as when the process dies
	write(t, crashed, "new, cut")
	aborted := create(t, path)
	write(t, aborted, "new, given up")
	if err := aborted.Abort(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "old\n" {
		t.Errorf("got %q", got)
	}
	next := create(t, path) // what the crash left is not in the way
	write(t, next, "new\n")
	if err := next.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "new\n" {
		t.Errorf("got %q", got)
	}
	if err := crashed.Abort(); err != nil {
		t.Fatal(err)
	}
	expectFiles(t, dir, "a.csv")
}

func TestAfterTheEnd(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	committed := create(t, path)
	write(t, committed, "kept")
	if err := committed.Commit(); err != nil {
		t.Fatal(err)
	}
	aborted := create(t, filepath.Join(dir, "b.csv"))
	if err := aborted.Abort(); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]*atomicfile.File{"committed": committed, "aborted": aborted} {
		if err := f.Abort(); err != nil {
			t.Errorf("%s: Abort: %v", name, err)
		}
		if _, err := f.Write([]byte("x")); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: Write: %v", name, err)
		}
		if err := f.Commit(); !errors.Is(err, os.ErrClosed) {
			t.Errorf("%s: Commit: %v", name, err)
		}
	}
	expectFiles(t, dir, "a.csv")
}

func TestALongJapaneseNameFits(t *testing.T) {
	dir := t.TempDir()
	name := strings.Repeat("勤", 83) + ".csv" // 253 bytes of the 255 that a name may have
	f := create(t, filepath.Join(dir, name))
	write(t, f, "x")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	expectFiles(t, dir, name)
}

func TestAFailedReplaceLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	f := create(t, path)
	write(t, f, "x")
	if err := os.Mkdir(path, 0o755); err != nil { // somebody was faster
		t.Fatal(err)
	}
	err := f.Commit()
	if err == nil || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), ".tmp") {
		t.Errorf("got %v", err)
	}
	expectFiles(t, dir, "a.csv")
}

// Whoever opens the file while it is replaced sees one content or the other.
func TestAReaderSeesOldOrNew(t *testing.T) {
	if !replacesOpenFiles(t) {
		t.Skip("whoever reads without a pause keeps a file from being replaced here")
	}
	path := filepath.Join(t.TempDir(), "a.csv")
	content := [][]byte{bytes.Repeat([]byte("old\n"), 5000), bytes.Repeat([]byte("new one\n"), 7000)}
	if err := os.WriteFile(path, content[0], 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		defer close(done)
		for i := range 20 {
			f, err := atomicfile.Create(path, 0o600)
			if err != nil {
				done <- err
				return
			}
			for chunk := range bytes.Lines(content[1-i%2][:2000]) {
				_, _ = f.Write(chunk) // remembered by f
			}
			_, _ = f.Write(content[1-i%2][2000:])
			if err := f.Commit(); err != nil {
				done <- err
				return
			}
		}
	}()
	for {
		got, err := atomicfile.ReadFile(path)
		if err != nil || !bytes.Equal(got, content[0]) && !bytes.Equal(got, content[1]) {
			t.Errorf("%d bytes that are neither the old nor the new content, %v", len(got), err)
		}
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
}

// replacesOpenFiles reports whether the system lets a file be replaced while somebody reads it.
func replacesOpenFiles(t *testing.T) bool {
	dir := t.TempDir()
	open, other := filepath.Join(dir, "open"), filepath.Join(dir, "other")
	for _, path := range []string{open, other} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(open)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return os.Rename(other, open) == nil
}

func TestCreateRefuses(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, d := range []string{"folder", "a file"} {
		if err := os.Mkdir(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, perm := range map[string]fs.FileMode{"plain": 0o644, "protected": 0o444} {
		if err := os.WriteFile(name, []byte("old"), perm); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ path, message, hint string }{
		{"", "the name of the output file is empty", ""},
		{"folder", `"folder" is a folder`, "folder"},
		{"folder/", `"folder/" is a folder`, "folder"},
		{"new/", `"new/" is a folder`, "new"},
		{".", `"." is a folder`, ""},
		{filepath.Join("missing", "a.csv"), `the folder "missing" does not exist`, `make the folder "missing" first`},
		{filepath.Join("folder", "no", "such", "a.csv"), "does not exist", "make the folder"},
		{filepath.Join("plain", "a.csv"), `"plain" is a file, not a folder`, ""},
		{"protected", `"protected" is read-only`, "allow writing to"},
	} {
		f, err := atomicfile.Create(c.path, 0o644)
		if f != nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.message) || !strings.Contains(fault.HintOf(err).String(), c.hint) {
			t.Errorf("%q: %v, hint %q", c.path, err, fault.HintOf(err).String())
		}
	}
	expectFiles(t, dir, "a file", "folder", "plain", "protected")
}
