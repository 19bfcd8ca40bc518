package credential_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"

	"github.com/genba-cli/genba/internal/filemode"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// place is a machine without a keyring.
type place struct {
	dir  string
	vars map[string]string
}

func newPlace(t *testing.T) place {
	t.Helper()
	base := t.TempDir()
	p := place{dir: filepath.Join(base, "genba"), vars: map[string]string{"XDG_DATA_HOME": base, "LOCALAPPDATA": base}}
	if credential.DataDir(p.getenv) != p.dir {
		p.dir = credential.DataDir(p.getenv)
	}
	return p
}

func (p place) getenv(name string) string { return p.vars[name] }

func (p place) store() credential.Store {
	return credential.OpenFile(credential.FileOptions{Dir: p.dir, Getenv: p.getenv})
}

func (p place) sealed() string { return filepath.Join(p.dir, "secrets.age") }

// withIdentity returns a place that is ready to use.
func withIdentity(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	path, created, err := credential.InitIdentity(p.getenv)
	if err != nil || !created {
		t.Fatalf("InitIdentity: %q, %v, %v", path, created, err)
	}
	p.vars["GENBA_AGE_IDENTITY_FILE"] = path
	return p
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, path string, data []byte, perm os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, perm); err != nil {
		t.Fatal(err)
	}
}

