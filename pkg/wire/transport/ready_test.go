package transport_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

const head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"

// after returns a turn that comes after a while.
func after(d time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestWaitingForATurnIsNotTheVendorsSilence(t *testing.T) {
	for name, c := range map[string]struct {
		handle   func(net.Conn, *http.Request)
		requests int64
		took     time.Duration
		err      error
	}{
		"the body is there":   {func(c net.Conn, _ *http.Request) { write(c, head+"{}"); untilGone(c) }, 1, time.Hour, nil},
		"the body never came": {func(c net.Conn, _ *http.Request) { write(c, head); untilGone(c) }, 2, 2 * (time.Hour + 20*time.Second), os.ErrDeadlineExceeded},
		"a refusal does not wait": {func(c net.Conn, _ *http.Request) {
			write(c, "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
			untilGone(c)
		}, 2, 0, fault.New(fault.Temporary, "")},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var n atomic.Int64
				network := piped(func(conn net.Conn, r *http.Request) { n.Add(1); c.handle(conn, r) })
				defer network.CloseIdleConnections()
				client := newClient(t, transport.Options{BaseURL: "http://localhost", Timeout: 20 * time.Second, MaxRetries: 1, RoundTripper: network})
				start := time.Now()
				resp, err := client.Do(t.Context(), transport.Request{Ready: after(time.Hour)})
				if took := time.Since(start); took != c.took || n.Load() != c.requests {
					t.Errorf("%d requests in %s, want %d in %s", n.Load(), took, c.requests, c.took)
				}
				switch {
				case c.err == nil && (err != nil || string(resp.Body) != "{}"):
					t.Errorf("%v, %v", resp, err)
				case c.err != nil:
					wantKind(t, err, fault.Temporary)
					if errors.Is(c.err, os.ErrDeadlineExceeded) != errors.Is(err, os.ErrDeadlineExceeded) {
						t.Errorf("%v, want %v", err, c.err)
					}
				}
			})
		})
	}
}

// A vendor may not like to wait that long: a read is sent again.
func TestAnAnswerThatIsGoneWhenItsTurnComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		network := piped(func(c net.Conn, _ *http.Request) {
			if write(c, head); n.Add(1) > 1 {
				write(c, "{}")
				untilGone(c)
			}
		})
		defer network.CloseIdleConnections()
		client := newClient(t, transport.Options{BaseURL: "http://localhost", MaxRetries: 1, RoundTripper: network})
		resp, err := client.Do(t.Context(), transport.Request{Ready: after(time.Hour)})
		if err != nil || string(resp.Body) != "{}" || n.Load() != 2 {
			t.Errorf("%v, %v after %d requests", resp, err, n.Load())
		}
	})
}

func TestInterruptedWhileWaitingForATurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		network := piped(func(c net.Conn, _ *http.Request) { write(c, head); untilGone(c) })
		defer network.CloseIdleConnections()
		client := newClient(t, transport.Options{BaseURL: "http://localhost", RoundTripper: network})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute*5, cancel)
		start := time.Now()
		_, err := client.Do(ctx, transport.Request{Ready: after(time.Hour)})
		wantKind(t, err, fault.Interrupted)
		if !errors.Is(err, context.Canceled) || time.Since(start) != 5*time.Minute {
			t.Errorf("%v after %s", err, time.Since(start))
		}
	})
}

// The one place is free while a request waits: the request that it waits for may need it.
func TestWhoWaitsForATurnHoldsNoPlace(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	c := newClient(t, transport.Options{BaseURL: base, Concurrency: 1})
	_, err := c.Do(t.Context(), transport.Request{Ready: func(ctx context.Context) error {
		_, err := c.Do(ctx, transport.Request{})
		return err
	}})
	if err != nil {
		t.Error(err)
	}
	for range 2 { // and it was given back once
		if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
			t.Error(err)
		}
	}
}
