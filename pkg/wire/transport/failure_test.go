package transport_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// mode is one way in which a vendor fails after it got a request.
type mode struct {
	name      string
	answer    func(conn net.Conn, r *http.Request)
	limit     int64
	retried   bool       // a read is
	kind      fault.Kind // of a read
	ambiguous bool       // a write is; otherwise its kind is the read's
	resent    bool       // even a write is sent again
	says      string
}

func text(answer string) func(net.Conn, *http.Request) {
	return func(conn net.Conn, _ *http.Request) { write(conn, answer) }
}

func whole(status, contentType, body string) func(net.Conn, *http.Request) {
	return text(fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", status, contentType, len(body), body))
}

func packed(body []byte) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}

var (
	packedWhole   = gzipped(strings.Repeat(`{"id":1}`, 100))
	packedDamaged = func() []byte {
		b := append([]byte(nil), packedWhole...)
		b[len(b)-6] ^= 0xff // in the checksum
		return b
	}()
)

const page = "<!DOCTYPE html><title>Bad Gateway</title>"

var modes = []mode{
	{name: "reset", answer: func(c net.Conn, _ *http.Request) { _ = c.(*net.TCPConn).SetLinger(0) }, retried: true, kind: fault.Temporary, ambiguous: true},
	{name: "closed without an answer", answer: text(""), retried: true, kind: fault.Temporary, ambiguous: true, says: "closed without an answer"},
	{name: "echoes the request as its answer", answer: func(c net.Conn, r *http.Request) { write(c, r.URL.String()+"\r\n\r\n") }, retried: true, kind: fault.Temporary, ambiguous: true},
	{name: "cut head", answer: text("HTTP/1.1 200 OK\r\nContent-"), retried: true, kind: fault.Temporary, ambiguous: true},
	{name: "cut length", answer: text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":1}"), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "cut between chunks", answer: text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n"), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "cut in a chunk", answer: text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n[]"), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "cut gzip in a whole frame", answer: text(packed(packedWhole[:len(packedWhole)-4])), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "cut gzip head", answer: text(packed(packedWhole[:5])), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "cut gzip without a length", answer: text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(packedWhole[:20])), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "empty gzip without a length", answer: text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"), retried: true, kind: fault.Temporary, ambiguous: true, says: "cut off"},
	{name: "damaged gzip", answer: text(packed(packedDamaged)), retried: true, kind: fault.Temporary, ambiguous: true, says: "damaged"},
	{name: "not gzip at all", answer: text(packed([]byte(`{"no":"gzip, but long enough"}`))), retried: true, kind: fault.Temporary, ambiguous: true, says: "damaged"},
	{name: "endless body", answer: func(c net.Conn, _ *http.Request) {
		write(c, "HTTP/1.1 200 OK\r\n\r\n")
		for _, err := io.WriteString(c, "["); err == nil; _, err = io.WriteString(c, strings.Repeat("1,", 1000)) {
		}
	}, limit: 1 << 16, kind: fault.Temporary, ambiguous: true, says: "longer than 64 KiB"},
	{name: "announced too long", answer: text("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n"), limit: 1 << 16, kind: fault.Temporary, ambiguous: true, says: "longer than 64 KiB"},
	{name: "unpacks too long", answer: text(packed(gzipped(strings.Repeat(" ", 1<<16+1)))), limit: 1 << 16, kind: fault.Temporary, ambiguous: true, says: "longer than 64 KiB"},
	{name: "packed otherwise", answer: text("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n[]"), kind: fault.Other, ambiguous: true, says: "compressed as br"},
	{name: "500", answer: whole("500 Oops", "application/json", "{}"), retried: true, kind: fault.Temporary, ambiguous: true, says: "HTTP 500"},
	{name: "502 web page", answer: whole("502 Bad Gateway", "text/html; charset=utf-8", page), retried: true, kind: fault.Temporary, ambiguous: true, says: "web page, not data"},
	{name: "503 web page said to be JSON", answer: whole("503 Unavailable", "application/json", "\ufeff\n "+page), retried: true, kind: fault.Temporary, ambiguous: true, says: "web page, not data"},
	{name: "408", answer: whole("408 Request Timeout", "application/json", "{}"), retried: true, kind: fault.Temporary, ambiguous: true},
	{name: "200 web page", answer: whole("200 OK", "text/html", page), kind: fault.Other, ambiguous: true, says: "web page, not data"},
	{name: "200 web page without a type", answer: text("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"), kind: fault.Other, ambiguous: true, says: "web page, not data"},
	{name: "404 web page", answer: whole("404 Not Found", "text/html", page), kind: fault.Refused, says: "web page, not data"},
	{name: "429", answer: whole("429 Slow Down", "application/json", "{}"), retried: true, resent: true, kind: fault.Temporary, says: "too many requests"},
	{name: "429 web page", answer: whole("429 Slow Down", "text/html", page), retried: true, resent: true, kind: fault.Temporary},
	{name: "429 cut", answer: text("HTTP/1.1 429 Slow Down\r\nContent-Length: 100\r\n\r\n{"), retried: true, resent: true, kind: fault.Temporary, says: "too many requests"},
	{name: "400", answer: whole("400 Bad Request", "application/json", "{}"), kind: fault.Refused},
	{name: "401", answer: whole("401 Unauthorized", "application/json", "{}"), kind: fault.Auth},
	{name: "403", answer: whole("403 Forbidden", "application/json", "{}"), kind: fault.Refused},
	{name: "304", answer: text("HTTP/1.1 304 Not Modified\r\n\r\n"), kind: fault.Refused},
	{name: "307 to another host", answer: text("HTTP/1.1 307 Moved\r\nLocation: https://elsewhere.example/x?token=tok-SECRET-1\r\nContent-Length: 0\r\n\r\n"), kind: fault.Refused, says: "another host, elsewhere.example"},
	{name: "302 nowhere", answer: text("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), kind: fault.Refused},
	{name: "302 to no web address", answer: text("HTTP/1.1 302 Found\r\nLocation: mailto:tok-SECRET-1\r\nContent-Length: 0\r\n\r\n"), kind: fault.Refused},
	{name: "302 to a broken address", answer: text("HTTP/1.1 302 Found\r\nLocation: http://[tok-SECRET-1\r\nContent-Length: 0\r\n\r\n"), kind: fault.Refused},
}

func (m mode) serve(t *testing.T) *rawServer {
	return serveRaw(t, func(c net.Conn, r *http.Request, _ int) bool { m.answer(c, r); return false })
}

func (m mode) client(t *testing.T, s *rawServer, o transport.Options) *transport.Client {
	o.BaseURL, o.MaxRetries, o.BodyLimit = s.url, 2, m.limit
	return newClient(t, o)
}

// Every failure, met by a read and by a write: how often is it sent, and what is said?
func TestFailures(t *testing.T) {
	for _, m := range modes {
		t.Run(m.name+"/read", func(t *testing.T) {
			t.Parallel()
			s := m.serve(t)
			resp, err := m.client(t, s, transport.Options{}).Do(t.Context(), transport.Request{Name: say.T("stamps"), Path: "stamps"})
			e := wantKind(t, err, m.kind)
			if e.Ambiguous {
				t.Errorf("a read is never ambiguous: %v", err)
			}
			if !strings.Contains(err.Error(), m.says) || !strings.HasPrefix(e.Message.String(), "stamps: "+s.addr+": ") {
				t.Errorf("error %q does not name request, host and %q", err, m.says)
			}
			if resp != nil && resp.Stream != nil {
				t.Error("Do gave a stream")
			}
			want := 1
			if m.retried {
				want = 3
			}
			wantRequests(t, s, want)
			if tried := strings.Contains(err.Error(), "tried 3 times"); tried != m.retried {
				t.Errorf("error %q, retried: %v", err, m.retried)
			}
		})
		t.Run(m.name+"/write", func(t *testing.T) {
			t.Parallel()
			s := m.serve(t)
			_, err := m.client(t, s, transport.Options{}).Do(t.Context(), transport.Request{Name: say.T("stamp"), Method: "POST", Path: "stamps", Body: transport.JSON([]byte(`{"type":11}`))})
			kind := m.kind
			if m.ambiguous {
				kind = fault.Temporary
			}
			e := wantKind(t, err, kind)
			if e.Ambiguous != m.ambiguous {
				t.Errorf("ambiguous = %v, want %v: %v", e.Ambiguous, m.ambiguous, err)
			}
			if told := strings.Contains(err.Error(), "may or may not have taken effect"); told != m.ambiguous {
				t.Errorf("ambiguous: %v, but error is %q", m.ambiguous, err)
			}
			if !strings.Contains(err.Error(), m.says) {
				t.Errorf("error %q does not say %q", err, m.says)
			}
			want := 1
			if m.resent {
				want = 3
			}
			wantRequests(t, s, want)
		})
	}
}

// No failure shows the secret: not in its text, its causes, its fields or the debug lines, and the
// places are masked even when nobody has told the transport the value.
func TestNoFailureShowsASecret(t *testing.T) {
	const secret = "tok-SECRET-1"
	for _, m := range modes {
		for _, known := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/known=%v", m.name, known), func(t *testing.T) {
				t.Parallel()
				var set *redact.Set
				if known {
					set = new(redact.Set)
					set.Add(secret)
				}
				debug := new(lines)
				c := m.client(t, m.serve(t), transport.Options{Debug: debug, Redact: set})
				for _, kind := range []transport.Kind{transport.Read, transport.Write} {
					_, err := c.Do(t.Context(), transport.Request{
						Name: say.T("stamps"), Method: "POST", Path: "stamps", Kind: kind,
						Query:  map[string][]string{"token": {secret}},
						Header: http.Header{"Authorization": {"Bearer " + secret}},
						Body:   transport.Form(map[string][]string{"password": {secret}}),
					})
					wantNoSecret(t, err, secret)
				}
				if all := strings.Join(debug.all, ""); strings.Contains(all, secret) || !strings.Contains(all, "token=***") {
					t.Errorf("debug lines:\n%s", all)
				}
			})
		}
	}
}

