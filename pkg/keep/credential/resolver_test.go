package credential_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors"
)

// desk is an operator's environment, command and store.
type desk struct {
	vars    map[string]string
	command []string
	store   credential.Store
	opened  int
	masked  redact.Set
	lockDir string
	profile string
	timeout time.Duration
}

func newDesk(t *testing.T, vars ...string) *desk {
	t.Helper()
	d := &desk{vars: map[string]string{}, store: &memory{values: map[string]string{}}, lockDir: t.TempDir(), profile: "default"}
	for _, v := range vars {
		name, value, _ := strings.Cut(v, "=")
		d.vars[name] = value
	}
	return d
}

func (d *desk) resolver() *credential.Resolver {
	return credential.NewResolver(credential.ResolverOptions{
		Getenv:            func(name string) string { return d.vars[name] },
		Profile:           d.profile,
		CredentialCommand: func(string) []string { return d.command },
		Store:             func() (credential.Store, error) { d.opened++; return d.store, nil },
		Redact:            &d.masked,
		LockDir:           d.lockDir,
		CommandTimeout:    d.timeout,
	})
}

func (d *desk) secret(t *testing.T, v vendors.Vendor, name string) (credential.Secret, error) {
	t.Helper()
	return d.resolver().Secret(t.Context(), v, name)
}

func lookup(t *testing.T, name string) vendors.Vendor {
	t.Helper()
	v, ok := vendors.Lookup(name)
	if !ok {
		t.Fatalf("no vendor %s", name)
	}
	return v
}

func TestOrderOfSources(t *testing.T) {
	akashi := lookup(t, "akashi")
	path := filepath.Join(t.TempDir(), "token")
	write(t, path, []byte("from-file\n"), 0o600)
	d := newDesk(t, "GENBA_AKASHI_TOKEN=from-env", "GENBA_AKASHI_TOKEN_FILE="+path)
	d.command = program("print", "from-command\n")
	if err := d.resolver().Save(t.Context(), akashi, "token", "from-store\n"); err != nil {
		t.Fatal(err)
	}
	d.opened = 0
	for _, c := range []struct {
		want   credential.Secret
		opened int
		remove func()
	}{
		{credential.Secret{Value: "from-env", Source: credential.At("environment %s", "GENBA_AKASHI_TOKEN")}, 0, func() { d.vars["GENBA_AKASHI_TOKEN"] = "" }},
		{credential.Secret{Value: "from-file", Source: credential.At("file %s from %s", path, "GENBA_AKASHI_TOKEN_FILE")}, 0, func() { delete(d.vars, "GENBA_AKASHI_TOKEN_FILE") }},
		{credential.Secret{Value: "from-command", Source: credential.At("credential_command")}, 0, func() { d.command = nil }},
		{credential.Secret{Value: "from-store", Source: credential.At("memory"), Writable: true}, 1, func() {}},
	} {
		got, err := d.secret(t, akashi, "token")
		if err != nil || got != c.want {
			t.Errorf("got %+v, %v; want %+v", got, err, c.want)
		}
		if d.opened != c.opened {
			t.Errorf("%s: the store was opened %d times", c.want.Source, d.opened)
		}
		if d.masked.String(c.want.Value) != redact.Mask {
			t.Errorf("%s is not masked", c.want.Value)
		}
		c.remove()
	}
	if existed, err := d.resolver().Forget(t.Context(), akashi, "token"); !existed || err != nil {
		t.Errorf("Forget: %v, %v", existed, err)
	}
	if existed, err := d.resolver().Forget(t.Context(), akashi, "token"); existed || err != nil {
		t.Errorf("Forget again: %v, %v", existed, err)
	}
	_, err := d.secret(t, akashi, "token")
	if fault.KindOf(err) != fault.Auth || !errors.Is(err, credential.ErrNotFound) || err.Error() != "no token for akashi (profile default)" ||
		fault.HintOf(err).String() != "a login to akashi\nor set GENBA_AKASHI_TOKEN, or GENBA_AKASHI_TOKEN_FILE" {
		t.Errorf("nothing found: %v\n%s", err, fault.HintOf(err).String())
	}
}

