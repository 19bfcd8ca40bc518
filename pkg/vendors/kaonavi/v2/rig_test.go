package v2_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/genba-cli/genba/internal/contract"
	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/internal/vendortest/kaonavitest"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
)

var (
	collect   = vendortest.Collect
	all       = vendortest.All
	wantError = vendortest.WantAdvice
)

// rig is an account of one company, and the vendor behind its contract.
type rig struct {
	*kaonavitest.Account
	t      *testing.T
	vendor *sandbox.Server
}

var readContract = sync.OnceValues(func() (*contract.Contract, error) { return contract.New(v2.OpenAPI) })

func newRig(t *testing.T, o sandbox.Options) *rig {
	t.Helper()
	agreed, err := readContract()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{Account: kaonavitest.New(v2.Limits(0, 0)), t: t}
	o.Seed, o.Now = 3, r.Clock.Now
	r.vendor = sandbox.New(o)
	r.Keys(r.vendor.Settings(""))
	r.serve(agreed.Wrap("", r.vendor, contract.Fail(t)))
	return r
}

// serve mounts a vendor where the client expects the version.
func (r *rig) serve(h http.Handler) {
	server := httptest.NewServer(http.StripPrefix("/api/v2.0", h))
	r.t.Cleanup(server.Close)
	r.Base = server.URL + "/api"
}

func (r *rig) client(change ...func(*v2.Options)) *v2.Client {
	r.t.Helper()
	o := v2.Options{Account: r.Options()}
	for _, f := range change {
		f(&o)
	}
	c, err := v2.New(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// count returns how many requests the vendor had whose line begins with the text.
func (r *rig) count(text string) int {
	n := 0
	for _, line := range r.vendor.Requests() {
		if strings.HasPrefix(line, text) {
			n++
		}
	}
	return n
}
