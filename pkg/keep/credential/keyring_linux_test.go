package credential_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
)

// A bus is tried from another process: the D-Bus library reads the environment of its own, and keeps one
// connection for all.

func TestNoBusLaunchesNone(t *testing.T) {
	// A dbus-launch that tells on whoever starts it.
	dir := t.TempDir()
	started := filepath.Join(dir, "started")
	write(t, filepath.Join(dir, "dbus-launch"), []byte("#!/bin/sh\n: >"+started+"\n"), 0o700)
	t.Setenv("PATH", dir)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	guard := func() error { return credential.CheckBus("linux", os.Getenv, t.TempDir()) }
	_, err := credential.NewKeyring(credential.KeyringOptions{}, credential.SystemKeyring, guard).Get(t.Context(), acct)
	if !errors.Is(err, credential.ErrUnavailable) || !strings.Contains(err.Error(), "cron") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(started); err == nil {
		t.Error("dbus-launch was run")
	}
}

func TestBusThatIsNotThere(t *testing.T) {
	address := "DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(t.TempDir(), "none")
	got := run(t, []string{address}, "keyring", "10s")
	if !strings.HasPrefix(got, "unavailable 3 the keyring cannot be used: dial unix ") {
		t.Errorf("got %s", got)
	}
}

func TestBusThatHangs(t *testing.T) {
	// The socket takes connections and says nothing.
	path := filepath.Join(t.TempDir(), "bus")
	listener, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	start := time.Now()
	got := run(t, []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + path}, "keyring", "50ms")
	if !strings.HasPrefix(got, "timeout 3 the keyring did not answer within 50ms") {
		t.Errorf("got %s", got)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("waited %s", waited)
	}
}
