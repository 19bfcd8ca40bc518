package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

var writes = []transport.Request{
	{Method: "POST", Path: "x", Body: transport.JSON([]byte("{}"))},
	{Method: "PUT", Path: "x", Body: transport.JSON([]byte("{}"))},
	{Method: "PATCH", Path: "x", Body: transport.Form(url.Values{"a": {"b"}})},
	{Method: "POST", Path: "x"},
	{Method: "PUT", Path: "x"},
	{Method: "DELETE", Path: "x"},
	{Method: "GET", Path: "x", Kind: transport.Write},
	{Method: "OPTIONS", Path: "x", Kind: transport.Write},
	{Method: "POST", Path: "x", Body: &transport.Body{Size: 2, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("{}")), nil }}},
	{Method: "POST", Path: "x", Body: transport.JSON([]byte("{}")), Header: http.Header{"Idempotency-Key": {"1"}}},
	{Method: "DELETE", Path: "x", Header: http.Header{"Idempotency-Key": {"1"}}},
}

// A kept connection that dies while a write is on it is where net/http repeats requests by itself.
func TestWriteOnADyingConnectionIsSentOnce(t *testing.T) {
	networks := map[string]func() http.RoundTripper{
		"own":    func() http.RoundTripper { return nil },
		"shared": func() http.RoundTripper { return &http.Transport{DisableCompression: true} },
	}
	for name, network := range networks {
		for i, r := range writes {
			t.Run(fmt.Sprintf("%s/%d %s", name, i, r.Method), func(t *testing.T) {
				s := serveRaw(t, func(conn net.Conn, req *http.Request, _ int) bool {
					if strings.HasSuffix(req.URL.Path, "/x") {
						return false // takes it, and dies
					}
					write(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
					return true
				})
				c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4, RoundTripper: network()})
				if _, err := c.Do(t.Context(), transport.Request{Path: "warm"}); err != nil {
					t.Fatal(err)
				}
				_, err := c.Do(t.Context(), r)
				if e := wantKind(t, err, fault.Temporary); !e.Ambiguous {
					t.Errorf("%v is not ambiguous", err)
				}
				if got := s.countOf(r.Method + " " + prefix + "/x"); got != 1 {
					t.Errorf("sent %d times, want once", got)
				}
				if name == "shared" && s.conns.Load() != 1 {
					t.Errorf("%d connections: the write was not on the kept one", s.conns.Load())
				}
			})
		}
	}
}

func TestEachWriteHasItsOwnConnection(t *testing.T) {
	s := serveRaw(t, func(conn net.Conn, r *http.Request, _ int) bool {
		write(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
		return true
	})
	c := newClient(t, transport.Options{BaseURL: s.url})
	for _, r := range []transport.Request{{}, {}, {Method: "POST"}, {}, {Method: "POST"}} {
		if _, err := c.Do(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.conns.Load(); got != 3 {
		t.Errorf("%d connections, want 3: one for all reads and one for each write", got)
	}
}

func TestWriteIsRetriedWhenNothingWasSent(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	lookup := &net.DNSError{Err: "server misbehaving", Name: "api.example.com", IsTemporary: true}
	n := 0
	c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: 4, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
		if n++; n < 3 {
			return nil, []error{refused, lookup}[n-1]
		}
		body, err := io.ReadAll(r.Body)
		if string(body) != `{"a":1}` || err != nil {
			t.Errorf("body %q, %v", body, err)
		}
		return answer(200, "{}"), nil
	})})
	if _, err := c.Do(t.Context(), transport.Request{Method: "POST", Body: transport.JSON([]byte(`{"a":1}`))}); err != nil {
		t.Fatal(err)
	}
	if n != 3 {
		t.Errorf("%d attempts, want 3", n)
	}
}

func TestConnectionRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	refused := dialing(t, addr)
	for _, method := range []string{"GET", "POST"} {
		var w waits
		c := newClient(t, transport.Options{BaseURL: "http://" + addr, MaxRetries: 3, Sleep: w.sleep})
		_, err = c.Do(t.Context(), transport.Request{Name: say.T("stamp"), Method: method, Body: transport.JSON([]byte("{}"))})
		e := wantKind(t, err, fault.Temporary)
		if e.Ambiguous || len(w.all) != 3 || !errors.Is(err, refused) {
			t.Errorf("%s: %d waits: %#v", method, len(w.all), err)
		}
		want := "stamp: " + addr + ": connection refused, tried 4 times"
		if method == "POST" {
			want = "stamp: " + addr + ": connection refused, nothing was sent, tried 4 times"
		}
		if err.Error() != want {
			t.Errorf("got  %q\nwant %q", err, want)
		}
	}
}

