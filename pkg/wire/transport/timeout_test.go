package transport_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// piped is net/http on connections in memory, so that time in a bubble can pass.
func piped(handle func(net.Conn, *http.Request)) *http.Transport {
	return &http.Transport{DisableCompression: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer func() { _ = there.Close() }()
			r, err := http.ReadRequest(bufio.NewReader(there))
			if err != nil {
				return
			}
			if _, err := io.Copy(io.Discard, r.Body); err == nil {
				handle(there, r)
			}
		}()
		return here, nil
	}}
}

func TestTimeout(t *testing.T) {
	for name, silence := range map[string]func(net.Conn){
		"no answer": untilGone,
		"half a head": func(c net.Conn) {
			write(c, "HTTP/1.1 200 OK\r\nContent-")
			untilGone(c)
		},
		"half a body": func(c net.Conn) {
			write(c, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,")
			untilGone(c)
		},
		"a byte now and then, without end": func(c net.Conn) {
			write(c, "HTTP/1.1 200 OK\r\n\r\n")
			for _, err := io.WriteString(c, "["); err == nil; _, err = io.WriteString(c, "1,") {
				<-time.After(time.Second)
			}
		},
	} {
		for _, kind := range []transport.Kind{transport.Read, transport.Write} {
			t.Run(name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var n atomic.Int64
					network := piped(func(c net.Conn, _ *http.Request) { n.Add(1); silence(c) })
					defer network.CloseIdleConnections()
					c := newClient(t, transport.Options{BaseURL: "http://localhost", Timeout: 20 * time.Second, MaxRetries: 2, RoundTripper: network})
					start := time.Now()
					_, err := c.Do(t.Context(), transport.Request{Method: "POST", Kind: kind, Query: map[string][]string{"token": {"tok-SECRET-1"}}, Body: transport.JSON([]byte("{}"))})
					e := wantKind(t, err, fault.Temporary)
					took := time.Since(start)
					<-time.After(2 * time.Second) // the vendor sees that we are gone
					want := 3
					if kind == transport.Write {
						want = 1
					}
					if n.Load() != int64(want) || took != time.Duration(want)*20*time.Second {
						t.Errorf("%d requests in %s, want %d", n.Load(), took, want)
					}
					if e.Ambiguous != (kind == transport.Write) || !strings.Contains(err.Error(), "no answer within 20s") || !errors.Is(err, os.ErrDeadlineExceeded) {
						t.Errorf("%+v", e)
					}
					wantNoSecret(t, err, "tok-SECRET-1")
				})
			})
		}
	}
}

// A body that is opened has as long as it needs while it goes; when it stops going, the limit holds.
func TestTimeoutOfAnUpload(t *testing.T) {
	for name, c := range map[string]struct {
		stall bool
		want  fault.Kind
	}{"slow": {false, fault.Other}, "stalled": {true, fault.Temporary}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				network := piped(func(c net.Conn, _ *http.Request) { write(c, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") })
				defer network.CloseIdleConnections()
				client := newClient(t, transport.Options{BaseURL: "http://localhost", Timeout: 20 * time.Second, RoundTripper: network})
				body := &transport.Body{Size: 10, Open: func() (io.ReadCloser, error) { return &drip{left: 10, stall: c.stall}, nil }}
				_, err := client.Do(t.Context(), transport.Request{Method: "POST", Body: body})
				if (err != nil) != c.stall || fault.KindOf(err) != c.want {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

// drip is a body of which a byte comes each quarter of a minute, and with stall none after the first.
type drip struct {
	left  int
	stall bool
}

func (d *drip) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	wait := 15 * time.Second
	if d.stall && d.left < 10 {
		wait = time.Hour
	}
	<-time.After(wait)
	d.left--
	p[0] = 'x'
	return 1, nil
}

func (d *drip) Close() error { return nil }
