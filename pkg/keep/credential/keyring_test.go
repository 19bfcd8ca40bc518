package credential_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// answering is a keyring that always gives the same answer.
type answering struct{ err error }

func (a answering) Get(string, string) (string, error) { return "", a.err }
func (a answering) Set(string, string, string) error   { return a.err }
func (a answering) Delete(string, string) error        { return a.err }

// silent is a keyring that never answers.
type silent struct{ answering }

func (silent) Get(string, string) (string, error) { select {} }

func noGuard() error { return nil }

func TestKeyringErrorsAreToldApart(t *testing.T) {
	noBus := errors.New("no bus")
	for name, c := range map[string]struct {
		backend credential.Backend
		guard   func() error
		is      error
		message string
		hint    string
	}{
		"no bus":     {answering{}, func() error { return noBus }, credential.ErrUnavailable, "the keyring cannot be used: no bus", "do without it"},
		"no service": {answering{errors.New("The name org.freedesktop.secrets was not provided by any .service files")}, noGuard, credential.ErrUnavailable, "the keyring cannot be used: The name org.freedesktop.secrets", "do without it"},
		"platform":   {answering{keyring.ErrUnsupportedPlatform}, noGuard, credential.ErrUnavailable, "unsupported platform", "do without it"},
		"locked":     {answering{errors.New("failed to unlock correct collection '/org/freedesktop/secrets/collection/login'")}, noGuard, credential.ErrLocked, "the keyring is locked", "unlock the keyring, or do without it"},
		"silence":    {silent{}, noGuard, credential.ErrTimeout, "the keyring did not answer within 20ms", "unlock the keyring, or do without it"},
	} {
		t.Run(name, func(t *testing.T) {
			s := credential.NewKeyring(credential.KeyringOptions{Timeout: 20 * time.Millisecond}, c.backend, c.guard)
			_, err := s.Get(t.Context(), acct)
			if !errors.Is(err, c.is) || fault.ExitCode(err) != 3 || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got %v (exit %d)", err, fault.ExitCode(err))
			}
			hint := fault.HintOf(err).String()
			for _, way := range []string{c.hint, "GENBA_<VENDOR>_<SECRET>_FILE", "credential_command", "genba auth store init"} {
				if !strings.Contains(hint, way) {
					t.Errorf("the hint does not name %q: %s", way, hint)
				}
			}
		})
	}
}

func TestSilentKeyringIsWaitedForOnce(t *testing.T) {
	s := credential.NewKeyring(credential.KeyringOptions{Timeout: 20 * time.Millisecond}, silent{}, noGuard)
	err := s.Set(t.Context(), acct, "x")
	if !errors.Is(err, credential.ErrTimeout) || !strings.Contains(err.Error(), "whether the value was stored is not known") {
		t.Errorf("Set: %v", err)
	}
	start := time.Now()
	for range 100 {
		if _, err := s.Get(t.Context(), acct); !errors.Is(err, credential.ErrTimeout) {
			t.Fatal(err)
		}
	}
	if waited := time.Since(start); waited > time.Second {
		t.Errorf("100 more uses took %s", waited)
	}
}

func TestInterruptEndsTheWait(t *testing.T) {
	s := credential.NewKeyring(credential.KeyringOptions{Timeout: time.Hour}, silent{}, noGuard)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Get(ctx, acct); fault.ExitCode(err) != 130 {
		t.Errorf("got %v (exit %d)", err, fault.ExitCode(err))
	}
}

func TestPersonIsTold(t *testing.T) {
	told := make(chan struct{})
	o := credential.KeyringOptions{Interactive: true, Timeout: time.Second, Waiting: func() { close(told) }}
	s := credential.NewKeyring(o, silent{}, noGuard)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-told; cancel() }()
	if _, err := s.Get(ctx, acct); fault.ExitCode(err) != 130 {
		t.Errorf("got %v", err)
	}
}

func TestCheckBus(t *testing.T) {
	getenv := func(address string) credential.Getenv {
		return func(name string) string { return map[string]string{"DBUS_SESSION_BUS_ADDRESS": address}[name] }
	}
	dir := func(file, text string) string {
		dir := t.TempDir()
		write(t, filepath.Join(dir, file), []byte(text), 0o600)
		return dir
	}
	for name, c := range map[string]struct {
		goos, address, dir string
		ok                 bool
	}{
		"an address":                   {"linux", "unix:path=/x", t.TempDir(), true},
		"nothing":                      {"linux", "", t.TempDir(), false},
		"an address that launches one": {"linux", "autolaunch:", t.TempDir(), false},
		"the same for Windows":         {"linux", "autolaunch:scope=*user", t.TempDir(), false},
		"the user's bus":               {"linux", "", dir("bus", ""), true},
		"the user's bus by name":       {"linux", "autolaunch:", dir("dbus-session", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x\n"), true},
		"a file that names none":       {"linux", "", dir("dbus-session", "x\n"), false},
		"Windows needs none":           {"windows", "", "", true},
		"macOS needs none":             {"darwin", "", "", true},
	} {
		if err := credential.CheckBus(c.goos, getenv(c.address), c.dir); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
