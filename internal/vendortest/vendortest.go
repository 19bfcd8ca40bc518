// Package vendortest is what the tests of all vendors' clients are made of: a vendor of the test's own, what a sequence gives, what
// an error must say. It must not know a vendor.
package vendortest

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
)

// Serve mounts a vendor under a prefix, so that a path that is not below the base URL fails. The vendor sees the rest of the path.
func Serve(t testing.TB, prefix string, vendor http.Handler) (baseURL string) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.EscapedPath(), prefix+"/") {
			t.Errorf("%s is not below the base URL", r.URL)
		}
		http.StripPrefix(prefix, vendor).ServeHTTP(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL + prefix
}

// Reply answers with JSON.
func Reply(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

// NoSleep stands in for transport.Options.Sleep for a client that waits for nothing.
func NoSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// Collect gathers what a sequence gives. An error must be the last thing that it gives.
func Collect(t testing.TB, seq iter.Seq2[record.Record, error]) (records []record.Record, last error) {
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

// All works like Collect for a sequence that must not fail.
func All(t testing.TB, seq iter.Seq2[record.Record, error]) []record.Record {
	t.Helper()
	records, err := Collect(t, seq)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// WantError checks the kind of an error, and what a person must read in it.
func WantError(t testing.TB, err error, kind fault.Kind, words ...string) {
	t.Helper()
	wantKind(t, err, kind)
	wantWords(t, err.Error(), words)
}

// WantAdvice works like WantError for words that may stand in the hint, too.
func WantAdvice(t testing.TB, err error, kind fault.Kind, words ...string) {
	t.Helper()
	wantKind(t, err, kind)
	wantWords(t, err.Error()+"\n"+fault.HintOf(err).String(), words)
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("got %v (kind %d), want kind %d", err, fault.KindOf(err), kind)
	}
}

func wantWords(t testing.TB, said string, words []string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("%q does not say %q", said, w)
		}
	}
}

// Value returns a JSON value.
func Value(t testing.TB, text string) record.Value {
	t.Helper()
	v, err := record.ParseValue([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// Values parses JSON values.
func Values(t testing.TB, texts ...string) []record.Value {
	t.Helper()
	var all []record.Value
	for _, text := range texts {
		all = append(all, Value(t, text))
	}
	return all
}
