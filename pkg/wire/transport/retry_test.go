package transport_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

func TestReadIsRetriedUntilItSucceeds(t *testing.T) {
	var n atomic.Int64
	var w waits
	base := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		if n.Add(1) < 4 {
			http.Error(rw, "{}", http.StatusBadGateway)
			return
		}
		fmt.Fprint(rw, `{"ok":true}`)
	})
	debug := new(lines)
	c := newClient(t, transport.Options{BaseURL: base, MaxRetries: -1, Sleep: w.sleep, Debug: debug})
	resp, err := c.Do(t.Context(), transport.Request{Path: "staffs"})
	if err != nil || string(resp.Body) != `{"ok":true}` || resp.Status != 200 {
		t.Fatalf("resp %v, err %v", resp, err)
	}
	if n.Load() != 4 || len(w.all) != 3 {
		t.Errorf("%d requests and %d waits, want 4 and 3", n.Load(), len(w.all))
	}
	var retries []string
	for _, l := range debug.all {
		if strings.HasPrefix(l, "retry ") {
			retries = append(retries, l[:len("retry 1/4 in ")])
		}
	}
	if want := []string{"retry 1/4 in ", "retry 2/4 in ", "retry 3/4 in "}; !slices.Equal(retries, want) {
		t.Errorf("debug said %q, want %q", retries, want)
	}
}

func TestRetryCountIsExact(t *testing.T) {
	for max, want := range map[int]int64{-1: 5, 0: 1, 1: 2, 7: 8} {
		var n atomic.Int64
		c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: max, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n.Add(1)
			return answer(503, ""), nil
		})})
		_, err := c.Do(t.Context(), transport.Request{})
		wantKind(t, err, fault.Temporary)
		if n.Load() != want {
			t.Errorf("MaxRetries %d: %d requests, want %d", max, n.Load(), want)
		}
	}
}

func TestBackoffDoublesWithFullJitterUpToItsCap(t *testing.T) {
	const rounds, retries = 40, 20
	longest := make([]time.Duration, retries)
	for range rounds {
		var w waits
		c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: retries, Sleep: w.sleep, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			return answer(503, ""), nil
		})})
		if _, err := c.Do(t.Context(), transport.Request{}); err == nil {
			t.Fatal("no error")
		}
		for i, d := range w.all {
			longest[i] = max(longest[i], d)
			if ceiling := min(500*time.Millisecond<<i, 30*time.Second); d < 0 || d >= ceiling {
				t.Fatalf("wait %d is %s, outside [0, %s)", i+1, d, ceiling)
			}
		}
	}
	// Of 40 draws at least one is in the upper half, but for one time in 2^40.
	for i, d := range longest {
		if ceiling := min(500*time.Millisecond<<i, 30*time.Second); d < ceiling/2 {
			t.Errorf("the longest wait %d is %s: it does not reach for %s", i+1, d, ceiling)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	sent := time.Now().Add(-40 * 24 * time.Hour).UTC() // the vendor's clock is wrong
	for name, c := range map[string]struct {
		status int
		value  string
		want   time.Duration // of the wait; 0: backoff
	}{
		"seconds":             {429, "7", 7 * time.Second},
		"seconds, with space": {429, " 12 ", 12 * time.Second},
		"date":                {429, sent.Add(90 * time.Second).Format(http.TimeFormat), 90 * time.Second},
		"on 503":              {503, "3", 3 * time.Second},
		"just the cap":        {429, "300", 5 * time.Minute},
		"zero":                {429, "0", 0},
		"negative":            {429, "-5", 0},
		"very negative":       {429, "-9223372036854775807", 0}, // times 1e9 it wraps to one second
		"a date gone by":      {429, sent.Add(-time.Hour).Format(http.TimeFormat), 0},
		"nonsense":            {429, "soon", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var w waits
			var n int
			client := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: 1, Sleep: w.sleep, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
				if n++; n > 1 {
					return answer(200, "{}"), nil
				}
				a := answer(c.status, "")
				a.Header.Set("Date", sent.Format(http.TimeFormat))
				a.Header.Set("Retry-After", c.value)
				return a, nil
			})})
			if _, err := client.Do(t.Context(), transport.Request{}); err != nil {
				t.Fatal(err)
			}
			switch {
			case len(w.all) != 1:
				t.Fatalf("waits %v, want one", w.all)
			case c.want != 0 && w.all[0] != c.want, c.want == 0 && w.all[0] >= 500*time.Millisecond:
				t.Errorf("waited %s, want %s (0: backoff)", w.all[0], c.want)
			}
		})
	}
}