func wantNoSecret(t *testing.T, err error, secret string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		for _, format := range []string{"%v", "%+v", "%#v", "%q"} {
			if shown := fmt.Sprintf(format, e); strings.Contains(shown, secret) {
				t.Errorf("%s of %T shows the secret: %s", format, e, shown)
			}
		}
	}
	if strings.Contains(fault.HintOf(err).String(), secret) {
		t.Errorf("hint shows the secret: %s", fault.HintOf(err).String())
	}
}

// Errors of a network that is not ours may hold the URL anywhere.
func TestUnknownErrorsShowNoURL(t *testing.T) {
	const secret, address = "tok-SECRET-1", "https://h.example/tok-SECRET-1?token=tok-SECRET-1"
	for _, broken := range []error{
		&url.Error{Op: "Get", URL: address, Err: errors.New("gone")},
		fmt.Errorf("outer: %w", &url.Error{Op: "Get", URL: address, Err: io.ErrUnexpectedEOF}),
		errors.New("can't get " + address + " and " + address),
		errors.New("can't get (https://user:tok-SECRET-1@h.example/): gone"),
		errors.New(`malformed status "GET /?token=tok-SECRET-1"`),
		&net.DNSError{Err: "no such host", Name: "tok-SECRET-1.h.example", IsNotFound: true},
	} {
		for _, method := range []string{"GET", "POST"} {
			c := newClient(t, transport.Options{BaseURL: "https://h.example", MaxRetries: 1, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) { return nil, broken })})
			_, err := c.Do(t.Context(), transport.Request{Method: method})
			wantKind(t, err, fault.Temporary)
			wantNoSecret(t, err, secret)
		}
	}
}
