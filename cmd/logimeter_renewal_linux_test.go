package cmd_test

import (
	"bytes"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/keep/credential"
	logimeter "github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

// TestTwentyProcessesKeepTheAccount: the sandbox gives a new refresh token each time and takes the account away when an old
// one comes again.
func TestTwentyProcessesKeepTheAccount(t *testing.T) {
	var issued atomic.Int64
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/oauth/token") {
				issued.Add(1)
			}
			vendor.ServeHTTP(w, r)
		})
	})
	delete(d.env, "GENBA_LOGIMETER_ACCESS_TOKEN")
	d.run(0, "auth", "store", "init")
	d.login()

	getenv := func(name string) string { return d.env[name] }
	store := credential.OpenFile(credential.FileOptions{Dir: credential.DataDir(getenv), Getenv: getenv})
	change := func(name string, f func(string) string) {
		t.Helper()
		account := "default/logimeter/" + name
		old, err := store.Get(t.Context(), account)
		if err == nil {
			err = store.Set(t.Context(), account, f(old))
		}
		if err != nil {
			t.Fatal(err)
		}
	}

	for _, c := range []struct {
		what   string
		before func()
		args   []string
		want   string
		issued int64
	}{
		{"near its end", func() {
			change("access_token_expires_at", func(old string) string {
				_, whose, _ := strings.Cut(old, " ")
				return time.Now().Add(50*time.Second).Format(time.RFC3339) + " " + whose
			})
		}, []string{"auth", "status", "logimeter", "--check"}, ",access_token,accepted,", 1},
		{"refused", func() {
			change("access_token", func(string) string { return "revoked-by-somebody" })
		}, []string{"auth", "status", "logimeter", "--check"}, ",access_token,accepted,", 1},
		{"renewed by all", func() {}, []string{"auth", "refresh", "logimeter"}, `"renewed":true`, 20},
		{"good", func() {}, []string{"auth", "status", "logimeter", "--check"}, ",access_token,accepted,", 0},
	} {
		c.before()
		issued.Store(0)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if out, errs, code := d.try(c.args...); code != 0 || !strings.Contains(out, c.want) {
					t.Errorf("%s: exit %d, %s, %s", c.what, code, out, errs)
				}
			})
		}
		all.Wait()
		if n := issued.Load(); n != c.issued {
			t.Errorf("%s: tokens were asked for %d times, want %d", c.what, n, c.issued)
		}
	}
}

// try is genba without a terminal, however it ends.
func (d *desk) try(args ...string) (stdout, stderr string, code int) {
	c := d.command(d.genba, args...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	_ = c.Run() // its code is looked at
	return out.String(), errs.String(), c.ProcessState.ExitCode()
}

// login logs in to LOGIMETER, with a code that a person has copied beforehand.
func (d *desk) login() {
	d.Helper()
	redirect := d.env["GENBA_LOGIMETER_REDIRECT_URL"]
	defer func() { d.env["GENBA_LOGIMETER_REDIRECT_URL"] = redirect }()
	d.env["GENBA_LOGIMETER_REDIRECT_URL"] = logimeter.RemoteRedirectURL
	person := filepath.Join(filepath.Dir(d.genba), "person")
	if err := exec.Command("ln", "-sf", d.genba, person).Run(); err != nil {
		d.Fatal(err)
	}
	address := d.env["GENBA_LOGIMETER_AUTH_URL"] + "&response_type=code&redirect_uri=" + logimeter.RemoteRedirectURL
	where, err := d.command(person, "copy", address).Output()
	if err != nil {
		d.Fatal(err)
	}
	c := d.command(d.genba, "auth", "login", "logimeter", "--no-browser")
	c.Stdin = bytes.NewReader(where)
	if out, err := c.CombinedOutput(); err != nil {
		d.Fatalf("%v: %s", err, out)
	}
}
