package credential_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"github.com/genba-cli/genba/internal/filemode"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func TestInitIdentity(t *testing.T) {
	p := newPlace(t)
	path, created, err := credential.InitIdentity(p.getenv)
	if want := filepath.Join(p.dir, "identity.txt"); err != nil || !created || path != want {
		t.Fatalf("got %q, %v, %v; want %q", path, created, err, want)
	}
	made := read(t, path)
	keys, err := age.ParseIdentities(bytes.NewReader(made))
	if err != nil || len(keys) != 1 {
		t.Fatalf("not an identity file: %v", err)
	}
	if again, created, err := credential.InitIdentity(p.getenv); err != nil || created || again != path || !bytes.Equal(read(t, path), made) {
		t.Errorf("the second time: %q, %v, %v; it must be left alone", again, created, err)
	}

	// Made but not named: the store does not use it by itself, and says what to set.
	err = p.store().Set(t.Context(), acct, "x")
	if fault.KindOf(err) != fault.Auth || fault.HintOf(err).String() != "set GENBA_AGE_IDENTITY_FILE="+path {
		t.Errorf("got %v (%s)", err, fault.HintOf(err).String())
	}

	named := filepath.Join(t.TempDir(), "keys", "genba.txt")
	p.vars["GENBA_AGE_IDENTITY_FILE"] = named
	if path, created, err := credential.InitIdentity(p.getenv); err != nil || !created || path != named {
		t.Errorf("at a place of one's own: %q, %v, %v", path, created, err)
	}
	if info, err := os.Stat(named); err != nil || filemode.Kept(t) && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestInitIdentityRefuses(t *testing.T) {
	ready := func(t *testing.T) place {
		p := withIdentity(t)
		mustSet(t, p.store(), "hunter22")
		return p
	}
	for name, c := range map[string]struct {
		prepare func(t *testing.T, p place)
		want    string
	}{
		"a store that a new identity could not read": {func(t *testing.T, p place) {
			if err := os.Remove(p.vars["GENBA_AGE_IDENTITY_FILE"]); err != nil {
				t.Fatal(err)
			}
		}, "a new identity could not read it"},
		"an identity from a command": {func(_ *testing.T, p place) {
			delete(p.vars, "GENBA_AGE_IDENTITY_FILE")
			p.vars["GENBA_AGE_IDENTITY_COMMAND"] = "pass show genba"
		}, "GENBA_AGE_IDENTITY_COMMAND, so there is none to make"},
		"a file that is no identity": {func(t *testing.T, p place) { write(t, p.vars["GENBA_AGE_IDENTITY_FILE"], nil, 0o600) }, "gives no age identity"},
		"an identity for all to read": {func(t *testing.T, p place) {
			path := p.vars["GENBA_AGE_IDENTITY_FILE"]
			write(t, path, read(t, path), 0o644)
		}, "can be read by other users (mode 0644)"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(c.want, "(mode ") && !filemode.Kept(t) {
				t.Skip("files have no mode here")
			}
			p := ready(t)
			c.prepare(t, p)
			path, created, err := credential.InitIdentity(p.getenv)
			if err == nil || created || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, %v, %v", path, created, err)
			}
		})
	}
}

