package window_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// The tests here run on synctest's clock; a goroutine left behind by Pull makes its bubble fail.

// even has one stamp every 50 minutes: no piece of 30 days is capped, one of 35 would be.
func even(s period.Span) *vendor {
	v := &vendor{cap: 1000, max: 31 * day, latency: 100 * time.Millisecond}
	for t := s.From; !t.After(s.To); t = t.Add(50 * time.Minute) {
		v.at(t, 1)
	}
	return v
}

func TestPullTakesNoLongerThanItsRequests(t *testing.T) {
	s := span("2020-01-01 00:00:00", "2024-12-31 23:59:59")
	for name, every := range map[string]time.Duration{"never capped": 50 * time.Minute, "capped at first": 10 * time.Minute} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &vendor{cap: 1000, max: 31 * day, latency: 100 * time.Millisecond}
				for at := s.From; !at.After(s.To); at = at.Add(every) {
					v.at(at, 1)
				}
				start := time.Now()
				items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: 31 * day, Margin: time.Second, Concurrency: 4}, v.source()))
				if err != nil {
					t.Fatal(err)
				}
				wantWhole(t, v, s, items)
				ideal := time.Duration((len(v.asks)+3)/4) * v.latency
				if elapsed := time.Since(start); elapsed > ideal*115/100 {
					t.Errorf("%d requests took %s, want at most 1.15 × %s", len(v.asks), elapsed, ideal)
				}
				if fewest := max(len(items)/1000, 59); len(v.asks) > fewest*3/2 {
					t.Errorf("%d requests, where %d would do", len(v.asks), fewest)
				}
				if v.peak != 4 {
					t.Errorf("%d requests at once, want 4", v.peak)
				}
			})
		})
	}
}

func TestPullWaitsForASlowConsumer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := span("2020-01-01 00:00:00", "2024-12-31 23:59:59")
		v := even(s)
		n := 0
		for _, err := range window.Pull(t.Context(), s, window.Limits{Max: 31 * day, Concurrency: 3}, v.source()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 1 {
				<-time.After(time.Hour)
				synctest.Wait()
				if len(v.asks) > 1+2*3 {
					t.Errorf("%d pieces were fetched while the first was being read, want at most 7", len(v.asks))
				}
				if v.running > 0 {
					t.Errorf("%d requests are still running", v.running)
				}
			}
		}
		if n != len(v.stamps) {
			t.Errorf("%d items, want %d", n, len(v.stamps))
		}
	})
}

func TestPullDoesNotRunAheadOfADensePiece(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// The first day is cut over and over while the empty year behind it could be fetched at once.
		s := span("2024-01-01 00:00:00", "2024-12-31 23:59:59")
		v := &vendor{cap: 10, latency: 100 * time.Millisecond}
		for second := range 3000 {
			v.at(s.From.Add(time.Duration(second)*time.Second), 3)
		}
		for d := 1; d < 366; d++ {
			v.at(s.From.AddDate(0, 0, d), 1)
		}
		v.sort()
		start := time.Now()
		items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: day, Margin: time.Second, Concurrency: 4}, v.source()))
		if err != nil {
			t.Fatal(err)
		}
		wantWhole(t, v, s, items)
		ideal := time.Duration((len(v.asks)+3)/4) * v.latency
		if elapsed := time.Since(start); elapsed > ideal*115/100 {
			t.Errorf("%d requests took %s, want at most 1.15 × %s", len(v.asks), elapsed, ideal)
		}
	})
}

func TestPullStopsWithItsConsumer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := span("2020-01-01 00:00:00", "2024-12-31 23:59:59")
		v := even(s)
		n := 0
		for _, err := range window.Pull(t.Context(), s, window.Limits{Max: 31 * day}, v.source()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 3 {
				break
			}
		}
		if v.running > 0 {
			t.Errorf("%d requests outlived the loop", v.running)
		}
		if len(v.asks) > 12 {
			t.Errorf("%d requests for 3 items", len(v.asks))
		}
	})
}

func TestPullStopsWithItsContext(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		kind  fault.Kind
	}{
		"cancelled before":                   {0, fault.Interrupted},
		"cancelled during the first request": {50 * time.Millisecond, fault.Interrupted},
		"cancelled later":                    {1050 * time.Millisecond, fault.Interrupted},
		"past its deadline":                  {-450 * time.Millisecond, fault.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := span("2015-01-01 00:00:00", "2024-12-31 23:59:59")
				v := even(s)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				switch {
				case c.after < 0:
					ctx, cancel = context.WithTimeout(ctx, -c.after)
					defer cancel()
				case c.after == 0:
					cancel()
				default:
					time.AfterFunc(c.after, cancel)
				}
				items, err := collect(t, window.Pull(ctx, s, window.Limits{Max: 31 * day}, v.source()))
				if fault.KindOf(err) != c.kind || !errors.Is(err, ctx.Err()) {
					t.Errorf("err = %v, want %v", err, ctx.Err())
				}
				if firstDifference(items, v.stamps[:len(items)]) >= 0 || len(items) == len(v.stamps) {
					t.Errorf("%d items, want the first ones of %d", len(items), len(v.stamps))
				}
				if v.running > 0 {
					t.Errorf("%d requests outlived the loop", v.running)
				}
			})
		})
	}
}

func TestAFailedPieceStopsLaterRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := span("2015-01-01 00:00:00", "2024-12-31 23:59:59")
		v := even(s)
		src := v.source()
		src.Fetch = func(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
			if ask.Contains(s.From.Add(40 * day)) {
				return nil, false, errors.New("broken") // at once, while the first piece takes its time
			}
			if ask.From.After(s.From.Add(40 * day)) {
				<-ctx.Done()
				return nil, false, ctx.Err()
			}
			return v.fetch(ctx, ask)
		}
		items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: 31 * day}, src))
		if err == nil || err.Error() != "broken" {
			t.Errorf("err = %v", err)
		}
		if len(items) == 0 || len(v.asks) != 1 {
			t.Errorf("%d items of %d requests, want those of the first piece", len(items), len(v.asks))
		}
	})
}
