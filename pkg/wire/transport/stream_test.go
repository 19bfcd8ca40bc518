package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestStreamGivesTheWholeBody(t *testing.T) {
	long := strings.Repeat("2025-03-01,出勤\r\n", 100_000)
	for name, handler := range map[string]http.HandlerFunc{
		"plain": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, long) },
		"length": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(long)))
			_, _ = io.WriteString(w, long)
		},
		"gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gzipped(long[:len(long)/2]))
			_, _ = w.Write(gzipped(long[len(long)/2:])) // a second member, as some servers send
		},
	} {
		t.Run(name, func(t *testing.T) {
			base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/csv")
				handler(w, r)
			})
			check := func(*transport.Response) error { t.Error("Check ran on a stream"); return nil }
			c := newClient(t, transport.Options{BaseURL: base, Check: check, BodyLimit: 10})
			for range 2 { // the second time with the kept decompressor
				resp, err := c.Stream(t.Context(), transport.Request{})
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(resp.Stream)
				if string(got) != long || err != nil || resp.Body != nil || resp.Header.Get("Content-Encoding") != "" {
					t.Errorf("%d bytes, want %d; %v", len(got), len(long), err)
				}
				if err := resp.Stream.Close(); err != nil {
					t.Error(err)
				}
				if _, err := resp.Stream.Read(make([]byte, 1)); err == nil || err == io.EOF {
					t.Errorf("read after Close: %v", err)
				}
			}
		})
	}
}

func TestStreamOfNothing(t *testing.T) {
	for name, text := range map[string]string{
		"204":           "HTTP/1.1 204 No Content\r\n\r\n",
		"204, gzip":     "HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n",
		"empty":         "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
		"empty, gzip":   "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
		"chunked, gzip": "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	} {
		s := serveRaw(t, func(conn net.Conn, _ *http.Request, _ int) bool { write(conn, text); return false })
		c := newClient(t, transport.Options{BaseURL: s.url})
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if b, err := io.ReadAll(resp.Stream); len(b) != 0 || err != nil {
			t.Errorf("%s: %q, %v", name, b, err)
		}
		_ = resp.Stream.Close()
		if resp, err := c.Do(t.Context(), transport.Request{}); err != nil || len(resp.Body) != 0 {
			t.Errorf("%s: Do: %v, %v", name, resp, err)
		}
	}
}

// Whatever breaks after the body began ends the stream with an error, never with io.EOF.
func TestBrokenStreamIsNeverShort(t *testing.T) {
	start := strings.Repeat("a,b\n", 1000)
	packed := gzipped(start)
	for name, text := range map[string]string{
		"cut length":  "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 9999\r\n\r\n" + start,
		"cut chunks":  fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(start), start),
		"cut gzip":    fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(packed)-3, packed[:len(packed)-3]),
		"gzip tail":   fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%sgarbage after it", len(packed)+16, packed),
		"gzip, chunk": fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(packed), packed),
	} {
		for _, kind := range []transport.Kind{transport.Read, transport.Write} {
			s := serveRaw(t, func(conn net.Conn, _ *http.Request, _ int) bool { write(conn, text); return false })
			c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
			resp, err := c.Stream(t.Context(), transport.Request{Name: say.T("csv"), Kind: kind})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got, err := io.ReadAll(resp.Stream)
			e := wantKind(t, err, fault.Temporary)
			if string(got) != start || e.Ambiguous != (kind == transport.Write) || !strings.HasPrefix(err.Error(), "csv: "+s.addr) {
				t.Errorf("%s: %d bytes, %+v", name, len(got), e)
			}
			if _, again := resp.Stream.Read(make([]byte, 1)); !errors.Is(again, err) {
				t.Errorf("%s: the next read said %v", name, again)
			}
			_ = resp.Stream.Close()
			wantRequests(t, s, 1)
		}
	}
}

