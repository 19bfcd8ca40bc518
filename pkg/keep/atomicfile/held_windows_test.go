package atomicfile_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// TestHolder is no test: it is the program that keeps a file open for itself, as Excel does, until its stdin ends.
func TestHolder(t *testing.T) {
	path := os.Getenv("GENBA_TEST_HOLD")
	if path == "" {
		return
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	handle, err := windows.CreateFile(name, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(handle) }()
	_, _ = os.Stdout.WriteString("held\n")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// hold starts the program, and returns when it has the file; release ends it.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	holder := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHolder$")
	holder.Env = append(os.Environ(), "GENBA_TEST_HOLD="+path)
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(output).ReadString('\n'); strings.TrimSpace(line) != "held" {
		t.Fatalf("the holder said %q, %v", line, err)
	}
	return func() {
		_ = input.Close()
		_ = holder.Wait()
	}
}

func old(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "勤怠.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func text(t *testing.T, path string) string {
	t.Helper()
	content, err := atomicfile.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// A virus scanner looks at a file for a moment, and a finished file waits for it.
func TestAFileHeldForAMomentIsReplaced(t *testing.T) {
	path := old(t)
	f := create(t, path)
	write(t, f, "new")
	release := hold(t, path)
	time.AfterFunc(300*time.Millisecond, release)
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := text(t, path); got != "new" {
		t.Errorf("got %q", got)
	}
}

// The same file is read when it is let go.
func TestAFileHeldForAMomentIsRead(t *testing.T) {
	path := old(t)
	time.AfterFunc(300*time.Millisecond, hold(t, path))
	if got := text(t, path); got != "old" {
		t.Errorf("got %q", got)
	}
}

// Excel has a file open for hours: that is found out before anything is asked of a vendor.
func TestAFileThatStaysHeldIsRefusedAtFirst(t *testing.T) {
	path := old(t)
	defer hold(t, path)()
	f, err := atomicfile.Create(path, 0o600)
	if f != nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "is open in another program, such as Excel") {
		t.Errorf("got %v", err)
	}
}

// Opened meanwhile, it keeps its content, and what was finished stays beside it under a name that is said.
func TestAFileHeldAtTheEndKeepsBoth(t *testing.T) {
	path := old(t)
	f := create(t, path)
	write(t, f, "new")
	release := hold(t, path)
	err := f.Commit()
	release()
	beside := strings.TrimSuffix(path, ".csv") + ".new1.csv"
	if err == nil || !strings.Contains(err.Error(), `"`+beside+`"`) {
		t.Errorf("got %v", err)
	}
	if was, is := text(t, path), text(t, beside); was != "old" || is != "new" {
		t.Errorf("%q, beside it %q", was, is)
	}
}