func TestRetryAfterDateWithoutDateHeader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, n := time.Now(), 0
		c, err := transport.New(transport.Options{BaseURL: "https://api.example.com", MaxRetries: 1, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			if n++; n > 1 {
				return answer(200, "{}"), nil
			}
			a := answer(429, "")
			a.Header.Set("Retry-After", start.Add(2*time.Minute).UTC().Format(http.TimeFormat))
			return a, nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Do(t.Context(), transport.Request{Method: "POST"}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 2*time.Minute {
			t.Errorf("took %s, want 2m", took)
		}
	})
}

func TestTooLongRetryAfterIsGivenUpAtOnce(t *testing.T) {
	for value, said := range map[string]string{"301": "5m1s", "7200": "2h", "99999999999999999999999": "3650 days"} {
		var w waits
		var n int
		c := newClient(t, transport.Options{BaseURL: "https://api.example.com", MaxRetries: 4, Sleep: w.sleep, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n++
			a := answer(429, "")
			a.Header.Set("Retry-After", value)
			return a, nil
		})})
		_, err := c.Do(t.Context(), transport.Request{Name: say.T("stamps"), Method: "POST"})
		e := wantKind(t, err, fault.Temporary)
		if n != 1 || len(w.all) != 0 || e.Ambiguous || e.Status != 429 {
			t.Errorf("%s: %d requests, waits %v, %+v", value, n, w.all, e)
		}
		year := fmt.Sprint(time.Now().Year())
		if !strings.Contains(err.Error(), "asks to wait "+said) || value == "7200" && !strings.Contains(err.Error(), "until "+year) && time.Now().YearDay() < 365 {
			t.Errorf("error %q does not say when", err)
		}
		if fault.HintOf(err).String() == "" {
			t.Error("no hint")
		}
	}
}