func TestStreamIsRetriedUntilItBegins(t *testing.T) {
	answers := []string{
		"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
		"",
		"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na,b",
	}
	s := serveRaw(t, func(conn net.Conn, _ *http.Request, nth int) bool { write(conn, answers[nth-1]); return false })
	c := newClient(t, transport.Options{BaseURL: s.url, MaxRetries: 4})
	resp, err := c.Stream(t.Context(), transport.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(resp.Stream); string(got) != "a,b" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	_ = resp.Stream.Close()
	wantRequests(t, s, 4)
}

func TestStreamOfAnErrorIsJudgedWhole(t *testing.T) {
	s := serveRaw(t, func(conn net.Conn, _ *http.Request, _ int) bool {
		write(conn, "HTTP/1.1 404 No\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"code\":\"E404\"}")
		return false
	})
	c := newClient(t, transport.Options{BaseURL: s.url, Check: func(r *transport.Response) error {
		return &fault.Error{Kind: fault.Refused, Code: "E404", Message: say.Verbatim(string(r.Body))}
	}})
	resp, err := c.Stream(t.Context(), transport.Request{})
	if e := wantKind(t, err, fault.Refused); e.Code != "E404" || string(resp.Body) != `{"code":"E404"}` || resp.Stream != nil {
		t.Errorf("%+v %+v", e, resp)
	}
}

func TestStreamTellsAWebPageFromAFile(t *testing.T) {
	for _, c := range []struct {
		kind, body string
		page       bool
	}{
		{"text/html", "hello", true},
		{"TEXT/HTML; charset=", "hello", true},
		{"", "  <html>", true},
		{"application/json", "\r\n<html>", true},
		{"application/xml", "<Error/>", true},
		{"text/csv", "<none>,1", false},
		{"application/octet-stream", "<x>", false},
		{"application/json", `["<"]`, false},
	} {
		base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{c.kind}
			_, _ = io.WriteString(w, c.body)
		})
		client := newClient(t, transport.Options{BaseURL: base})
		resp, err := client.Stream(t.Context(), transport.Request{})
		if (err != nil) != c.page {
			t.Errorf("%q %q: %v", c.kind, c.body, err)
		}
		if err == nil {
			if b, err := io.ReadAll(resp.Stream); string(b) != c.body || err != nil {
				t.Errorf("%q %q: %q, %v", c.kind, c.body, b, err)
			}
			_ = resp.Stream.Close()
		}
		if _, err := client.Do(t.Context(), transport.Request{}); (err != nil) != c.page {
			t.Errorf("Do: %q %q: %v", c.kind, c.body, err)
		}
	}
}

// slow is a body that gives some bytes after each pause, and honours the request's context.
type slow struct {
	ctx    context.Context
	bytes  string
	pauses []time.Duration
}

func (s *slow) Read(p []byte) (int, error) {
	if len(s.pauses) == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(s.pauses[0]):
		s.pauses = s.pauses[1:]
		return copy(p, s.bytes), nil
	case <-s.ctx.Done():
		return 0, s.ctx.Err()
	}
}

func (s *slow) Close() error { return nil }

func slowly(pauses ...time.Duration) roundTripper { return slowlyOf("x", pauses...) }

func slowlyOf(bytes string, pauses ...time.Duration) roundTripper {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, ContentLength: -1, Body: &slow{r.Context(), bytes, pauses}}, nil
	}
}

func TestStreamMayTakeLongWhileItGetsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A pause is less than the limit, and a second's bytes come with each that has passed.
		const pause = 400 * time.Millisecond
		c, err := transport.New(transport.Options{
			BaseURL: "https://h.example", Timeout: time.Second, RoundTripper: slowlyOf(strings.Repeat("x", 512), pause, pause, pause, pause),
		})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Hour) // the reader may be slow, too
		if got, err := io.ReadAll(resp.Stream); len(got) != 2048 || err != nil {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		_ = resp.Stream.Close()
		if _, err := c.Do(t.Context(), transport.Request{}); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("Do waited for the whole of it: %v", err)
		}
	})
}

func TestSilenceEndsAStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Timeout: time.Minute, RoundTripper: slowly(time.Second, 61*time.Second)})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		got, err := io.ReadAll(resp.Stream)
		wantKind(t, err, fault.Temporary)
		if string(got) != "x" || !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("%q after %s: %v", got, time.Since(start), err)
		}
		_ = resp.Stream.Close()
	})
}

// A byte now and then is not an answer that gets on, however long each silence is.
func TestAStreamThatOnlyTricklesEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pauses := slices.Repeat([]time.Duration{190 * time.Millisecond}, 1000)
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Timeout: 3 * time.Second, RoundTripper: slowly(pauses...)})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = io.ReadAll(resp.Stream)
		wantKind(t, err, fault.Temporary)
		if !strings.Contains(err.Error(), "the answer comes too slowly: 15 bytes within 3s") || !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != 3*time.Second {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		_ = resp.Stream.Close()
	})
}

// A stream has a limit, too, which counts what a small answer unpacks to; one that is exactly as long is whole.
func TestAStreamHasALimit(t *testing.T) {
	const limit = 1 << 20
	long := strings.Repeat("x", limit)
	for name, c := range map[string]struct {
		body   string
		packed bool
		length bool
		over   bool
	}{
		"at the limit":         {body: long},
		"at the limit, gzip":   {body: long, packed: true},
		"beyond":               {body: long + "x", over: true},
		"beyond, announced":    {body: long + "x", length: true, over: true},
		"beyond, gzip of 2 KB": {body: long + "x", packed: true, over: true},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Content-Type", "text/csv")
				body := []byte(c.body)
				if c.packed {
					w.Header().Set("Content-Encoding", "gzip")
					body = gzipped(c.body)
				}
				if c.length {
					w.Header().Set("Content-Length", fmt.Sprint(len(body)))
				}
				_, _ = w.Write(body)
			})
			client := newClient(t, transport.Options{BaseURL: base, StreamLimit: limit, MaxRetries: 4})
			resp, err := client.Stream(t.Context(), transport.Request{})
			if err == nil {
				var n int64
				n, err = io.Copy(io.Discard, resp.Stream)
				if n != limit {
					t.Errorf("%d bytes were handed on", n)
				}
				_ = resp.Stream.Close()
			}
			if !c.over {
				if err != nil {
					t.Error(err)
				}
				return
			}
			e := wantKind(t, err, fault.Temporary)
			if !strings.Contains(err.Error(), "the answer is longer than 1 MiB") || !strings.Contains(e.Hint.String(), "raise stream_limit") {
				t.Errorf("%v, hint %q", err, e.Hint)
			}
			if asked != 1 {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

// A long body that comes without its length arrives as it was sent.
func TestALongBodyIsPutTogether(t *testing.T) {
	for _, size := range []int{1<<20 - 1, 1 << 20, 1<<20 + 1, 3 << 20, 5<<20 + 7} {
		body := strings.Repeat("0123456789abcde\n", size/16+1)[:size]
		base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/csv")
			for rest := body; rest != ""; {
				n := min(len(rest), 100_000)
				_, _ = io.WriteString(w, rest[:n])
				rest = rest[n:]
			}
		})
		resp, err := newClient(t, transport.Options{BaseURL: base}).Do(t.Context(), transport.Request{})
		if err != nil || string(resp.Body) != body {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func TestCancelInAStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", RoundTripper: slowly(0, time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Stream(ctx, transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Second, cancel)
		start := time.Now()
		_, err = io.ReadAll(resp.Stream)
		wantKind(t, err, fault.Interrupted)
		if !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("after %s: %v", time.Since(start), err)
		}
		_ = resp.Stream.Close()
	})
}

// Streams that are held open do not use up the places: whoever merges several could wait forever.
func TestOpenStreamsHoldNoPlace(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "a,b") })
	c := newClient(t, transport.Options{BaseURL: base, Concurrency: 1})
	for range 3 {
		resp, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Stream.Close() }()
	}
}
