package flexcrm_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	prefix = "/acme/api/v1"
	secret = "key-0f1e2d3c4b5a"
)

var (
	reply     = vendortest.Reply
	collect   = vendortest.Collect
	all       = vendortest.All
	wantError = vendortest.WantError
	value     = vendortest.Value
)

func serve(t testing.TB, h http.HandlerFunc) (baseURL string) { return vendortest.Serve(t, prefix, h) }

// answers serves the same answer to everything.
func answers(t testing.TB, status int, body string) (baseURL string) {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, status, body) })
}

// newClient returns a client that waits for nothing.
func newClient(t testing.TB, baseURL string) *flexcrm.Client {
	t.Helper()
	return newClientWith(t, transport.Options{BaseURL: baseURL}, nil)
}

func newClientWith(t testing.TB, o transport.Options, replaced flexcrm.Replacements) *flexcrm.Client {
	t.Helper()
	o.MaxRetries = -1
	o.Sleep = vendortest.NoSleep
	c, err := flexcrm.New(o, replaced, func(context.Context) (string, error) { return secret, nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}
