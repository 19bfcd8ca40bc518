package cmd_test

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
)

// TestEightMachinesShareUpdates: Kaonavi v2 has 5 updates a minute for the whole company.
func TestEightMachinesShareUpdates(t *testing.T) {
	server := postgrestest.Start(t)
	var updates atomic.Int64
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch && strings.HasSuffix(r.URL.Path, "/members") {
				updates.Add(1)
			}
			vendor.ServeHTTP(w, r)
		})
	})
	d.run(0, "auth", "store", "init")
	d.env["GENBA_STATE"] = server.Database("updates")
	codes := map[int]int{}
	began := time.Now()
	for round := range 2 {
		mail := "mail=a{machine}." + strconv.Itoa(round) + "@example.jp" // what is there already is not sent
		for i, out := range d.everywhere("kaonavi", "members", "update", "--set", "code=A0002", "--set", mail, "--no-wait-budget", "--max-retries", "0") {
			codes[out.code]++
			if out.code != 0 && !strings.Contains(out.stderr, "the 5 updates that the company has in a minute are used up; nothing was sent") {
				t.Errorf("machine %d: exit %d, %s", i, out.code, out.stderr)
			}
		}
	}
	if took := time.Since(began); took > time.Minute {
		t.Fatalf("it took %v, in which there is room for more", took)
	}
	if updates.Load() != 5 || codes[0] != 5 || codes[5] != 2*machines-5 {
		t.Errorf("%d updates, exit codes %v", updates.Load(), codes)
	}
}

// TestTheNextGoesOnAfterAKill: whoever renews the tokens is killed before the vendor has the request; the next one waits no longer
// than the connection lives.
func TestTheNextGoesOnAfterAKill(t *testing.T) {
	server := postgrestest.Start(t)
	var hold atomic.Bool
	asked := make(chan struct{}, 1)
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/oauth/token") && hold.CompareAndSwap(true, false) {
				_, _ = io.Copy(io.Discard, r.Body) // or its end would not be seen
				asked <- struct{}{}
				<-r.Context().Done()
				return
			}
			vendor.ServeHTTP(w, r)
		})
	})
	delete(d.env, "GENBA_LOGIMETER_ACCESS_TOKEN")
	d.run(0, "auth", "store", "init")
	d.env["GENBA_STATE"] = server.Database("kill")
	d.login()
	d.stateOf(t)("access_token_expires_at", func(old string) string {
		_, whose, _ := strings.Cut(old, " ")
		return time.Now().Add(50*time.Second).Format(time.RFC3339) + " " + whose
	})
	hold.Store(true)
	first := d.command(d.genba, "auth", "status", "logimeter", "--check")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	<-asked
	next := d.command(d.genba, "auth", "status", "logimeter", "--check")
	next.Env = append(next.Env, "XDG_DATA_HOME="+filepath.Join(d.env["HOME"], "next"))
	var out, errs bytes.Buffer
	next.Stdout, next.Stderr = &out, &errs
	if err := next.Start(); err != nil {
		t.Fatal(err)
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed := time.Now()
	_ = first.Wait() // it was killed
	if err := next.Wait(); err != nil || !strings.Contains(out.String(), ",access_token,accepted,") {
		t.Fatalf("%v, %s, %s", err, &out, &errs)
	}
	if took := time.Since(killed); took > 5*time.Second {
		t.Errorf("the next one went on after %v", took)
	}
}

// TestNothingIsLostOrDoubledInAnOutage: PostgreSQL is gone for ten seconds while a run reads; it waits or ends with 5, and the records
// of all runs are those of one. With --into the rows and their cursor are there, else the cursor alone.
func TestNothingIsLostOrDoubledInAnOutage(t *testing.T) {
	server := postgrestest.Start(t)
	var onStamps atomic.Value // of func()
	onStamps.Store(func() {})
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/multiple_stamps") {
				onStamps.Load().(func())()
			}
			vendor.ServeHTTP(w, r)
		})
	})
	d.run(0, "auth", "store", "init")
	database := server.Database("outage")
	d.env["GENBA_STATE"] = database
	var changes sync.Mutex
	away := func() (back chan struct{}) {
		back = make(chan struct{})
		onStamps.Store(sync.OnceFunc(func() {
			changes.Lock()
			server.Down()
			time.AfterFunc(10*time.Second, func() {
				server.Up()
				changes.Unlock()
				close(back)
			})
		}))
		return back
	}
	pull := []string{"akashi", "stamps", "pull", "--all", "--since", "last"}
	day := func(until string, more ...string) string {
		t.Helper()
		out, errs, code := d.try(append(append(pull[:len(pull):len(pull)], "--until", until), more...)...)
		if code == 5 { // once more when it is there again, as who is on duty does
			changes.Lock()
			changes.Unlock() //nolint:staticcheck // the server is up when the lock is free
			out, errs, code = d.try(append(append(pull[:len(pull):len(pull)], "--until", until), more...)...)
		}
		if code != 0 {
			t.Fatalf("%s: exit %d, %s", until, code, errs)
		}
		return out
	}
	whole := d.run(0, "akashi", "stamps", "pull", "--all", "--from", "2025-03-03", "--to", "2025-03-05", "--no-header")

	all := day("2025-03-03", "--from", "2025-03-03", "--no-header")
	back := away()
	all += day("2025-03-04", "--no-header")
	<-back
	if all += day("2025-03-05", "--no-header"); all != whole {
		t.Errorf("%d lines of three runs, %d of one", strings.Count(all, "\n"), strings.Count(whole, "\n"))
	}

	day("2025-03-03", "--from", "2025-03-03", "--into", database)
	back = away()
	day("2025-03-04", "--into", database)
	<-back
	day("2025-03-05", "--into", database)
	d.wantOnce(server, "outage", database, "2025-03-05")
}

