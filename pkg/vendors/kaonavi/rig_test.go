package kaonavi_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/internal/vendortest/kaonavitest"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	sandbox "github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
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

// rig is an account of one company, and the vendor.
type rig struct {
	*kaonavitest.Account
	t      *testing.T
	vendor *sandbox.Server // nil for a handler of the test's own
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
	o.Seed, o.Now = 3, r.Clock.Now
	r.vendor = sandbox.New(o)
	r.Keys(r.vendor.Settings(""))
	r.Base = serve(t, agreed.Wrap("", r.vendor, contract.Fail(t)))
	return r
}

// with has a vendor of the test's own, which sees paths from the version on.
func with(t *testing.T, h http.HandlerFunc) *rig {
	r := newRig(t)
	r.Base = serve(t, h)
	return r
}

func newRig(t *testing.T) *rig { return &rig{Account: kaonavitest.New(kaonavi.Limits()), t: t} }

func (r *rig) client(change ...func(*kaonavi.Options)) *kaonavi.Client {
	r.t.Helper()
	o := kaonavi.Options{Version: "v1.2", Account: r.Options()}
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