func TestCheckDecides(t *testing.T) {
	for name, c := range map[string]struct {
		status    int
		check     error
		read      int // requests of a read with 2 retries
		readKind  fault.Kind
		write     int
		writeKind fault.Kind
		ambiguous bool
	}{
		"temporary with 200":    {200, &fault.Error{Kind: fault.Temporary, Code: "BUSY", Message: say.T("busy")}, 3, fault.Temporary, 1, fault.Temporary, true},
		"temporary with 409":    {409, &fault.Error{Kind: fault.Temporary, Message: say.T("locked")}, 3, fault.Temporary, 1, fault.Temporary, false},
		"a bare cause":          {200, &fault.Error{Kind: fault.Temporary, Err: errors.New("busy")}, 3, fault.Temporary, 1, fault.Temporary, true},
		"refused with 200":      {200, &fault.Error{Kind: fault.Refused, Message: say.T("no such staff")}, 1, fault.Refused, 1, fault.Refused, false},
		"refused with 500":      {500, &fault.Error{Kind: fault.Refused, Message: say.T("no such staff")}, 3, fault.Refused, 1, fault.Refused, false},
		"partial with 200":      {200, &fault.Error{Kind: fault.Partial, Message: say.T("2 of 3")}, 1, fault.Partial, 1, fault.Partial, false},
		"unreadable 200":        {200, errors.New("not JSON"), 1, fault.Other, 1, fault.Temporary, true},
		"unreadable 200, typed": {200, fault.New(fault.Other, "not JSON"), 1, fault.Other, 1, fault.Temporary, true},
		"unreadable 500":        {500, errors.New("not JSON"), 3, fault.Temporary, 1, fault.Temporary, true},
		"unreadable 400":        {400, errors.New("not JSON"), 1, fault.Refused, 1, fault.Refused, false},
		"unreadable 401, typed": {401, fault.New(fault.Other, "not JSON"), 1, fault.Auth, 1, fault.Auth, false},
		"nothing said of 500":   {500, nil, 3, fault.Temporary, 1, fault.Temporary, true},
		"nothing said of 404":   {404, nil, 1, fault.Refused, 1, fault.Refused, false},
		"temporary with 429":    {429, &fault.Error{Kind: fault.Temporary, Code: "LIMIT", Message: say.T("limit")}, 3, fault.Temporary, 3, fault.Temporary, false},
		"auth with 429":         {429, &fault.Error{Kind: fault.Auth, Message: say.T("token limit")}, 3, fault.Auth, 3, fault.Auth, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []transport.Kind{transport.Read, transport.Write} {
				n := 0
				client := newClient(t, transport.Options{
					BaseURL: "https://api.example.com", MaxRetries: 2,
					RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
						n++
						return answer(c.status, `{"x":1}`), nil
					}),
					Check: func(r *transport.Response) error {
						if r.Status != c.status || string(r.Body) != `{"x":1}` {
							t.Errorf("Check got %+v", r)
						}
						return c.check
					},
				})
				resp, err := client.Do(t.Context(), transport.Request{Method: "POST", Kind: kind})
				want, wantsKind := c.read, c.readKind
				if kind == transport.Write {
					want, wantsKind = c.write, c.writeKind
				}
				if got := fault.KindOf(err); got != wantsKind || n != want {
					t.Errorf("kind %d: %d requests and %v (%v), want %d and %v", kind, n, got, err, want, wantsKind)
				}
				var e *fault.Error
				if got := errors.As(err, &e) && e.Ambiguous; got != (c.ambiguous && kind == transport.Write) {
					t.Errorf("kind %d: ambiguous = %v: %v", kind, got, err)
				}
				if resp == nil || string(resp.Body) != `{"x":1}` {
					t.Errorf("kind %d: the answer did not come along: %v", kind, resp)
				}
				if c.check != nil && !strings.Contains(err.Error(), c.check.Error()) {
					t.Errorf("kind %d: %q lost what Check said, %q", kind, err, c.check)
				}
			}
		})
	}
}

func TestSuccessNeedsStatusAndCheck(t *testing.T) {
	c := newClient(t, transport.Options{
		BaseURL: "https://api.example.com",
		Check:   func(*transport.Response) error { return nil },
		RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
			return answer(map[string]int{"/no": 422, "/yes": 201}[r.URL.Path], "{}"), nil
		}),
	})
	if _, err := c.Do(t.Context(), transport.Request{Path: "yes"}); err != nil {
		t.Error(err)
	}
	_, err := c.Do(t.Context(), transport.Request{Path: "no"})
	if e := wantKind(t, err, fault.Refused); e.Status != 422 {
		t.Errorf("status %d", e.Status)
	}
}

// The context ends a wait at once: the default Sleep would take half a second and more.
func TestCancelWhileWaitingToRetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		debug := &lines{on: func(line string) {
			if strings.HasPrefix(line, "retry") {
				cancel()
			}
		}}
		c, err := transport.New(transport.Options{BaseURL: "https://api.example.com", MaxRetries: 4, Debug: debug, RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n++
			return answer(429, ""), nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = c.Do(ctx, transport.Request{Method: "POST"})
		e := wantKind(t, err, fault.Interrupted)
		if !errors.Is(err, context.Canceled) || e.Ambiguous || n != 1 || time.Since(start) != 0 {
			t.Errorf("after %s and %d requests: %v", time.Since(start), n, err)
		}
	})
}

func TestDeadlineOfTheCallerIsTemporary(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		c, err := transport.New(transport.Options{BaseURL: "https://api.example.com", MaxRetries: 4, RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Do(ctx, transport.Request{})
		wantKind(t, err, fault.Temporary)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v is no deadline", err)
		}
	})
}
