package flexcrm_test

import (
	"context"
	"io"
	"iter"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	prefix = "/acme/api/v1"
	secret = "key-0f1e2d3c4b5a"
)

// serve mounts a vendor under a prefix, so that a path that is not below the base URL fails.
func serve(t testing.TB, h http.HandlerFunc) (baseURL string) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.RequestURI, prefix+"/") {
			t.Errorf("%s is not below the base URL", r.RequestURI)
		}
		http.StripPrefix(prefix, h).ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL + prefix
}

// answers serves the same answer to everything.
func answers(t testing.TB, status int, body string) (baseURL string) {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, status, body) })
}

func reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// newClient is a client that waits for nothing.
func newClient(t testing.TB, baseURL string) *flexcrm.Client {
	t.Helper()
	return newClientWith(t, transport.Options{BaseURL: baseURL}, nil)
}

func newClientWith(t testing.TB, o transport.Options, replaced flexcrm.Replacements) *flexcrm.Client {
	t.Helper()
	o.MaxRetries = -1
	o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	c, err := flexcrm.New(o, replaced, func(context.Context) (string, error) { return secret, nil })
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// collect gathers what a sequence gives. An error must be the last thing it gives.
func collect(t testing.TB, seq iter.Seq2[record.Record, error]) (records []record.Record, last error) {
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

func all(t testing.TB, seq iter.Seq2[record.Record, error]) []record.Record {
	t.Helper()
	records, err := collect(t, seq)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func wantError(t testing.TB, err error, kind fault.Kind, text string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind || !strings.Contains(err.Error(), text) {
		t.Errorf("error %v (kind %d), want kind %d with %q", err, fault.KindOf(err), kind, text)
	}
}

func value(t testing.TB, text string) record.Value {
	t.Helper()
	v, err := record.ParseValue([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