func TestIdentityFileErrors(t *testing.T) {
	key := "AGE-SECRET-KEY-1QQQQQQQ"
	for name, c := range map[string]struct {
		text string
		perm os.FileMode
		want string
		hint string
	}{
		"group":          {"", 0o640, "can be read by other users (mode 0640)", "let only this user read "},
		"others":         {"", 0o604, "can be read by other users (mode 0604)", "let only this user read "},
		"empty":          {"# nothing\n", 0o400, "gives no age identity", "AGE-SECRET-KEY-1"},
		"broken key":     {key + "\n", 0o600, "gives no age identity", "AGE-SECRET-KEY-1"},
		"encrypted":      {"age-encryption.org/v1\n-> scrypt x\n", 0o600, "is itself encrypted", "GENBA_AGE_IDENTITY_COMMAND"},
		"and armoured":   {"-----BEGIN AGE ENCRYPTED FILE-----\n", 0o600, "is itself encrypted", "GENBA_AGE_IDENTITY_COMMAND"},
		"post-quantum":   {hybrid(t), 0o600, "is not an X25519 one", "age-keygen without -pq"},
		"public key":     {"age1qqqqqqq\n", 0o600, "gives a public key of age", "AGE-SECRET-KEY-1"},
		"plugin":         {"AGE-PLUGIN-YUBIKEY-1QQQQ\n", 0o600, "gives the identity of an age plugin", "AGE-SECRET-KEY-1"},
		"OpenSSH":        {"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n", 0o600, "gives a key in PEM or OpenSSH format", "AGE-SECRET-KEY-1"},
		"UTF-16, no BOM": {spaced(key + "\n"), 0o600, "may be UTF-16 without a byte order mark", "save it as UTF-8"},
		"not there":      {"", 0, "which does not exist", "make an identity there"},
		"two variables":  {key, 0o600, "GENBA_AGE_IDENTITY_FILE=", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(c.want, "(mode ") && !filemode.Kept(t) {
				t.Skip("files have no mode here")
			}
			p := newPlace(t)
			path := filepath.Join(t.TempDir(), "identity")
			if c.perm != 0 {
				write(t, path, []byte(c.text), c.perm)
				ofAUser(t, path)
			}
			p.vars["GENBA_AGE_IDENTITY_FILE"] = path
			p.vars["GENBA_AGE_IDENTITY_COMMAND"] = "the file wins"
			err := p.store().Set(t.Context(), acct, "x")
			if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), c.want) || !strings.Contains(fault.HintOf(err).String(), c.hint) {
				t.Errorf("got %v (%s)", err, fault.HintOf(err).String())
			}
			if err != nil && strings.Contains(err.Error()+fault.HintOf(err).String(), key) {
				t.Error("the message repeats the key")
			}
		})
	}
}

func hybrid(t *testing.T) string {
	t.Helper()
	key, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	return key.String() + "\n"
}

// spaced returns a text as UTF-16 without a byte order mark.
func spaced(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		b.Write([]byte{c, 0})
	}
	return b.String()
}

// ofAUser makes sure that a file is not root's, which may be for a group.
func ofAUser(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Fatal(err)
	}
}

// Editors and shells save text in their own ways: PowerShell's > as UTF-16, Windows' editor with a byte order mark.
func TestIdentityTextAsItIsSaved(t *testing.T) {
	made := withIdentity(t)
	text := string(read(t, made.vars["GENBA_AGE_IDENTITY_FILE"]))
	mustSet(t, made.store(), "hunter22")
	sealed := read(t, filepath.Join(made.dir, "secrets.age"))
	encoded := func(e encoding.Encoding) string {
		out, err := e.NewEncoder().String(strings.ReplaceAll(text, "\n", "\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, saved := range map[string]string{
		"as made":                text,
		"UTF-8 with a BOM":       "\ufeff" + text,
		"trailing blanks":        strings.ReplaceAll(text, "\n", " \t\r\n"),
		"a full-width space":     strings.TrimSuffix(text, "\n") + "\u3000",
		"blanks in front":        "  " + strings.ReplaceAll(text, "\n", "\n\t"),
		"UTF-16LE with a BOM":    encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16BE with a BOM":    encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"empty lines in between": "\n\n" + strings.ReplaceAll(text, "\n", "\n\n"),
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			path := filepath.Join(t.TempDir(), "identity")
			write(t, path, []byte(saved), 0o600)
			if err := os.MkdirAll(p.dir, 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(p.dir, "secrets.age"), sealed, 0o600)
			p.vars["GENBA_AGE_IDENTITY_FILE"] = path
			mustGet(t, p.store(), "hunter22")
		})
	}
}

// A post-quantum identity is explained when the store is read, too: it is not that the store was made for another one.
func TestPostQuantumIdentityAtAStore(t *testing.T) {
	p := withIdentity(t)
	mustSet(t, p.store(), "hunter22")
	write(t, p.vars["GENBA_AGE_IDENTITY_FILE"], []byte(hybrid(t)), 0o600)
	if _, err := p.store().Get(t.Context(), acct); fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), "post-quantum (AGE-SECRET-KEY-PQ-1…)") {
		t.Errorf("got %v", err)
	}
}

