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
			for _, way := range []string{c.hint, "GENBA_<VENDOR>_<SECRET>_FILE", "credential_command", "secret_store: file"} {
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

// KWallet has an error of its own where no wallet exists; a program whose Secret Service is switched off is not on the bus as one.
func TestOtherErrorsAreLookedAt(t *testing.T) {
	alias := errors.New("Alias default does not exist")
	noService := errors.New("The name org.freedesktop.secrets was not provided by any .service files")
	for name, c := range map[string]struct {
		cause   error
		seen    credential.Seen
		is      error
		message string
		hint    string
	}{
		"no wallet":      {alias, credential.Seen{Program: "KWallet"}, credential.ErrNone, "no keyring exists yet for this user", "KWalletManager"},
		"KWallet off":    {noService, credential.Seen{Silent: "KWallet"}, credential.ErrUnavailable, "was not provided by any .service files", "KWallet is running: switch on System Settings, KDE Wallet"},
		"KeePassXC off":  {noService, credential.Seen{Silent: "KeePassXC"}, credential.ErrUnavailable, "was not provided by any .service files", "KeePassXC is running: switch on its Settings"},
		"something else": {alias, credential.Seen{Keyrings: 1, Exists: true}, credential.ErrUnavailable, "the keyring cannot be used: Alias", "do without it"},
	} {
		_, err := credential.NewSeenKeyring(credential.KeyringOptions{}, answering{c.cause}, c.seen).Get(t.Context(), acct)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.message) || !strings.Contains(fault.HintOf(err).String(), c.hint) {
			t.Errorf("%s: got %v\n%s", name, err, fault.HintOf(err))
		}
	}
}

// What is waited for in a window is named where the service says it.
func TestSilenceIsLookedAt(t *testing.T) {
	for name, c := range map[string]struct {
		seen credential.Seen
		want string
	}{
		"its password":    {credential.Seen{Program: "KWallet", Keyrings: 1, Exists: true, Locked: true}, "the keyring is locked, and nobody gave its password within 20ms; whether the value was stored is not known"},
		"a click":         {credential.Seen{Program: "KeePassXC", Keyrings: 1, Exists: true}, "KeePassXC asks in a window, and nobody answered within 20ms; whether the value was stored is not known"},
		"nobody can tell": {credential.Seen{Program: "GNOME Keyring", Keyrings: 1, Exists: true}, "the keyring did not answer within 20ms: it hangs, or it waits in a window for its password or a click; whether the value was stored is not known"},
	} {
		err := credential.NewSeenKeyring(credential.KeyringOptions{Timeout: 20 * time.Millisecond}, silent{}, c.seen).Set(t.Context(), acct, "x")
		if !errors.Is(err, credential.ErrTimeout) || err.Error() != c.want {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A secret in another keyring than the one in use is not missing without a word.
func TestFoundElsewhere(t *testing.T) {
	akashi := lookup(t, "akashi")
	for name, c := range map[string]struct {
		seen credential.Seen
		want string
	}{
		"a database behind": {credential.Seen{Program: "KeePassXC", Keyrings: 2, Exists: true, Holder: "work"}, "KeePassXC has it in the database \"work\", and shows genba the one in front: bring that one to the front\na login to akashi"},
		"not the default":   {credential.Seen{Keyrings: 2, Exists: true, Holder: "old"}, "the keyring \"old\" has it, which is not the default one\na login to akashi"},
		"nowhere":           {credential.Seen{Keyrings: 2, Exists: true}, "a login to akashi"},
	} {
		d := newDesk(t)
		d.store = credential.NewSeenKeyring(credential.KeyringOptions{}, answering{keyring.ErrNotFound}, c.seen)
		_, err := d.resolver().Secret(t.Context(), akashi, "token")
		if hint := fault.HintOf(err).String(); !errors.Is(err, credential.ErrNotFound) || !strings.HasPrefix(hint, c.want) {
			t.Errorf("%s: got %v\n%s", name, err, hint)
		}
	}
}

// What is kept beside a secret has no variable.
func TestHintNamesNoVariableThatIsNone(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	d.store = credential.NewSeenKeyring(credential.KeyringOptions{}, answering{errors.New("failed to unlock x")}, credential.Seen{Keyrings: 1, Exists: true, Locked: true})
	_, err := d.resolver().Meta(t.Context(), akashi, "token_expires_at")
	if hint := fault.HintOf(err).String(); strings.Contains(hint, "EXPIRES") || !strings.Contains(hint, "GENBA_<VENDOR>_<SECRET>_FILE") {
		t.Errorf("got %v\n%s", err, hint)
	}
}

// go-keyring says the same of a keyring that does not exist, one that is not shown, one that is locked, and a click on no.
func TestWhatKeptTheKeyringShut(t *testing.T) {
	shut := errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'")
	for name, c := range map[string]struct {
		seen    credential.Seen
		is      error
		message string
		hint    string
	}{
		"no keyring":             {credential.Seen{Keyrings: 1}, credential.ErrNone, "no keyring exists yet for this user", "make one: log in to the desktop once"},
		"no keyring, KWallet":    {credential.Seen{Program: "KWallet"}, credential.ErrNone, "no keyring exists yet for this user", "KWalletManager"},
		"nothing shown":          {credential.Seen{Program: "KeePassXC"}, credential.ErrNotExposed, "no keyring exists for genba: KeePassXC shows other programs none", "open the database"},
		"not the default":        {credential.Seen{Program: "KeePassXC", Keyrings: 1}, credential.ErrNotExposed, "KeePassXC shows other programs none", "a click in every new process"},
		"nothing shown at all":   {credential.Seen{}, credential.ErrNotExposed, "its program shows other programs none", "Secret Service Integration"},
		"locked":                 {credential.Seen{Keyrings: 2, Exists: true, Locked: true}, credential.ErrLocked, "the keyring is locked", "unlock the keyring, or do without it"},
		"a click on no":          {credential.Seen{Program: "KeePassXC", Keyrings: 1, Exists: true}, credential.ErrDenied, "a question of KeePassXC was answered with no, or was closed", "a click in every new process"},
		"no, in another program": {credential.Seen{Keyrings: 1, Exists: true}, credential.ErrDenied, "a question of its program was answered with no", "run the command again and allow it"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := credential.NewSeenKeyring(credential.KeyringOptions{}, answering{shut}, c.seen).Get(t.Context(), acct)
			hint := fault.HintOf(err).String()
			if !errors.Is(err, c.is) || fault.ExitCode(err) != 3 || !strings.Contains(err.Error(), c.message) || !strings.Contains(hint, c.hint) {
				t.Errorf("got %v (exit %d)\n%s", err, fault.ExitCode(err), hint)
			}
			if !strings.Contains(hint, "GENBA_<VENDOR>_<SECRET>_FILE") {
				t.Errorf("no way out is named: %s", hint)
			}
			for _, other := range []error{credential.ErrNone, credential.ErrNotExposed, credential.ErrLocked, credential.ErrDenied, credential.ErrUnavailable} {
				if !errors.Is(other, c.is) && errors.Is(err, other) {
					t.Errorf("it is taken for %v, too", other)
				}
			}
		})
	}
}
