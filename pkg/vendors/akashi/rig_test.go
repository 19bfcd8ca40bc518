package akashi_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"iter"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	prefix  = "/prefix/api/cooperation"
	company = "sample01"
	secret  = "tok-0f1e2d3c4b5a"
)

var jst = time.FixedZone("JST", 9*60*60)

// serve mounts a vendor under a prefix, so that a path that is not below the base URL fails. The handler sees
// the path from the company on: "/sample01/stamps".
func serve(t testing.TB, h http.HandlerFunc) (baseURL string) {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ok := strings.CutPrefix(r.URL.Path, prefix)
		if !ok {
			t.Errorf("%s is not below the base URL", r.URL.Path)
			http.NotFound(w, r)
			return
		}
		r.URL.Path = rest
		h(w, r)
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

// cut promises more than it sends and closes the connection.
func cut(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", "1000000")
	_, _ = io.WriteString(w, body)
	panic(http.ErrAbortHandler)
}

// debugLog keeps what a client says while it works.
type debugLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *debugLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *debugLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// newClient is a client that waits for nothing.
func newClient(t testing.TB, baseURL string) *akashi.Client {
	t.Helper()
	return newClientWith(t, transport.Options{BaseURL: baseURL}, func(context.Context) (string, error) { return secret, nil })
}

func newClientWith(t testing.TB, o transport.Options, token transport.Source) *akashi.Client {
	t.Helper()
	o.MaxRetries = -1
	o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	c, err := akashi.New(o, company, token)
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

// all is collect for a sequence that must not fail.
func all(t testing.TB, seq iter.Seq2[record.Record, error]) []record.Record {
	t.Helper()
	records, err := collect(t, seq)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// wantError checks kind, certainty and what a person must read.
func wantError(t testing.TB, err error, kind fault.Kind, words ...string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Fatalf("got %v (kind %d), want kind %d", err, fault.KindOf(err), kind)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}

func row(t testing.TB, text string) record.Value {
	t.Helper()
	v, err := record.ParseValue([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func rows(t testing.TB, texts ...string) []record.Value {
	t.Helper()
	var all []record.Value
	for _, text := range texts {
		all = append(all, row(t, text))
	}
	return all
}

// seen is a request as a vendor got it.
type seen struct{ method, path, query, body string }

// recording serves one answer and keeps the requests.
func recording(t testing.TB, status int, body string) (baseURL string, requests func() []seen) {
	var mu sync.Mutex
	var all []seen
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		all = append(all, seen{r.Method, r.URL.Path, r.URL.RawQuery, string(sent)})
		mu.Unlock()
		if len(sent) > 0 && r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("a body of type %q", r.Header.Get("Content-Type"))
		}
		reply(w, status, body)
	})
	return url, func() []seen {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

// dropping is a vendor that reads each request whole and closes the connection without an answer.
func dropping(t testing.TB) (baseURL string, requests *atomic.Int32) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	requests = &atomic.Int32{}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer conn.Close()
				if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					_, _ = io.Copy(io.Discard, r.Body)
					requests.Add(1)
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		open.Wait()
	})
	return "http://" + listener.Addr().String() + prefix, requests
}
