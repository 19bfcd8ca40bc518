package v2_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// clock is a time that passes only while somebody sleeps.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.pass(d)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept += d
	return ctx.Err()
}

// store keeps a token in memory.
type store struct {
	mu    sync.Mutex
	text  string
	saved int
	lock  sync.Mutex
}

func (s *store) Load(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text, nil
}

func (s *store) Save(_ context.Context, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = text
	s.saved++
	return nil
}

func (s *store) Lock(context.Context) (func(), error) {
	s.lock.Lock()
	return s.lock.Unlock, nil
}

// rig is what clients of one company need: a vendor behind its contract, the time, a store and a budget.
type rig struct {
	t      *testing.T
	vendor *sandbox.Server
	base   string
	who    access.Credentials
	clock  *clock
	store  *store
	budget *quota.Ledger

	mu   sync.Mutex
	told []string
}

var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(v2.OpenAPI) })

func newRig(t *testing.T, o sandbox.Options) *rig {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, clock: &clock{at: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)}, store: &store{}}
	r.budget = quota.Open(quota.Options{Limits: v2.Limits(0, 0), Now: r.clock.now})
	o.Seed, o.Now = 3, r.clock.now
	r.vendor = sandbox.New(o)
	settings := r.vendor.Settings("")
	r.who = access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}
	r.serve(agreed.Wrap("", r.vendor, contract.Fail(t)))
	return r
}

// serve mounts a vendor where the client expects the version.
func (r *rig) serve(h http.Handler) {
	server := httptest.NewServer(http.StripPrefix("/api/v2.0", h))
	r.t.Cleanup(server.Close)
	r.base = server.URL + "/api"
}

func (r *rig) client(change ...func(*v2.Options)) *v2.Client {
	r.t.Helper()
	o := v2.Options{
		Transport: transport.Options{BaseURL: r.base, MaxRetries: -1, Sleep: r.clock.sleep},
		Store:     r.store, Budget: r.budget, Now: r.clock.now,
		Credentials: func(context.Context) (access.Credentials, error) { return r.who, nil },
		Tell: func(format say.Format, args ...any) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.told = append(r.told, say.T(format, args...).String())
		},
	}
	for _, f := range change {
		f(&o)
	}
	c, err := v2.New(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// count is how many requests the vendor had whose line begins with the text.
func (r *rig) count(text string) int {
	n := 0
	for _, line := range r.vendor.Requests() {
		if strings.HasPrefix(line, text) {
			n++
		}
	}
	return n
}

func collect(seq v2.Records) (records []record.Record, err error) {
	for r, err := range seq {
		if err != nil {
			return records, err
		}
		records = append(records, r.Clone())
	}
	return records, nil
}

func all(t *testing.T, seq v2.Records) []record.Record {
	t.Helper()
	records, err := collect(seq)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func wantError(t *testing.T, err error, kind fault.Kind, words ...string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("got %v (kind %d), want kind %d", err, fault.KindOf(err), kind)
	}
	for _, w := range words {
		if said := err.Error() + "\n" + fault.HintOf(err).String(); !strings.Contains(said, w) {
			t.Errorf("%q does not say %q", said, w)
		}
	}
}
