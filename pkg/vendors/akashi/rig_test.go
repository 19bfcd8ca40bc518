package akashi_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/vendortest"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const (
	prefix  = "/prefix/api/cooperation"
	company = "sample01"
	secret  = "tok-0f1e2d3c4b5a"
)

var jst = time.FixedZone("JST", 9*60*60)

var (
	reply     = vendortest.Reply
	collect   = vendortest.Collect
	all       = vendortest.All
	wantError = vendortest.WantError
	rows      = vendortest.Values
)

// serve mounts a vendor that sees the path from the company on: "/sample01/stamps".
func serve(t testing.TB, h http.HandlerFunc) (baseURL string) { return vendortest.Serve(t, prefix, h) }

// answers serves the same answer to everything.
func answers(t testing.TB, status int, body string) (baseURL string) {
	return serve(t, func(w http.ResponseWriter, _ *http.Request) { reply(w, status, body) })
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

// newClient returns a client that waits for nothing.
func newClient(t testing.TB, baseURL string) *akashi.Client {
	t.Helper()
	return newClientWith(t, transport.Options{BaseURL: baseURL}, func(context.Context) (string, error) { return secret, nil })
}

func newClientWith(t testing.TB, o transport.Options, token transport.Source) *akashi.Client {
	t.Helper()
	o.MaxRetries = -1
	o.Sleep = vendortest.NoSleep
	c, err := akashi.New(o, company, token)
	if err != nil {
		t.Fatal(err)
	}
	return c
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

// dropping returns a vendor that reads each request whole and closes the connection without an answer.
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
