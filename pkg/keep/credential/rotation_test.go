package credential_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// vendorThatRotates takes the old token once. Whoever shows it a second time has lost a race that a
// real vendor answers by revoking all tokens.
func vendorThatRotates(t *testing.T) (url string, renewals *atomic.Int32) {
	t.Helper()
	renewals = new(atomic.Int32)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if renewals.Add(1) > 1 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = fmt.Fprint(w, "fresh")
	}))
	t.Cleanup(server.Close)
	return server.URL, renewals
}

const together = 20

func TestProcessesRenewOnce(t *testing.T) {
	url, renewals := vendorThatRotates(t)
	p := withIdentity(t)
	mustSet(t, p.store(), "expired")
	env := []string{"GENBA_AGE_IDENTITY_FILE=" + p.vars["GENBA_AGE_IDENTITY_FILE"]}
	var wg sync.WaitGroup
	for range together {
		wg.Go(func() {
			if got := run(t, env, "renew", p.dir, url); got != "fresh" {
				t.Errorf("a process goes on with %q", got)
			}
		})
	}
	wg.Wait()
	if n := renewals.Load(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
	mustGet(t, p.store(), "fresh")
}

func TestGoroutinesRenewOnce(t *testing.T) {
	url, renewals := vendorThatRotates(t)
	d := newDesk(t)
	d.store = newEntries().start(manyWrites)
	mustSet(t, d.store, "expired")
	r := d.resolver()
	var wg sync.WaitGroup
	for range together {
		wg.Go(func() {
			if got, err := renew(t.Context(), r, url); err != nil || got != "fresh" {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	wg.Wait()
	if n := renewals.Load(); n != 1 {
		t.Errorf("%d renewals, want 1", n)
	}
}

func TestLockIsPerProfileAndVendor(t *testing.T) {
	d := newDesk(t)
	var held []func()
	for _, profile := range []string{"default", "osaka"} {
		d.profile = profile
		for _, name := range []string{"akashi", "logimeter"} {
			release, err := d.resolver().Lock(t.Context(), lookup(t, name))
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, release)
		}
	}
	for _, release := range held {
		release()
	}
}

// A refused token's successor is not stored yet: whoever is renewing it holds the lock.
func TestRenewedWaitsForTheSuccessor(t *testing.T) {
	d := newDesk(t)
	akashi := lookup(t, "akashi")
	r := d.resolver()
	save := func(token string) {
		if err := r.Save(t.Context(), akashi, "token", token); err != nil {
			t.Error(err)
		}
	}
	save("refused")
	release, err := r.Lock(t.Context(), akashi)
	if err != nil {
		t.Fatal(err)
	}
	var renewer sync.WaitGroup
	renewer.Go(func() {
		save("successor")
		release()
	})
	got, err := r.Renewed(t.Context(), akashi, "token")
	if err != nil || got.Value != "successor" {
		t.Errorf("got %q, %v", got.Value, err)
	}
	renewer.Wait()

	d.lockDir = "" // nobody can renew anything
	if got, err := d.resolver().Renewed(t.Context(), akashi, "token"); err != nil || got.Value != "successor" {
		t.Errorf("without locks: got %q, %v", got.Value, err)
	}
}

func TestRenewedCanBeInterrupted(t *testing.T) {
	d := newDesk(t)
	akashi := lookup(t, "akashi")
	release, err := d.resolver().Lock(t.Context(), akashi)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.resolver().Renewed(ctx, akashi, "token"); fault.KindOf(err) != fault.Interrupted {
		t.Errorf("err %v, want an interrupt", err)
	}
}
