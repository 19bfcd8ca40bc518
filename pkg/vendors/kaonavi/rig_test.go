package kaonavi_test

import (
	"context"
	"errors"
	"io"
	"log"
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
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const prefix = "/prefix/api"

// clock is a time that passes only while somebody sleeps.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	slept time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)} }

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

// store keeps a token in memory. It counts what is saved.
type store struct {
	mu    sync.Mutex
	text  string
	saved int
	err   error
	lock  chan struct{}
}

func newStore() *store { return &store{lock: make(chan struct{}, 1)} }

func (s *store) Load(context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text, s.err
}

func (s *store) Save(_ context.Context, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text = text
	s.saved++
	return s.err
}

func (s *store) Lock(ctx context.Context) (func(), error) {
	select {
	case s.lock <- struct{}{}:
		return func() { <-s.lock }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// rig is what clients of one company need: a vendor, the time, a store and a budget.
type rig struct {
	t      *testing.T
	vendor *sandbox.Server // nil for a handler of the test's own
	base   string
	who    access.Credentials
	clock  *clock
	store  *store
	budget *quota.Ledger

	mu   sync.Mutex
	told []string
}

var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(kaonavi.OpenAPI) })

// withSandbox puts the contract between clients and the sandbox.
func withSandbox(t *testing.T, o sandbox.Options) *rig {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t)
	o.Seed, o.Now = 3, r.clock.now
	r.vendor = sandbox.New(o)
	settings := r.vendor.Settings("")
	r.who = access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}
	r.base = serve(t, agreed.Wrap("", r.vendor, contract.Fail(t)))
	return r
}

// with has a vendor of the test's own, which sees paths from the version on.
func with(t *testing.T, h http.HandlerFunc) *rig {
	r := newRig(t)
	r.base = serve(t, h)
	return r
}

func newRig(t *testing.T) *rig {
	c := newClock()
	return &rig{
		t: t, clock: c, store: newStore(), who: access.Credentials{Key: "key-0f1e2d3c", Secret: "secret-4b5a6978"},
		budget: quota.Open(quota.Options{Limits: kaonavi.Limits(), Now: c.now}),
	}
}

// serve mounts a vendor under a prefix, so that a path that is not below the base URL fails.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, prefix+"/v1.") || r.Method != http.MethodPost {
			t.Errorf("%s %s", r.Method, r.URL.Path)
		}
		http.StripPrefix(prefix, h).ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL + prefix
}

func (r *rig) client(change ...func(*kaonavi.Options)) *kaonavi.Client {
	r.t.Helper()
	o := kaonavi.Options{
		Transport: transport.Options{BaseURL: r.base, MaxRetries: -1, Sleep: r.clock.sleep},
		Version:   "v1.2", Store: r.store, Budget: r.budget, Now: r.clock.now,
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
	c, err := kaonavi.New(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// count is how many requests the sandbox had whose line holds the text.
func (r *rig) count(text string) int {
	n := 0
	for _, line := range r.vendor.Requests() {
		if strings.Contains(line, text) {
			n++
		}
	}
	return n
}

func collect(t *testing.T, seq kaonavi.Records) (records []record.Record, last error) {
	t.Helper()
	for r, err := range seq {
		if last != nil {
			t.Fatalf("the sequence went on after the error %v", last)
		}
		if err != nil {
			last = err
			continue
		}
		records = append(records, r.Clone())
	}
	return records, last
}

func all(t *testing.T, seq kaonavi.Records) []record.Record {
	t.Helper()
	records, err := collect(t, seq)
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
		if !strings.Contains(err.Error()+"\n"+fault.HintOf(err).String(), w) {
			t.Errorf("%q, %q does not say %q", err, fault.HintOf(err).String(), w)
		}
	}
}

func rows(t *testing.T, texts ...string) []record.Value {
	t.Helper()
	var all []record.Value
	for _, text := range texts {
		v, err := record.ParseValue([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

// tokens answers get_token with token-1, token-2 …, and hands the rest on.
func tokens(rest http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/get_token") {
			rest(w, r)
			return
		}
		mu.Lock()
		n++
		token := "tkn-" + strings.Repeat("x", n)
		mu.Unlock()
		reply(w, http.StatusOK, `{"data":{"access_token":"`+token+`","expires_in":3600}}`)
	}
}

func reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

var errNoStore = errors.New("no keyring here")

func columnsOf(headers []kaonavi.Header) string {
	var names []string
	for _, h := range headers {
		names = append(names, h.Column)
	}
	return strings.Join(names, " ")
}