// A group may read what was handed over by systemd or Kubernetes, and nothing else.
func TestExposedIdentity(t *testing.T) {
	for _, c := range []struct {
		mode                os.FileMode
		exposed, handedOver bool // what is expected of a user's own file, and of one that was handed over
	}{
		{0o400, false, false},
		{0o600, false, false},
		{0o440, true, false},
		{0o640, true, false},
		{0o460, true, true},
		{0o660, true, true},
		{0o450, true, true},
		{0o444, true, true},
		{0o604, true, true},
		{0o601, true, true},
	} {
		if credential.Exposed(c.mode, false) != c.exposed || credential.Exposed(c.mode, true) != c.handedOver {
			t.Errorf("mode %04o: own %v, handed over %v", c.mode, credential.Exposed(c.mode, false), credential.Exposed(c.mode, true))
		}
	}
	for _, c := range []struct {
		path, dir string
		below     bool
	}{
		{"/run/credentials/genba.service/id", "/run/credentials/genba.service", true},
		{"/run/credentials/genba.service/keys/id", "/run/credentials/genba.service/", true},
		{"/run/credentials/genba.service/../other/id", "/run/credentials/genba.service", false},
		{"/run/credentials/genba.service.d/id", "/run/credentials/genba.service", false},
		{"/run/credentials/genba.service/..id", "/run/credentials/genba.service", true},
		{"/etc/id", "", false},
	} {
		if got := credential.Below(filepath.FromSlash(c.path), filepath.FromSlash(c.dir)); got != c.below {
			t.Errorf("%s below %s: %v", c.path, c.dir, got)
		}
	}
}

// Root's file, as Kubernetes makes it for a group (fsGroup), is read; this needs root to make one.
func TestIdentityOwnedByRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	p := withIdentity(t)
	path := p.vars["GENBA_AGE_IDENTITY_FILE"]
	write(t, path, read(t, path), 0o440)
	mustSet(t, p.store(), "hunter22")
	write(t, path, read(t, path), 0o444)
	if err := p.store().Set(t.Context(), acct, "x"); err == nil {
		t.Error("a file for everybody was accepted")
	}
}

// systemd lets the service's user in by an access list, which stat shows as a mode for the group.
func TestIdentityFromTheServiceManager(t *testing.T) {
	if !filemode.Kept(t) {
		t.Skip("files have no mode here")
	}
	p := withIdentity(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "genba-identity")
	write(t, path, read(t, p.vars["GENBA_AGE_IDENTITY_FILE"]), 0o440)
	ofAUser(t, path)
	p.vars["GENBA_AGE_IDENTITY_FILE"] = path
	if err := p.store().Set(t.Context(), acct, "x"); err == nil {
		t.Error("a file for the group was accepted without a service manager")
	}
	p.vars["CREDENTIALS_DIRECTORY"] = dir
	mustSet(t, p.store(), "hunter22")
	write(t, path, read(t, path), 0o444)
	if err := p.store().Set(t.Context(), acct, "x"); err == nil {
		t.Error("a file for everybody was accepted")
	}
}

func TestIdentityCommand(t *testing.T) {
	p := withIdentity(t)
	mustSet(t, p.store(), "hunter22")
	key := string(read(t, p.vars["GENBA_AGE_IDENTITY_FILE"]))
	key = strings.TrimSpace(key[strings.LastIndex(strings.TrimSpace(key), "\n")+1:])
	delete(p.vars, "GENBA_AGE_IDENTITY_FILE")

	command := func(part string, args ...string) {
		p.vars["GENBA_AGE_IDENTITY_COMMAND"] = strings.Join(program(part, args...), "  ")
	}
	command("print", key)
	mustGet(t, p.store(), "hunter22")
	mustSet(t, p.store(), "hunter23")

	count := filepath.Join(t.TempDir(), "count")
	command("count", count, key)
	s := p.store()
	mustGet(t, s, "hunter23")
	mustSet(t, s, "hunter24")
	if got := string(read(t, count)); got != "run\n" {
		t.Errorf("the command was run more than once: %q", got)
	}

	command("fail", "no:"+key)
	_, err := p.store().Get(t.Context(), acct)
	if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), "GENBA_AGE_IDENTITY_COMMAND: "+os.Args[0]+" failed (exit status 3): no:***") || strings.Contains(err.Error(), key) {
		t.Errorf("a failing command: %v", err)
	}
	command("hang")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.store().Get(ctx, acct); fault.ExitCode(err) != 130 {
		t.Errorf("an interrupted command: %v", err)
	}
	delete(p.vars, "GENBA_AGE_IDENTITY_COMMAND")
	_, err = p.store().Get(t.Context(), acct)
	if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), "needs an age identity") {
		t.Errorf("no identity: %v", err)
	}
}
