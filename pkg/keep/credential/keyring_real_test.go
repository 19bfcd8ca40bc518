package credential_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/vendors"
)

// TestRealKeyring uses the keyring of the session, so it runs only where that is known to be a
// throw-away one: .ci/with-keyring go test ./pkg/keep/credential/
func TestRealKeyring(t *testing.T) {
	if os.Getenv("GENBA_TEST_KEYRING") != "1" {
		t.Skip("needs a throw-away keyring: run it by .ci/with-keyring")
	}
	t.Run("keeps secrets", keepsSecrets)
	t.Run("behind the resolver", behindTheResolver)
	t.Run("in other states", inOtherStates)
}

func realKeyring(t *testing.T) credential.Store {
	return credential.OpenKeyring(credential.KeyringOptions{Getenv: os.Getenv, LockDir: t.TempDir()})
}

func keepsSecrets(t *testing.T) {
	const account = "default/nipoplus/api_key"
	s := realKeyring(t)
	if _, err := s.Get(t.Context(), account); !errors.Is(err, credential.ErrNotFound) {
		t.Fatalf("before: %v", err)
	}
	for _, value := range []string{"hunter22", "秘密 <&> \"'", strings.Repeat("k", 200), strings.Repeat("x", 6000), strings.Repeat("東京", 2500), "short"} {
		if err := s.Set(t.Context(), account, value); err != nil {
			t.Fatal(err)
		}
		if got, err := realKeyring(t).Get(t.Context(), account); err != nil || got != value {
			t.Fatalf("%d bytes come back as %d bytes, %v", len(value), len(got), err)
		}
	}

	// What the system's own program sees is the value, under names an operator can guess.
	out, err := exec.Command("secret-tool", "lookup", "service", "genba", "username", account).Output()
	if err != nil || string(out) != "short" {
		t.Errorf("secret-tool finds %q, %v", out, err)
	}
	if err := s.Delete(t.Context(), account); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{account, account + "#a.0", account + "#b.0"} {
		if _, err := keyring.Get("genba", left); !errors.Is(err, keyring.ErrNotFound) {
			t.Errorf("%s is left: %v", left, err)
		}
	}
	if err := s.Delete(t.Context(), account); !errors.Is(err, credential.ErrNotFound) {
		t.Errorf("Delete again: %v", err)
	}
}

func behindTheResolver(t *testing.T) {
	akashi, _ := vendors.Lookup("akashi")
	d := newDesk(t)
	d.store = realKeyring(t)
	if err := d.resolver().Save(t.Context(), akashi, "token", "hunter22\n"); err != nil {
		t.Fatal(err)
	}
	got, err := d.secret(t, akashi, "token")
	if want := (credential.Secret{Value: "hunter22", Source: credential.At("keyring"), Writable: true}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if existed, err := d.resolver().Forget(t.Context(), akashi, "token"); !existed || err != nil {
		t.Errorf("Forget: %v, %v", existed, err)
	}
	if status, err := d.resolver().Describe(t.Context()); err != nil || status.Name.String() != "keyring" {
		t.Errorf("Describe: %+v, %v", status, err)
	}
}

// inOtherStates gives each state a session of its own, which ends with it.
func inOtherStates(t *testing.T) {
	withKeyring := filepath.Join("..", "..", "..", ".ci", "with-keyring")
	const lockIt = `dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets ` +
		`org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null; exec "$@"`
	get := program("keyring", "10s")
	playing := func(state string, part ...string) []string {
		if part == nil {
			part = get
		}
		return append([]string{"dbus-run-session", "--config-file=" + bareBus(t), "--"}, program("service", append([]string{state}, part[2:]...)...)...)
	}
	// gnome-keyring as it is before the first login to a desktop: with a keyring for the session and no other.
	const neverUnlocked = `mkdir -m 700 "$0/run" "$0/data"; export XDG_RUNTIME_DIR="$0/run" XDG_DATA_HOME="$0/data" DISPLAY= WAYLAND_DISPLAY=
		gnome-keyring-daemon --start --components=secrets >/dev/null
		until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q "boolean true"; do sleep 0.1; done
		exec "$@"`
	for name, c := range map[string]struct {
		command []string
		want    string
	}{
		"open":                  {append([]string{withKeyring}, get...), "absent "},
		"locked":                {append([]string{withKeyring, "sh", "-eu", "-c", lockIt, "sh"}, get...), "locked 3 the keyring is locked"},
		"none yet":              {append([]string{"dbus-run-session", "--config-file=" + bareBus(t), "--", "sh", "-eu", "-c", neverUnlocked, t.TempDir()}, get...), "none 3 no keyring exists yet for this user"},
		"played, nothing shown": {playing("nothing shown"), "not exposed 3 no keyring exists for genba: KeePassXC shows other programs none"},
		"played, no keyring":    {playing("no keyring"), "none 3 no keyring exists yet for this user"},
		"played, locked":        {playing("locked"), "locked 3 the keyring is locked, and nobody unlocked it"},
		"played, no wallet":     {playing("no wallet"), "none 3 no keyring exists yet for this user"},
		"played, switched off":  {playing("switched off"), "unavailable 3 the keyring cannot be used: The name org.freedesktop.secrets"},
		"played, elsewhere":     {playing("elsewhere", program("secret")...), "3 no token for akashi (profile default)\nKeePassXC has it in the database \"其の他\", and shows genba the one in front"},
		"played, off and asked": {playing("switched off", program("secret")...), "3 cannot read token of akashi (profile default): the keyring cannot be used: The name org.freedesktop.secrets was not provided by any .service files\nKeePassXC is running: switch on"},
		"played, denied":        {playing("denied"), "denied 3 the keyring did not let genba in: a question of KeePassXC was answered with no"},
		"no service":            {append([]string{"dbus-run-session", "--config-file=" + bareBus(t), "--"}, get...), "unavailable 3 the keyring cannot be used: The name org.freedesktop.secrets was not provided"},
	} {
		out, err := exec.Command(c.command[0], c.command[1:]...).Output()
		if err != nil || !strings.HasPrefix(string(out), c.want) {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
}

// bareBus configures a session bus that starts no services.
func bareBus(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bus.conf")
	write(t, path, []byte(`<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=`+os.TempDir()+`</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`), 0o600)
	return path
}
