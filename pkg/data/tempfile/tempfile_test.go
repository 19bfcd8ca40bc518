package tempfile_test

import (
	"io"
	"os"
	"testing"

	"github.com/genba-cli/genba/pkg/data/tempfile"
)

// What was written is read again while the file is open, and nothing is left of it when it is closed.
func TestNothingIsLeft(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // Windows'
	f, err := tempfile.Create("genba-*.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("髙橋"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); err != nil || string(text) != "髙橋" {
		t.Errorf("read %q, %v", text, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if f.Close() == nil {
		t.Error("a second Close reports nothing")
	}
}