// A connection that ends before TLS is set up has carried no request.
func TestWriteIsRetriedWhenTLSWasNotReached(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conns := make(chan struct{}, 10)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			conns <- struct{}{}
			_ = conn.Close()
		}
	}()
	c := newClient(t, transport.Options{BaseURL: "https://" + l.Addr().String(), MaxRetries: 2})
	_, err = c.Do(t.Context(), transport.Request{Method: "POST"})
	if e := wantKind(t, err, fault.Temporary); e.Ambiguous || !strings.Contains(err.Error(), "nothing was sent") {
		t.Errorf("%v", err)
	}
	_ = l.Close()
	<-done
	if len(conns) != 3 {
		t.Errorf("%d connections, want 3", len(conns))
	}
}

// An injected network that fails in an unknown way may have sent the write.
func TestUnknownFailureOfAnInjectedNetworkIsAmbiguous(t *testing.T) {
	n := 0
	c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: 4, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
		n++
		return nil, errors.New("something broke")
	})})
	_, err := c.Do(t.Context(), transport.Request{Method: "POST"})
	if e := wantKind(t, err, fault.Temporary); !e.Ambiguous || n != 1 {
		t.Errorf("%d attempts: %v", n, err)
	}
}

func TestWriteCancelledAfterItWasSent(t *testing.T) {
	for name, start := range map[string]string{"no answer yet": "", "in the body": "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := serveRaw(t, func(conn net.Conn, _ *http.Request, _ int) bool {
				write(conn, start)
				cancel()
				untilGone(conn)
				return false
			})
			c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
			_, err := c.Do(ctx, transport.Request{Method: "POST"})
			e := wantKind(t, err, fault.Interrupted)
			if !e.Ambiguous || !errors.Is(err, context.Canceled) {
				t.Errorf("%#v", e)
			}
			wantRequests(t, s, 1)
		})
	}
}

func TestReadCancelled(t *testing.T) {
	for name, start := range map[string]string{"no answer yet": "", "in the body": "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := serveRaw(t, func(conn net.Conn, _ *http.Request, _ int) bool {
				write(conn, start)
				cancel()
				untilGone(conn)
				return false
			})
			var w waits
			c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4, Sleep: w.sleep})
			_, err := c.Do(ctx, transport.Request{})
			e := wantKind(t, err, fault.Interrupted)
			if e.Ambiguous || !errors.Is(err, context.Canceled) || len(w.all) != 0 {
				t.Errorf("%#v after %d waits", e, len(w.all))
			}
			wantRequests(t, s, 1)
		})
	}
}

func TestCancelledBeforeItWasSent(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := serveRaw(t, func(net.Conn, *http.Request, int) bool { return false })
	for _, o := range []transport.Options{{}, {Concurrency: 1}} {
		o.BaseURL = s.url
		_, err := newClient(t, o).Do(ctx, transport.Request{Method: "POST"})
		if e := wantKind(t, err, fault.Interrupted); e.Ambiguous || !errors.Is(err, context.Canceled) {
			t.Errorf("%#v", e)
		}
	}
	wantRequests(t, s, 0)
}

// What the data to send can't give is told as such.
func TestBodyThatCannotBeOpened(t *testing.T) {
	s := serveRaw(t, func(net.Conn, *http.Request, int) bool { return false })
	c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
	_, err := c.Do(t.Context(), transport.Request{Name: say.T("upload"), Method: "POST", Body: &transport.Body{Open: func() (io.ReadCloser, error) {
		return os.Open(t.TempDir() + "/photo.jpg")
	}}})
	wantKind(t, err, fault.Other)
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "photo.jpg") {
		t.Error(err)
	}
	wantRequests(t, s, 0)
}

func TestStreamedBodyIsOpenedForEachAttempt(t *testing.T) {
	opened, closed := 0, 0
	var got []string
	c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: 2, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
		b, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		got = append(got, fmt.Sprint(string(b), r.ContentLength))
		return answer(429, ""), nil
	})})
	_, err := c.Do(t.Context(), transport.Request{Method: "POST", Body: &transport.Body{Size: 4, Open: func() (io.ReadCloser, error) {
		opened++
		return openCounted(&closed).Open()
	}}})
	wantKind(t, err, fault.Temporary)
	if fmt.Sprint(got) != "[data4 data4 data4]" || opened != 3 || closed != 3 {
		t.Errorf("sent %v, opened %d, closed %d", got, opened, closed)
	}
}
