package transport_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// starts records when requests reach the vendor, on the bubble's clock.
type starts struct {
	mu    sync.Mutex
	begin time.Time
	all   []time.Duration
}

func (s *starts) add() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, time.Since(s.begin))
	return len(s.all)
}

func TestPacerSpacesTheStartsOfAllClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &starts{begin: time.Now()}
		o := transport.Options{BaseURL: "https://h.example", Pacer: transport.NewPacer(2 * time.Second), RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			s.add()
			return answer(200, "{}"), nil
		})}
		a, err := transport.New(o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := transport.New(o)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for _, c := range []*transport.Client{a, b, a, b} {
			wg.Go(func() {
				if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if want := []time.Duration{0, 2 * time.Second, 4 * time.Second, 6 * time.Second}; !slices.Equal(s.all, want) {
			t.Errorf("started at %v, want %v", s.all, want)
		}
		// After a rest the next one need not wait.
		<-time.After(time.Minute)
		rested := time.Since(s.begin)
		if _, err := a.Do(t.Context(), transport.Request{}); err != nil || s.all[4] != rested {
			t.Errorf("started at %v, want %v (%v)", s.all[4], rested, err)
		}
	})
}

// One 429 holds everybody back, also those that already wait for their turn.
func TestRetryAfterHoldsTheWholeAccountBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &starts{begin: time.Now()}
		o := transport.Options{BaseURL: "https://h.example", MaxRetries: 4, Pacer: transport.NewPacer(time.Second), RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			if s.add() == 2 {
				a := answer(429, "")
				a.Header.Set("Retry-After", "30")
				return a, nil
			}
			return answer(200, "{}"), nil
		})}
		var wg sync.WaitGroup
		for range 4 {
			c, err := transport.New(o)
			if err != nil {
				t.Fatal(err)
			}
			wg.Go(func() {
				if _, err := c.Do(t.Context(), transport.Request{Method: "POST"}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		// The second, at 1 s, is told to wait: three are left, from 31 s on, a second apart.
		if want := []time.Duration{0, 1 * time.Second, 31 * time.Second, 32 * time.Second, 33 * time.Second}; !slices.Equal(s.all, want) {
			t.Errorf("started at %v, want %v", s.all, want)
		}
	})
}

func TestCancelWhilePacing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, closed := 0, 0
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Pacer: transport.NewPacer(time.Hour), RoundTripper: roundTripper(func(*http.Request) (*http.Response, error) {
			n++
			return answer(200, "{}"), nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		time.AfterFunc(time.Second, cancel)
		_, err = c.Do(ctx, transport.Request{Method: "POST", Body: openCounted(&closed)})
		e := wantKind(t, err, fault.Interrupted)
		if !errors.Is(err, context.Canceled) || e.Ambiguous || n != 1 || time.Since(start) != time.Second {
			t.Errorf("after %s and %d requests: %v", time.Since(start), n, err)
		}
		if closed != 1 {
			t.Errorf("the body to send was closed %d times, want once", closed)
		}
	})
}

// The wait for a turn is no part of the time that an answer may take.
func TestPacingIsNotTimedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := transport.New(transport.Options{BaseURL: "https://h.example", Timeout: time.Second, Pacer: transport.NewPacer(time.Hour), RoundTripper: roundTripper(func(r *http.Request) (*http.Response, error) {
			return answer(200, "{}"), r.Context().Err()
		})})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
				t.Error(err)
			}
		}
	})
}
