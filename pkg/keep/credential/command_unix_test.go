//go:build unix

package credential_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// held returns a pipe that a helper's child will open. begun ends when it has, and ended when nobody holds it any more.
func held(t *testing.T) (path string, begun, ended chan error) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	begun, ended = make(chan error, 1), make(chan error, 1)
	go func() {
		f, err := os.Open(path)
		if err == nil {
			_, err = f.Read(make([]byte, 1))
		}
		begun <- err
		if err == nil {
			_, err = io.Copy(io.Discard, f)
			_ = f.Close()
		}
		ended <- err
	}()
	return path, begun, ended
}

func await(t *testing.T, what string, c chan error) {
	t.Helper()
	select {
	case err := <-c:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(30 * time.Second):
		t.Fatalf("%s did not come within 30 s", what)
	}
}

// A program that takes too long must not leave its children behind: cron would gather them day by day.
func TestCredentialCommandEndsWithItsChildren(t *testing.T) {
	path, begun, ended := held(t)
	d := newDesk(t)
	d.command = program("brood", path)
	d.timeout = 3 * time.Second
	_, err := d.secret(t, lookup(t, "akashi"), "token")
	if err == nil || !strings.Contains(err.Error(), " did not end within 3s") {
		t.Fatalf("got %v", err)
	}
	await(t, "the child", begun)
	await(t, "the child's end", ended)
}

// With a terminal the program stays in our process group, and its children are found one by one.
func TestDescendants(t *testing.T) {
	path, begun, ended := held(t)
	argv := program("brood", path)
	cmd := exec.Command(argv[0], argv[1:]...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	await(t, "the child", begun)
	below := credential.Descendants(cmd.Process.Pid)
	if len(below) != 1 {
		t.Fatalf("got %d processes, want 1", len(below))
	}
	if err := syscall.Kill(below[0], syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	await(t, "the child's end", ended)
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Error(err)
	}
	if got := credential.Descendants(cmd.Process.Pid); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}
