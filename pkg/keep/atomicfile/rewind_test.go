package atomicfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
)

func TestRewind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.csv")
	f, err := atomicfile.Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if f.Direct() {
		t.Error("a file is no device")
	}
	for _, step := range []func() error{
		func() error { _, err := f.Write([]byte("header\nrow")); return err },
		func() error { return f.Rewind(7) },
		func() error { _, err := f.Write([]byte("new\n")); return err },
		f.Commit,
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "header\nnew\n" {
		t.Errorf("%q, %v", got, err)
	}
	if err := f.Rewind(0); err == nil {
		t.Error("a file that is in its place was rewound")
	}
}

// What went to a device can't be taken back.
func TestRewindDevice(t *testing.T) {
	if os.DevNull != "/dev/null" {
		t.Skip("a device is refused here, because it is written like any file's name")
	}
	f, err := atomicfile.Create(os.DevNull, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Abort() }()
	if !f.Direct() || f.Rewind(0) == nil {
		t.Error("a device was rewound")
	}
}