func TestProfilesAreApart(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	d.profile = "osaka-2"
	if err := d.resolver().Save(t.Context(), akashi, "token", "hunter22"); err != nil {
		t.Fatal(err)
	}
	if got, err := d.store.Get(t.Context(), "osaka-2/akashi/token"); err != nil || got != "hunter22" {
		t.Errorf("got %q, %v", got, err)
	}
	d.profile = "tokyo"
	_, err := d.secret(t, akashi, "token")
	if !errors.Is(err, credential.ErrNotFound) || !strings.Contains(fault.HintOf(err).String(), "a login with profile tokyo to akashi") {
		t.Errorf("got %v (%s)", err, fault.HintOf(err).String())
	}
}

func TestMeta(t *testing.T) {
	akashi := lookup(t, "akashi")
	d := newDesk(t)
	if got, err := d.resolver().Meta(t.Context(), akashi, "token_expires_at"); got != "" || err != nil {
		t.Errorf("before: %q, %v", got, err)
	}
	if err := d.resolver().SaveMeta(t.Context(), akashi, "token_expires_at", "2025-04-01T00:00:00Z"); err != nil {
		t.Fatal(err)
	}
	if got, err := d.resolver().Meta(t.Context(), akashi, "token_expires_at"); got != "2025-04-01T00:00:00Z" || err != nil {
		t.Errorf("after: %q, %v", got, err)
	}
	if got := d.masked.String("2025-04-01T00:00:00Z"); got == redact.Mask {
		t.Error("metadata is masked")
	}
}

func TestUntidySecrets(t *testing.T) {
	akashi := lookup(t, "akashi")
	for text, want := range map[string]string{
		"hunter22\n":          "hunter22",
		"hunter22\r\n":        "hunter22",
		"\ufeffhunter22":      "", // a byte order mark is taken off files only
		"hunter22\n\n":        "",
		"hunter22\nX-Evil: 1": "",
		"hunter22\x00":        "",
		"hunter\t22":          "",
		"hunter22\u200b":      "",
		" hunter22":           "",
		"hunter22\u3000":      "",
		"\n":                  "",
		"hunter\xff22":        "",
		"パスワード hunter22 +/=":  "パスワード hunter22 +/=",
	} {
		for from, look := range map[string]func(d *desk) (credential.Secret, error){
			"environment": func(d *desk) (credential.Secret, error) {
				d.vars["GENBA_AKASHI_TOKEN"] = text
				return d.secret(t, akashi, "token")
			},
			"store": func(d *desk) (credential.Secret, error) {
				if err := d.store.Set(t.Context(), acct, text); err != nil {
					t.Fatal(err)
				}
				return d.secret(t, akashi, "token")
			},
			"Save": func(d *desk) (credential.Secret, error) {
				if err := d.resolver().Save(t.Context(), akashi, "token", text); err != nil {
					return credential.Secret{}, err
				}
				return d.secret(t, akashi, "token")
			},
		} {
			got, err := look(newDesk(t))
			if want != "" && (err != nil || got.Value != want) {
				t.Errorf("%s: %q gives %q, %v", from, text, got.Value, err)
			}
			if want == "" && (fault.KindOf(err) != fault.Auth || errors.Is(err, credential.ErrNotFound) || got.Value != "" || strings.Contains(err.Error(), "unter")) {
				t.Errorf("%s: %q gives %q, %v", from, text, got.Value, err)
			}
		}
	}
}

func TestSecretFile(t *testing.T) {
	akashi := lookup(t, "akashi")
	dir := t.TempDir()
	path := filepath.Join(dir, "token")
	d := newDesk(t, "GENBA_AKASHI_TOKEN_FILE="+path)
	// It was asked for, so what is in the store does not stand in for it.
	if err := d.store.Set(t.Context(), acct, "old"); err != nil {
		t.Fatal(err)
	}
	for what, prepare := range map[string]func(){
		"cannot read the file that GENBA_AKASHI_TOKEN_FILE names": func() {},
		"is empty":          func() { write(t, path, nil, 0o600) },
		"more than one":     func() { write(t, path, []byte("a\nb\n"), 0o600) },
		"longer than 1 MiB": func() { write(t, path, make([]byte, 1<<20+1), 0o600) },
	} {
		_ = os.Remove(path)
		prepare()
		if _, err := d.secret(t, akashi, "token"); fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), what) {
			t.Errorf("want %q, got %v", what, err)
		}
	}
	write(t, path, []byte("\ufeffhunter22\r\n"), 0o600)
	if got, err := d.secret(t, akashi, "token"); err != nil || got.Value != "hunter22" {
		t.Errorf("got %q, %v", got.Value, err)
	}
	d.vars["GENBA_AKASHI_TOKEN_FILE"] = dir
	if _, err := d.secret(t, akashi, "token"); fault.KindOf(err) != fault.Auth {
		t.Errorf("a folder: %v", err)
	}
}

