//go:build unix

package state_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
	"github.com/genba-cli/genba/pkg/keep/postgres"
	"github.com/genba-cli/genba/pkg/keep/state"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// TestState runs everything against one real PostgreSQL, each in a database of its own.
func TestState(t *testing.T) {
	server := postgrestest.Start(t)
	for name, test := range map[string]func(*testing.T, *rig){
		"documents": documents, "locks": locks, "a holder that dies": aHolderDies, "a holder that was taken for dead": fenced,
		"a change that others see": changes, "stopped in the middle": stopped, "a later format": laterFormat, "an earlier format": earlierFormat, "runs": runs,
		"former accounts": formers,
	} {
		t.Run(name, func(t *testing.T) { test(t, &rig{t: t, server: server, name: name, address: server.Database(name)}) })
	}
}

type rig struct {
	t             *testing.T
	server        *postgrestest.Server
	name, address string
}

// machine returns one more process that shares the state.
func (r *rig) machine() *state.Store {
	r.t.Helper()
	a, err := postgres.Parse(r.address)
	if err != nil {
		r.t.Fatal(err)
	}
	s := state.Open(state.Options{Address: a, Patience: 20 * time.Second})
	r.t.Cleanup(s.Close)
	return s
}

// cut ends all connections, as a network or a server does.
func (r *rig) cut() {
	r.server.Psql("postgres", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'genba' AND datname = '"+r.name+"'")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, s *state.Store, name, want string) {
	t.Helper()
	if got, err := s.Load(t.Context(), name); err != nil || got != want {
		t.Errorf("%s: %q, %v; want %q", name, got, err, want)
	}
}

func documents(t *testing.T, r *rig) {
	a, b := r.machine(), r.machine()
	expect(t, a, "cursors/x", "")
	must(t, a.Save(t.Context(), "cursors/x.held", "髙橋"))
	expect(t, b, "cursors/x.held", "髙橋")
	r.cut() // which nobody notices
	if there, err := b.Rename(t.Context(), "cursors/x.held", "cursors/x"); err != nil || !there {
		t.Errorf("%v, %v", there, err)
	}
	expect(t, a, "cursors/x", "髙橋")
	expect(t, a, "cursors/x.held", "")
	if there, err := b.Rename(t.Context(), "cursors/x.held", "cursors/x"); err != nil || there {
		t.Errorf("%v, %v", there, err)
	}
	found, err := a.Documents(t.Context(), "cursors/")
	if err != nil || len(found) != 1 || found[0].Content != "髙橋" || time.Since(found[0].ChangedAt) > time.Minute {
		t.Errorf("%+v, %v", found, err)
	}
	if d := time.Until(a.Now()).Abs(); d > time.Second {
		t.Errorf("the clock of this very machine is off by %v", d)
	}
}

func locks(t *testing.T, r *rig) {
	a, b := r.machine(), r.machine()
	release, err := a.Lock(t.Context(), "x", time.Second)
	must(t, err)
	for _, s := range []*state.Store{a, b} { // another goroutine, another machine
		if _, err := s.Lock(t.Context(), "x", 50*time.Millisecond); fault.KindOf(err) != fault.Temporary {
			t.Errorf("%v", err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Lock(ctx, "x", time.Hour); fault.KindOf(err) != fault.Interrupted {
		t.Errorf("%v", err)
	}
	got := make(chan error, 1)
	go func() {
		next, err := b.Lock(t.Context(), "x", 20*time.Second)
		if err == nil {
			next()
		}
		got <- err
	}()
	release()
	must(t, <-got)
	again, err := a.Lock(t.Context(), "x", 20*time.Second)
	must(t, err)
	again()
}

// The session's end ends the lock: no time has to pass.
func aHolderDies(t *testing.T, r *rig) {
	a, b := r.machine(), r.machine()
	_, err := a.Lock(t.Context(), "x", time.Second)
	must(t, err)
	expect(t, b, "x", "")
	began := time.Now()
	a.Close()
	next, err := b.Lock(t.Context(), "x", 5*time.Second)
	must(t, err)
	next()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the next one waited %v", took)
	}
}

// Its connection was cut, somebody else had the lock and stored: what it stores now is refused, and what came after stays.
func fenced(t *testing.T, r *rig) {
	a, b := r.machine(), r.machine()
	must(t, a.Save(t.Context(), "secrets/p/v", "first"))
	release, err := a.Lock(t.Context(), "secrets/p/v", time.Second)
	must(t, err)
	r.cut()
	next, err := b.Lock(t.Context(), "secrets/p/v", 10*time.Second)
	must(t, err)
	must(t, b.Save(t.Context(), "secrets/p/v", "second"))
	next()
	if err := a.Save(t.Context(), "secrets/p/v", "late"); !errors.Is(err, state.ErrFenced) {
		t.Errorf("%v", err)
	}
	late := func(string) (string, error) { return "late", nil }
	if err := a.Update(t.Context(), "secrets/p/v", late); !errors.Is(err, state.ErrFenced) {
		t.Errorf("%v", err)
	}
	release()
	expect(t, b, "secrets/p/v", "second")

	// Where nobody else stored anything, what it has just been issued is kept: it is the only one that is good.
	release, err = a.Lock(t.Context(), "secrets/p/v", time.Second)
	must(t, err)
	r.cut()
	must(t, a.Update(t.Context(), "secrets/p/v", func(now string) (string, error) { return now + " and third", nil }))
	must(t, a.Update(t.Context(), "secrets/p/v", func(now string) (string, error) { return now + " and fourth", nil }))
	release()
	expect(t, b, "secrets/p/v", "second and third and fourth")
}

func changes(t *testing.T, r *rig) {
	var wg sync.WaitGroup
	for range 8 {
		s := r.machine()
		wg.Go(func() {
			for range 5 {
				err := s.Change(t.Context(), "budgets/x", func(now string) (string, bool, error) {
					if s.Now().IsZero() { // which is asked in the midst of it
						t.Error("no time")
					}
					return now + "i", true, nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s := r.machine()
	expect(t, s, "budgets/x", strings.Repeat("i", 40))
	wrong := errors.New("no")
	if err := s.Change(t.Context(), "budgets/x", func(string) (string, bool, error) { return "", true, wrong }); !errors.Is(err, wrong) {
		t.Errorf("%v", err)
	}
	must(t, s.Change(t.Context(), "budgets/x", func(string) (string, bool, error) { return "", false, nil }))
	expect(t, s, "budgets/x", strings.Repeat("i", 40))
}

// The server is stopped while tokens are being renewed; when it is there again the new one is stored.
func stopped(t *testing.T, r *rig) {
	a := r.machine()
	must(t, a.Save(t.Context(), "secrets/p/v", "old"))
	release, err := a.Lock(t.Context(), "secrets/p/v", time.Second)
	must(t, err)
	r.server.Down()
	stored := make(chan error, 1)
	go func() {
		stored <- a.Update(t.Context(), "secrets/p/v", func(string) (string, error) { return "new", nil })
	}()
	impatient := func() *state.Store {
		p, _ := postgres.Parse(r.address)
		return state.Open(state.Options{Address: p, Patience: time.Millisecond})
	}()
	if _, err := impatient.Load(t.Context(), "x"); fault.KindOf(err) != fault.Temporary {
		t.Errorf("%v", err)
	}
	r.server.Up()
	must(t, <-stored)
	release()
	expect(t, r.machine(), "secrets/p/v", "new")
}

func laterFormat(t *testing.T, r *rig) {
	must(t, r.machine().Save(t.Context(), "x", "1"))
	r.server.Psql(r.name, "UPDATE genba.format SET version = 4")
	if err := r.machine().Save(t.Context(), "x", "2"); err == nil || !strings.Contains(err.Error(), "a later genba") {
		t.Errorf("%v", err)
	}
	if got := r.server.Psql(r.name, "SELECT content FROM genba.documents"); got != "1\n" {
		t.Errorf("%q", got)
	}
}

// What an earlier genba has left is taken over, and that one is refused from then on.
func earlierFormat(t *testing.T, r *rig) {
	must(t, r.machine().Save(t.Context(), "x", "1"))
	r.server.Psql(r.name, "DROP TABLE genba.runs; DROP TABLE genba.people; UPDATE genba.format SET version = 1")
	var wg sync.WaitGroup
	for range 4 {
		s := r.machine()
		wg.Go(func() { expect(t, s, "x", "1") })
	}
	wg.Wait()
	must(t, r.machine().AddRun(t.Context(), state.Run{Started: time.Now()}))
	must(t, r.machine().KeepFormers(t.Context(), "p", []state.Former{{Service: "akashi", Account: "1", Person: "a"}}))
	if got := r.server.Psql(r.name, "SELECT version FROM genba.format"); got != "3\n" {
		t.Errorf("%q", got)
	}
}

// What a map says of an account goes before what was known of it; what it does not mention stays. Several machines say it at once.
func formers(t *testing.T, r *rig) {
	said := func(account, person, now string) state.Former {
		return state.Former{Service: "akashi", Account: account, Person: person, Now: now}
	}
	folder := state.Folder{Dir: t.TempDir()}
	s, other := r.machine(), r.machine()
	var wg sync.WaitGroup
	for _, k := range []state.History{s, other, folder} {
		wg.Go(func() {
			for i := range 8 {
				if err := k.KeepFormers(t.Context(), "p", []state.Former{said(string(rune('0'+i)), "a", "9")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for _, k := range []state.History{s, folder} {
		must(t, k.KeepFormers(t.Context(), "p", []state.Former{said("1", "b", "")}))
		must(t, k.KeepFormers(t.Context(), "p", []state.Former{said("1", "b", ""), said("1", "c", "8"), said("1", "c", "8")}))
		must(t, k.KeepFormers(t.Context(), "q", []state.Former{said("1", "z", "")}))
	}
	r.cut() // which nobody notices
	fromBase, err := other.Formers(t.Context(), "p")
	must(t, err)
	fromFile, err := folder.Formers(t.Context(), "p")
	must(t, err)
	for _, got := range [][]state.Former{fromBase, fromFile} {
		text := ""
		for _, f := range got {
			if f.NotedAt.IsZero() || time.Since(f.NotedAt) > time.Minute {
				t.Errorf("noted at %v", f.NotedAt)
			}
			text += f.Account + f.Person + f.Now + " "
		}
		if text != "0a9 1b 1c8 2a9 3a9 4a9 5a9 6a9 7a9 " {
			t.Error(text)
		}
	}
	all, err := s.AllFormers(t.Context())
	must(t, err)
	moved, err := folder.Documents("people/")
	must(t, err)
	if len(all) != 2 || len(moved) != 2 || all[1].Name != moved[1].Name || all[1].Name != "people/q" {
		t.Errorf("%+v, %+v", all, moved)
	}
}

func runs(t *testing.T, r *rig) {
	began := time.Now().UTC().Truncate(time.Millisecond)
	night := state.Run{
		Started: began, Profile: "髙橋", Command: "akashi stamps pull", From: began.AddDate(0, 0, -1), To: began.Add(-time.Second),
		Records: 1234, Exit: 5, Seconds: 1.25,
	}
	list := state.Run{Started: began.Add(-time.Hour), Profile: "p", Command: "akashi staffs list"}
	old := state.Run{Started: began.AddDate(0, 0, -500), Profile: "p", Command: "akashi staffs list"}
	folder := state.Folder{Dir: t.TempDir()}
	s := r.machine()
	before := night
	before.Exit = 0
	for _, run := range []state.Run{old, before, night, list} {
		must(t, s.AddRun(t.Context(), run))
		must(t, folder.AddRun(t.Context(), run))
	}
	fromFile, err := folder.Runs(2)
	must(t, err)
	fromBase, err := r.machine().Runs(t.Context(), 9)
	must(t, err)
	for _, got := range [][]state.Run{fromFile, fromBase} {
		if want := []state.Run{night, list}; !slices.EqualFunc(got, want, same) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func same(a, b state.Run) bool {
	times := a.Started.Equal(b.Started) && a.From.Equal(b.From) && a.To.Equal(b.To)
	a.Started, a.From, a.To, b.Started, b.From, b.To = time.Time{}, time.Time{}, time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return times && a == b
}
