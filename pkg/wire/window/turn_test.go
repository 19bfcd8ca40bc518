package window_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/wire/window"
)

// heads is a vendor whose answers' heads come after a time of any length; then Fetch waits for its turn, as transport
// does. It counts what has had its turn and is not back.
type heads struct {
	*vendor
	longest time.Duration
	out     int // items' lists that are in use
	most    int
}

func (h *heads) source() window.Source[stamp] {
	src := h.vendor.source()
	fetch, done := src.Fetch, src.Done
	src.Fetch = func(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
		select {
		case <-time.After(rand.N(h.longest)):
		case <-ctx.Done():
			return nil, false, ctx.Err()
		}
		if err := ask.Ready(ctx); err != nil {
			return nil, false, err
		}
		h.mu.Lock()
		h.out++
		h.most = max(h.most, h.out)
		h.mu.Unlock()
		return fetch(ctx, ask)
	}
	src.Done = func(items []stamp) {
		h.mu.Lock()
		h.out--
		h.mu.Unlock()
		done(items)
	}
	return src
}

// dense returns a day with a burst at one end, so that pieces are halved again and again, also where later ones wait.
func dense(burst time.Time) *vendor {
	v := &vendor{cap: 20}
	for second := range 300 {
		v.at(burst.Add(time.Duration(second)*time.Second), 3)
	}
	for minute := range 1440 {
		v.at(at("2024-01-01 00:00:00").Add(time.Duration(minute)*time.Minute), 1)
	}
	v.sort()
	return v
}

// Whatever the order in which heads come, every item is given, none waits forever (synctest would say "deadlock"), and
// few answers are read before their turn.
func TestPullReadsAnswersNearTheirTurn(t *testing.T) {
	s := span("2024-01-01 00:00:00", "2024-01-01 23:59:59")
	for n := range 60 {
		synctest.Test(t, func(t *testing.T) {
			v := dense(s.From.Add(time.Duration(n) * 23 * time.Minute))
			h := &heads{vendor: v, longest: time.Second}
			l := window.Limits{Max: 3 * time.Hour, Margin: time.Second, Concurrency: 1 + n%6}
			items, err := collect(t, window.Pull(t.Context(), s, l, h.source()))
			if err != nil {
				t.Fatal(err)
			}
			wantWhole(t, v, s, items)
			if h.most > 4 {
				t.Errorf("%d answers were held at once, want at most 4", h.most)
			}
			if h.out != 0 {
				t.Errorf("%d answers are not back", h.out)
			}
		})
	}
}

// Answers that wait for their turn do not keep others from being asked for.
func TestPullAsksForLaterPiecesMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := span("2024-01-01 00:00:00", "2024-12-31 23:59:59")
		v := even(s)
		src := v.source()
		asked, read := 0, 0
		src.Fetch = func(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
			v.mu.Lock()
			asked++
			v.mu.Unlock()
			if ask.Contains(s.From) {
				<-time.After(time.Hour)
				v.mu.Lock()
				defer v.mu.Unlock()
				if asked < 5 || read != 1 {
					t.Errorf("%d pieces were asked for and %d read before the first, want 5 or more and 1", asked, read)
				}
				return v.within(ask.Span), false, nil
			}
			if err := ask.Ready(ctx); err != nil {
				return nil, false, err
			}
			v.mu.Lock()
			defer v.mu.Unlock()
			read++
			return v.within(ask.Span), false, nil
		}
		items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: 10 * day, Concurrency: 4}, src))
		if err != nil {
			t.Fatal(err)
		}
		wantWhole(t, v, s, items)
	})
}

// Whoever stops, or is stopped, leaves nobody waiting for a turn.
func TestPullEndsWithThoseWhoWait(t *testing.T) {
	for name, after := range map[string]time.Duration{"cancelled": 1500 * time.Millisecond, "stopped": time.Hour} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := span("2024-01-01 00:00:00", "2024-01-01 23:59:59")
				v := dense(s.From)
				ctx, cancel := context.WithTimeout(t.Context(), after)
				defer cancel()
				n := 0
				for _, err := range window.Pull(ctx, s, window.Limits{Max: 3 * time.Hour}, (&heads{vendor: v, longest: time.Second}).source()) {
					if n++; err != nil || n > 900 {
						break
					}
				}
				if v.running > 0 {
					t.Errorf("%d requests outlived the loop", v.running)
				}
			})
		})
	}
}
