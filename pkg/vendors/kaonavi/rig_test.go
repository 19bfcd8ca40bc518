package kaonavi_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const prefix = "/prefix/api"

var (
	reply     = vendortest.Reply
	collect   = vendortest.Collect
	all       = vendortest.All
	wantError = vendortest.WantAdvice
	rows      = vendortest.Values
)

// serve mounts a vendor who is asked by POST alone.
func serve(t *testing.T, h http.Handler) string {
	return vendortest.Serve(t, prefix, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1.") || r.Method != http.MethodPost {
			t.Errorf("%s %s", r.Method, r.URL.Path)
		}
		h.ServeHTTP(w, r)
	}))
}

// rig is what clients of one company need: a vendor, the time, a store and a budget.
type rig struct {
	t      *testing.T
	vendor *sandbox.Server // nil for a handler of the test's own
	base   string
	who    access.Credentials
	clock  *vendortest.Clock
	store  *vendortest.Store
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
	o.Seed, o.Now = 3, r.clock.Now
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
	c := vendortest.NewClock()
	return &rig{
		t: t, clock: c, store: vendortest.NewStore(), who: access.Credentials{Key: "key-0f1e2d3c", Secret: "secret-4b5a6978"},
		budget: quota.Open(quota.Options{Limits: kaonavi.Limits(), Now: c.Now}),
	}
}

func (r *rig) client(change ...func(*kaonavi.Options)) *kaonavi.Client {
	r.t.Helper()
	o := kaonavi.Options{Version: "v1.2", Account: access.Account{
		Transport: transport.Options{BaseURL: r.base, MaxRetries: -1, Sleep: r.clock.Sleep},
		Store:     r.store, Budget: r.budget, Now: r.clock.Now,
		Credentials: func(context.Context) (access.Credentials, error) { return r.who, nil },
		Tell: func(format say.Format, args ...any) {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.told = append(r.told, say.T(format, args...).String())
		},
	}}
	for _, f := range change {
		f(&o)
	}
	c, err := kaonavi.New(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// count returns how many requests the sandbox had whose line holds the text.
func (r *rig) count(text string) int {
	n := 0
	for _, line := range r.vendor.Requests() {
		if strings.Contains(line, text) {
			n++
		}
	}
	return n
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

var errNoStore = errors.New("no keyring here")

func columnsOf(headers []kaonavi.Header) string {
	var names []string
	for _, h := range headers {
		names = append(names, h.Column)
	}
	return strings.Join(names, " ")
}
