package intake_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "staffs.csv")
	if err := os.WriteFile(path, []byte("from the file"), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin := strings.NewReader("from stdin")
	for name, want := range map[string]string{path: "from the file", "-": "from stdin"} {
		f, err := intake.Open(name, stdin)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(f); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err := f.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "staffs.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, message string }{
		{"", "is empty"},
		{dir, "is a folder"},
		{filepath.Join(dir, "staff.csv"), `does not exist (did you mean "staffs.csv"?)`},
		{filepath.Join(dir, "other.json"), `other.json" does not exist`},
		{filepath.Join(dir, "missing", "a.csv"), "does not exist"},
		{filepath.Join(dir, "staffs.csv", "a.csv"), "a.csv"},
	} {
		f, err := intake.Open(c.path, nil)
		if f != nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%q: %v", c.path, err)
		}
	}
	_, err := intake.Open(filepath.Join(dir, "\x00"), nil)
	var p *fs.PathError
	if fault.KindOf(err) != fault.Usage || errors.As(err, &p) { // the path is in the message once
		t.Errorf("got %v", err)
	}
}
