package transport_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const prefix = "/api/v1"

// waits stands in for Sleep and remembers what was asked.
type waits struct {
	mu  sync.Mutex
	all []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
	return ctx.Err()
}

// lines is a Debug writer that keeps each Write apart and can be asked to act on one.
type lines struct {
	mu  sync.Mutex
	all []string
	on  func(line string)
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, string(p))
	if l.on != nil {
		l.on(string(p))
	}
	return len(p), nil
}

// roundTripper is a network made of a function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answer(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: int64(len(body)), Body: io.NopCloser(bytes.NewReader([]byte(body)))}
}

func newClient(t *testing.T, o transport.Options) *transport.Client {
	t.Helper()
	if o.Sleep == nil {
		o.Sleep = new(waits).sleep
	}
	c, err := transport.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// serve mounts a vendor under a prefix, so that a wrong base URL is noticed. At the end of the test its connections are cut: under
// Wine an answer that the client did not read to its end is written for ever, and Close waits for it.
func serve(t *testing.T, h http.HandlerFunc) (baseURL string) {
	t.Helper()
	s := httptest.NewServer(mounted(t, h))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL + prefix
}

func mounted(t *testing.T, h http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(prefix, http.StripPrefix(prefix, h))
	mux.Handle(prefix+"/", http.StripPrefix(prefix, h))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("request outside the base path: %s", r.URL)
		http.NotFound(w, r)
	})
	return mux
}

// rawServer counts whole requests on plain connections and answers each with handle, which
// returns false to close the connection.
type rawServer struct {
	url      string
	addr     string
	conns    atomic.Int64
	mu       sync.Mutex
	open     []net.Conn
	requests []string // "POST /api/v1/x"
}

func (s *rawServer) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

func (s *rawServer) countOf(request string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.requests {
		if r == request {
			n++
		}
	}
	return n
}

func serveRaw(t *testing.T, handle func(conn net.Conn, r *http.Request, nth int) bool) *rawServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &rawServer{addr: l.Addr().String(), url: "http://" + l.Addr().String() + prefix}
	var wg sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		s.mu.Lock()
		for _, conn := range s.open { // the kept ones
			_ = conn.Close()
		}
		s.mu.Unlock()
		wg.Wait()
	})
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.conns.Add(1)
			s.mu.Lock()
			s.open = append(s.open, conn)
			s.mu.Unlock()
			wg.Go(func() {
				defer func() { _ = conn.Close() }()
				in := bufio.NewReader(conn)
				for {
					r, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					if _, err := io.Copy(io.Discard, r.Body); err != nil {
						return
					}
					s.mu.Lock()
					s.requests = append(s.requests, r.Method+" "+r.URL.Path)
					nth := len(s.requests)
					s.mu.Unlock()
					if !handle(conn, r, nth) {
						return
					}
				}
			})
		}
	})
	return s
}

func write(conn net.Conn, text string) { _, _ = io.WriteString(conn, text) }

// untilGone waits for the client to go away.
func untilGone(conn net.Conn) { _, _ = io.Copy(io.Discard, conn) }

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Bytes()
}

func wantKind(t *testing.T, err error, want fault.Kind) fault.Error {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is no fault", err)
	}
	if got := fault.KindOf(err); got != want {
		t.Errorf("kind of %q = %v, want %v", err, got, want)
	}
	return *e
}

func wantRequests(t *testing.T, s *rawServer, want int) {
	t.Helper()
	if got := s.count(); got != want {
		t.Errorf("the vendor got %d requests, want %d: %v", got, want, slices.Clone(s.requests))
	}
}

// openCounted returns a body to send that counts how often it was closed.
func openCounted(closed *int) *transport.Body {
	return &transport.Body{Size: 4, Open: func() (io.ReadCloser, error) { return &closer{strings.NewReader("data"), closed}, nil }}
}

type closer struct {
	io.Reader
	n *int
}

func (c *closer) Close() error { *c.n++; return nil }

func silent() *log.Logger { return log.New(io.Discard, "", 0) }

// dialing is this system's own error of connecting to an address where nobody listens.
func dialing(t *testing.T, addr string) (errno syscall.Errno) {
	t.Helper()
	_, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if !errors.As(err, &errno) {
		t.Fatalf("connecting to %s: %v", addr, err)
	}
	return errno
}