func TestFileStoreKeepsSecrets(t *testing.T) {
	p := withIdentity(t)
	const other = "osaka-2/kaonavi/consumer_key"
	if _, err := p.store().Get(t.Context(), acct); !errors.Is(err, credential.ErrNotFound) {
		t.Errorf("before the first Set: %v", err)
	}
	long := strings.Repeat("東京 <&> ", 2000)
	for account, value := range map[string]string{acct: "hunter22", other: long} {
		if err := p.store().Set(t.Context(), account, value); err != nil {
			t.Fatal(err)
		}
	}
	mustGet(t, p.store(), "hunter22")
	if got, err := p.store().Get(t.Context(), other); got != long || err != nil {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if data := read(t, p.sealed()); bytes.Contains(data, []byte("hunter22")) || bytes.Contains(data, []byte("akashi")) {
		t.Error("the file is not encrypted")
	} else if !bytes.HasPrefix(data, []byte("age-encryption.org/v1\n-> X25519 ")) {
		t.Errorf("not what every age program reads: %q", data[:40])
	}
	for path, want := range map[string]os.FileMode{p.dir: 0o700, p.sealed(): 0o600, p.vars["GENBA_AGE_IDENTITY_FILE"]: 0o600} {
		info, err := os.Stat(path)
		if err != nil || filemode.Kept(t) && info.Mode().Perm() != want {
			t.Errorf("%s: mode %o, want %o (%v)", path, info.Mode().Perm(), want, err)
		}
	}
	if err := p.store().Delete(t.Context(), acct); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{p.store().Delete(t.Context(), acct), func() error { _, err := p.store().Get(t.Context(), acct); return err }()} {
		if !errors.Is(err, credential.ErrNotFound) {
			t.Errorf("after Delete: %v", err)
		}
	}
	if err := p.store().Set(t.Context(), acct, "\xff\xfe"); err == nil {
		t.Error("bytes that JSON would change were stored")
	}
}

func TestFileStoreTakesBackItsMode(t *testing.T) {
	if !filemode.Kept(t) {
		t.Skip("files have no mode here")
	}
	p := withIdentity(t)
	mustSet(t, p.store(), "a")
	write(t, p.sealed(), read(t, p.sealed()), 0o644)
	mustSet(t, p.store(), "b")
	if info, err := os.Stat(p.sealed()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestFileStoreWritersLoseNothing(t *testing.T) {
	p := withIdentity(t)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			if err := p.store().Set(t.Context(), fmt.Sprint("default/akashi/n", i), "v"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range 4 {
		if _, err := p.store().Get(t.Context(), fmt.Sprint("default/akashi/n", i)); err != nil {
			t.Errorf("entry %d: %v", i, err)
		}
	}
}

func TestDamagedStoreIsNeverWrittenOver(t *testing.T) {
	seal := func(t *testing.T, p place, plain string) []byte {
		keys, err := age.ParseIdentities(bytes.NewReader(read(t, p.vars["GENBA_AGE_IDENTITY_FILE"])))
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w, err := age.Encrypt(&out, keys[0].(*age.X25519Identity).Recipient())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(plain))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, damage := range map[string]func(t *testing.T, p place, good []byte) []byte{
		"empty":              func(*testing.T, place, []byte) []byte { return nil },
		"cut":                func(_ *testing.T, _ place, good []byte) []byte { return good[:len(good)-5] },
		"cut in the header":  func(_ *testing.T, _ place, good []byte) []byte { return good[:50] },
		"a bit is wrong":     func(_ *testing.T, _ place, good []byte) []byte { good[len(good)-3] ^= 1; return good },
		"something after it": func(_ *testing.T, _ place, good []byte) []byte { return append(good, "x"...) },
		"other content":      func(t *testing.T, p place, _ []byte) []byte { return seal(t, p, `{"a": hunter22}`) },
		"null":               func(t *testing.T, p place, _ []byte) []byte { return seal(t, p, `null`) },
		"plain text":         func(*testing.T, place, []byte) []byte { return []byte(`{"default/akashi/token":"hunter22"}`) },
	} {
		t.Run(name, func(t *testing.T) {
			p := withIdentity(t)
			mustSet(t, p.store(), "hunter22")
			bad := damage(t, p, read(t, p.sealed()))
			write(t, p.sealed(), bad, 0o600)
			s := p.store()
			_, get := s.Get(t.Context(), acct)
			for what, err := range map[string]error{"Get": get, "Set": s.Set(t.Context(), acct, "new"), "Delete": s.Delete(t.Context(), acct)} {
				if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), p.sealed()+" is damaged") || !strings.Contains(fault.HintOf(err).String(), "backup") {
					t.Errorf("%s: %v (%s)", what, err, fault.HintOf(err).String())
				}
				if err != nil && strings.Contains(err.Error(), "hunter22") {
					t.Errorf("%s quotes the store", what)
				}
			}
			if !bytes.Equal(read(t, p.sealed()), bad) {
				t.Error("the damaged store was written over")
			}
		})
	}
}

func TestWrongIdentity(t *testing.T) {
	p, stranger := withIdentity(t), withIdentity(t)
	mustSet(t, p.store(), "hunter22")
	good := read(t, p.sealed())
	p.vars["GENBA_AGE_IDENTITY_FILE"] = stranger.vars["GENBA_AGE_IDENTITY_FILE"]
	for what, err := range map[string]error{"Get": func() error { _, err := p.store().Get(t.Context(), acct); return err }(), "Set": p.store().Set(t.Context(), acct, "new")} {
		if fault.KindOf(err) != fault.Auth || !strings.Contains(err.Error(), "does not open the file store") || fault.HintOf(err).String() == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if !bytes.Equal(read(t, p.sealed()), good) {
		t.Error("the store was written over")
	}
}

// Who changes identities puts the new one on top: the old one still reads, the next write is for the new.
func TestChangeOfIdentity(t *testing.T) {
	p, next := withIdentity(t), withIdentity(t)
	mustSet(t, p.store(), "hunter22")
	file := p.vars["GENBA_AGE_IDENTITY_FILE"]
	both := append(read(t, next.vars["GENBA_AGE_IDENTITY_FILE"]), read(t, file)...)
	write(t, file, both, 0o600)
	mustGet(t, p.store(), "hunter22")
	mustSet(t, p.store(), "hunter23")
	p.vars["GENBA_AGE_IDENTITY_FILE"] = next.vars["GENBA_AGE_IDENTITY_FILE"]
	mustGet(t, p.store(), "hunter23")
}

func TestNoPlaceForTheStore(t *testing.T) {
	s := credential.OpenFile(credential.FileOptions{Getenv: func(string) string { return "" }})
	_, get := s.Get(t.Context(), acct)
	_, _, made := credential.InitIdentity(func(string) string { return "" })
	for _, err := range []error{get, s.Set(t.Context(), acct, "x"), made} {
		if fault.KindOf(err) != fault.Auth || !strings.Contains(fault.HintOf(err).String(), "HOME") {
			t.Errorf("got %v", err)
		}
	}
}

func TestDataDir(t *testing.T) {
	vars := map[string]string{"HOME": "/home/k", "XDG_DATA_HOME": "relative", "LOCALAPPDATA": "/local"}
	getenv := func(name string) string { return vars[name] }
	for goos, want := range map[string]string{
		"linux": "/home/k/.local/share/genba", "darwin": "/home/k/Library/Application Support/genba", "windows": "/local/genba",
	} {
		if got := filepath.ToSlash(credential.DataDirOn(goos, getenv)); got != want {
			t.Errorf("%s: %q, want %q", goos, got, want)
		}
	}
	vars["XDG_DATA_HOME"] = "/data"
	if got := filepath.ToSlash(credential.DataDirOn("linux", getenv)); filepath.IsAbs("/data") && got != "/data/genba" {
		t.Errorf("XDG_DATA_HOME: %q", got)
	}
}
