package cmd_test

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/keep/state"
)

const machines = 8

// TestEightMachinesKeepTheAccount: eight homes know of each other by PostgreSQL alone. The sandbox gives a new refresh token each time
// and takes the account away when an old one comes again.
func TestEightMachinesKeepTheAccount(t *testing.T) {
	server := postgrestest.Start(t)
	var issued atomic.Int64
	var onIssue atomic.Value // of func()
	onIssue.Store(func() {})
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/oauth/token") {
				issued.Add(1)
				onIssue.Load().(func())()
			}
			vendor.ServeHTTP(w, r)
		})
	})
	delete(d.env, "GENBA_LOGIMETER_ACCESS_TOKEN")
	d.run(0, "auth", "store", "init")
	d.env["GENBA_STATE"] = server.Database("machines")
	d.login()
	change := d.stateOf(t)
	nearItsEnd := func(old string) string {
		_, whose, _ := strings.Cut(old, " ")
		return time.Now().Add(50*time.Second).Format(time.RFC3339) + " " + whose
	}
	check := []string{"auth", "status", "logimeter", "--check"}
	all := func(what string, want int64) {
		t.Helper()
		issued.Store(0)
		for i, out := range d.everywhere(check...) {
			if out.code != 0 || !strings.Contains(out.stdout, ",access_token,accepted,") {
				t.Errorf("%s: machine %d: exit %d, %s, %s", what, i, out.code, out.stdout, out.stderr)
			}
		}
		if n := issued.Load(); n != want {
			t.Errorf("%s: tokens were asked for %d times, want %d", what, n, want)
		}
	}
	for range 2 {
		change("access_token_expires_at", nearItsEnd)
		all("near its end", 1)
	}
	change("access_token", func(string) string { return "revoked-by-somebody" })
	all("refused", 1)
	all("good", 0)

	// The database goes away for ten seconds at the moment in which the vendor issues new tokens. They are stored all the same.
	change("access_token_expires_at", nearItsEnd)
	back := make(chan struct{})
	onIssue.Store(func() {
		onIssue.Store(func() {})
		server.Down()
		time.AfterFunc(10*time.Second, func() {
			server.Up()
			close(back)
		})
	})
	if out, errs, code := d.try(check...); code != 0 {
		t.Errorf("exit %d, %s, %s", code, out, errs)
	}
	<-back
	all("after the database was away", 0)
}

// TestEightMachinesShareABudget: Kaonavi v1 has 60 requests an hour for the whole company.
func TestEightMachinesShareABudget(t *testing.T) {
	server := postgrestest.Start(t)
	var asked atomic.Int64
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/kaonavi/") && !strings.HasSuffix(r.URL.Path, "/token") {
				asked.Add(1)
			}
			vendor.ServeHTTP(w, r)
		})
	})
	d.env["GENBA_KAONAVI_API_VERSION"] = "v1.2"
	d.run(0, "auth", "store", "init")
	d.env["GENBA_STATE"] = server.Database("machines")
	codes := map[int]int{}
	for range 9 {
		for i, out := range d.everywhere("kaonavi", "department", "list", "--no-wait-budget", "--max-retries", "0") {
			codes[out.code]++
			if out.code != 0 && out.code != 5 {
				t.Errorf("machine %d: exit %d, %s", i, out.code, out.stderr)
			}
		}
	}
	// Kaonavi counts a request that it refuses for its token, too: then one run less has an answer.
	if asked.Load() != 60 || codes[0] > 60 || codes[0] < 58 || codes[0]+codes[5] != 9*machines {
		t.Errorf("%d requests, exit codes %v", asked.Load(), codes)
	}
	if n := server.Psql("postgres", "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'genba'"); n != "0\n" {
		t.Errorf("%s connections are left", n)
	}
}

// outcome is how a run ended.
type outcome struct {
	stdout, stderr string
	code           int
}

// everywhere runs the same at the same time on all machines: each has a home of its own, and the identity. {machine} becomes its number.
func (d *desk) everywhere(args ...string) []outcome {
	outcomes := make([]outcome, machines)
	var all sync.WaitGroup
	for i := range outcomes {
		all.Go(func() {
			c := d.command(d.genba, args...)
			for k := range c.Args {
				c.Args[k] = strings.ReplaceAll(c.Args[k], "{machine}", strconv.Itoa(i))
			}
			c.Env = append(c.Env, "XDG_DATA_HOME="+filepath.Join(d.env["HOME"], "machine"+strconv.Itoa(i)))
			var out, errs bytes.Buffer
			c.Stdout, c.Stderr = &out, &errs
			_ = c.Run() // its code is looked at
			outcomes[i] = outcome{out.String(), errs.String(), c.ProcessState.ExitCode()}
		})
	}
	all.Wait()
	return outcomes
}

// stateOf returns what changes one of LOGIMETER's secrets in the shared state.
func (d *desk) stateOf(t *testing.T) func(name string, f func(string) string) {
	t.Helper()
	address, err := postgres.Parse(d.env["GENBA_STATE"])
	if err != nil {
		t.Fatal(err)
	}
	shared := state.Open(state.Options{Address: address})
	t.Cleanup(shared.Close)
	store := credential.OpenShared(credential.SharedOptions{Vault: shared, Getenv: func(name string) string { return d.env[name] }, Beside: "postgres"})
	return func(name string, f func(string) string) {
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
}
