package transport_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// shared counts the parts that are out.
type shared struct {
	out, taken atomic.Int64
	host       string
	refuse     error
}

func (s *shared) take(_ context.Context, host string) (func(), error) {
	if s.refuse != nil {
		return nil, s.refuse
	}
	s.host = host
	s.out.Add(1)
	s.taken.Add(1)
	return func() { s.out.Add(-1) }, nil
}

// Each attempt has a part while it is under way, and none while it waits to be sent again.
func TestEachAttemptHasItsPart(t *testing.T) {
	var s shared
	n := 0
	c := newClient(t, transport.Options{
		BaseURL: "https://h.example:8443/api", MaxRetries: 2, Share: s.take,
		Sleep: func(context.Context, time.Duration) error {
			if s.out.Load() != 0 {
				t.Error("a pause holds a part")
			}
			return nil
		},
		RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			if s.out.Load() != 1 {
				t.Errorf("%d parts at request %d", s.out.Load(), n)
			}
			if n++; n < 3 {
				return answer(503, "{}"), nil
			}
			return answer(200, "{}"), nil
		}),
	})
	if _, err := c.Do(t.Context(), transport.Request{}); err != nil || n != 3 || s.taken.Load() != 3 || s.out.Load() != 0 {
		t.Errorf("%v, %d requests, %d parts taken, %d not given back", err, n, s.taken.Load(), s.out.Load())
	}
	if s.host != "h.example:8443" {
		t.Errorf("host %q", s.host)
	}
}

// A body that is handed on keeps its part until its end, but not from the client's own next request.
func TestStreamKeepsItsPart(t *testing.T) {
	var s shared
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "a,b\n1,2\n") })
	c := newClient(t, transport.Options{BaseURL: base, Share: s.take})
	open := func() io.ReadCloser {
		t.Helper()
		got, err := c.Stream(t.Context(), transport.Request{})
		if err != nil {
			t.Fatal(err)
		}
		return got.Stream
	}
	first := open()
	if s.out.Load() != 1 {
		t.Errorf("%d parts while a body is read", s.out.Load())
	}
	second := open()
	if s.out.Load() != 1 || s.taken.Load() != 2 {
		t.Errorf("%d parts while two bodies are read, %d taken", s.out.Load(), s.taken.Load())
	}
	_ = first.Close()
	if s.out.Load() != 1 {
		t.Errorf("%d parts, the second's is still read", s.out.Load())
	}
	_ = second.Close()
	if s.out.Load() != 0 {
		t.Errorf("%d parts at the end", s.out.Load())
	}
}

// While a request waits for the turn of its body, others may be sent.
func TestWhoWaitsForATurnHasNoPart(t *testing.T) {
	var s shared
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	c := newClient(t, transport.Options{BaseURL: base, Share: s.take})
	_, err := c.Do(t.Context(), transport.Request{Ready: func(context.Context) error {
		if s.out.Load() != 0 {
			t.Error("the part is kept")
		}
		return nil
	}})
	if err != nil || s.out.Load() != 0 {
		t.Errorf("%v, %d parts", err, s.out.Load())
	}
}

func TestNoPartNoRequest(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind fault.Kind
	}{{context.Canceled, fault.Interrupted}, {errors.New("no folder"), fault.Other}} {
		s := shared{refuse: c.err}
		client := newClient(t, transport.Options{BaseURL: "https://h.example", Share: s.take, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			t.Error("sent")
			return answer(200, "{}"), nil
		})})
		_, err := client.Do(t.Context(), transport.Request{Method: http.MethodPost})
		if e := wantKind(t, err, c.kind); e.Ambiguous {
			t.Error("ambiguous, and nothing was sent")
		}
	}
}