// wantOnce compares the stamps since 2025-03-03 of a table that several runs have filled with those of one run, which nothing disturbed:
// none is missing, none is there twice, and each is the one that it should be.
func (d *desk) wantOnce(server *postgrestest.Server, name, database, last string) {
	d.Helper()
	d.run(0, "akashi", "stamps", "pull", "--all", "--from", "2025-03-03", "--to", last, "--into", database, "--table", "undisturbed")
	stamps := func(table string) string {
		return "SELECT staff_id, stamped_at, type, local_time, attributes_method, attributes_org_id FROM " + table
	}
	got := strings.TrimSpace(server.Psql(name, `SELECT (SELECT count(*) FROM undisturbed) > 100,
(SELECT count(*) FROM (`+stamps("undisturbed")+" EXCEPT ALL "+stamps("akashi_stamps")+`) AS lost),
(SELECT count(*) FROM (`+stamps("akashi_stamps")+" EXCEPT ALL "+stamps("undisturbed")+`) AS doubled),
(SELECT count(*) FROM undisturbed) = (SELECT count(*) FROM akashi_stamps)`))
	if got != "t|0|0|t" {
		d.Errorf("enough rows|lost|doubled|as many: %s", got)
	}
}

// TestEightMachinesFillOneTable: each begins where the last one has ended, whichever machine that was, and those that come while one is at
// work end with 5.
func TestEightMachinesFillOneTable(t *testing.T) {
	server := postgrestest.Start(t)
	d := newDesk(t, nil)
	d.run(0, "auth", "store", "init")
	database := server.Database("table")
	d.env["GENBA_STATE"] = database
	pull := []string{"akashi", "stamps", "pull", "--all", "--since", "last", "--from", "2025-03-03", "--into", database, "--until"}
	for _, day := range []string{"2025-03-03", "2025-03-05", "2025-03-09"} {
		codes := map[int]int{}
		for i, out := range d.everywhere(append(pull[:len(pull):len(pull)], day)...) {
			codes[out.code]++
			if out.code != 0 && !strings.Contains(out.stderr, "the same command is still running") {
				t.Errorf("machine %d: exit %d, %s", i, out.code, out.stderr)
			}
		}
		if codes[0] == 0 || codes[0]+codes[5] != machines {
			t.Errorf("%s: exit codes %v", day, codes)
		}
	}
	d.wantOnce(server, "table", database, "2025-03-09")
}

// TestTwoMachinesTellOnce: what one machine has told with --once-per no other tells, at the same time or later; nor does it count an
// export as the first of its period.
func TestTwoMachinesTellOnce(t *testing.T) {
	server := postgrestest.Start(t)
	var posts atomic.Int64
	d := newDesk(t, func(vendor http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.Contains(r.URL.Path, "/slack/") {
				posts.Add(1)
			}
			vendor.ServeHTTP(w, r)
		})
	})
	d.env["GENBA_STATE"] = server.Database("once")
	sent, skipped := 0, 0
	for range 2 {
		for i, out := range d.everywhere("notify", "slack", "--set", "name=山田", "--set", "kind=no-end", "--once-per", "name,kind") {
			sent += strings.Count(out.stdout, "1,sent,")
			skipped += strings.Count(out.stdout, "1,skipped,")
			if out.code != 0 {
				t.Errorf("machine %d: exit %d, %s", i, out.code, out.stderr)
			}
		}
	}
	if posts.Load() != 1 || sent != 1 || skipped != 2*machines-1 {
		t.Errorf("%d posts, %d told as sent, %d as skipped", posts.Load(), sent, skipped)
	}
	if out := d.run(0, "state", "status", "-o", "json"); !strings.Contains(out, `"memories":1`) {
		t.Error(out)
	}
	// It moves to files and back.
	exported := d.run(0, "state", "export")
	if !strings.Contains(exported, `{"name":"once/default/slack","content":"20`) {
		t.Error(exported)
	}
}