func TestStoreErrorsNameTheWaysOut(t *testing.T) {
	akashi := lookup(t, "akashi")
	for name, backend := range map[string]credential.Backend{
		"cannot read token of akashi (profile default): the keyring is locked":      answering{errors.New("failed to unlock correct collection")},
		"cannot read token of akashi (profile default): the keyring cannot be used": answering{errors.New("no bus")},
	} {
		d := newDesk(t)
		d.store = credential.NewKeyring(credential.KeyringOptions{}, backend, noGuard)
		_, err := d.secret(t, akashi, "token")
		if fault.KindOf(err) != fault.Auth || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("got %v", err)
		}
		for _, way := range []string{"GENBA_AKASHI_TOKEN,", "GENBA_AKASHI_TOKEN_FILE", "credential_command", "secret_store: file"} {
			if !strings.Contains(fault.HintOf(err).String(), way) {
				t.Errorf("the hint does not name %s: %s", way, fault.HintOf(err).String())
			}
		}
		if _, err := d.resolver().Describe(t.Context()); fault.KindOf(err) != fault.Auth {
			t.Errorf("Describe: %v", err)
		}
	}
	d := newDesk(t)
	d.store = credential.NewKeyring(credential.KeyringOptions{}, silent{}, noGuard)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.resolver().Secret(ctx, akashi, "token"); fault.ExitCode(err) != 130 {
		t.Errorf("interrupted: %v", err)
	}
}

func TestStoreThatCannotBeOpened(t *testing.T) {
	cause := fault.New(fault.Usage, "secret_store must be keyring or file")
	r := credential.NewResolver(credential.ResolverOptions{
		Getenv: func(string) string { return "" }, Profile: "default",
		Store: func() (credential.Store, error) { return nil, cause },
	})
	if _, err := r.Secret(t.Context(), lookup(t, "akashi"), "token"); !errors.Is(err, cause) {
		t.Errorf("got %v", err)
	}
	if _, err := r.Describe(t.Context()); !errors.Is(err, cause) {
		t.Errorf("Describe: %v", err)
	}
	if _, err := r.Lock(t.Context(), lookup(t, "akashi")); fault.KindOf(err) != fault.Auth {
		t.Errorf("Lock without a folder: %v", err)
	}
}

func TestDescribe(t *testing.T) {
	d := newDesk(t)
	if got, err := d.resolver().Describe(t.Context()); err != nil || got != (credential.StoreStatus{Name: credential.At("memory"), Exists: true, Entries: -1}) {
		t.Errorf("got %+v, %v", got, err)
	}
	bare := newPlace(t)
	d.store = bare.store()
	got, err := d.resolver().Describe(t.Context())
	if fault.KindOf(err) != fault.Auth || got.Name.String() != "file store "+bare.sealed() || got.Exists {
		t.Errorf("without an identity: %+v, %v", got, err)
	}
	p := withIdentity(t)
	d.store = p.store()
	want := credential.StoreStatus{Name: credential.At("file store %s", p.sealed()), Identity: "GENBA_AGE_IDENTITY_FILE=" + p.vars["GENBA_AGE_IDENTITY_FILE"]}
	if got, err := d.resolver().Describe(t.Context()); err != nil || got != want {
		t.Errorf("before the first secret: %+v, %v", got, err)
	}
	mustSet(t, d.store, "hunter22")
	want.Exists, want.Entries = true, 1
	if got, err := d.resolver().Describe(t.Context()); err != nil || got != want {
		t.Errorf("after it: %+v, %v", got, err)
	}
}
