package window_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

const day = 24 * time.Hour

func TestPullGivesEveryItemOnce(t *testing.T) {
	march := span("2025-03-01 00:00:00", "2025-03-31 23:59:59")
	leap := span("2024-02-28 00:00:00", "2024-03-01 23:59:59")
	burst := at("2025-03-12 09:00:00")
	for name, c := range map[string]struct {
		span        period.Span
		stamps      func(v *vendor)
		maxRequests int
	}{
		"nothing there":         {march, func(*vendor) {}, 2},
		"one second asked":      {period.Span{From: burst, To: burst}, func(v *vendor) { v.at(burst, 3).at(burst.Add(time.Second), 2).at(burst.Add(-time.Second), 2) }, 1},
		"first and last second": {march, func(v *vendor) { v.at(march.From, 2).at(march.To, 2) }, 2},
		"just outside":          {march, func(v *vendor) { v.at(march.From.Add(-time.Second), 1).at(march.To.Add(time.Second), 1).at(burst, 1) }, 2},
		"month ends and a leap day": {leap, func(v *vendor) {
			v.at(at("2024-02-28 23:59:59"), 1).at(at("2024-02-29 00:00:00"), 1).at(at("2024-02-29 23:59:59"), 1).at(at("2024-03-01 00:00:00"), 1)
		}, 1},
		"999 in a window":      {leap, func(v *vendor) { v.at(at("2024-02-29 09:00:00"), 999) }, 1},
		"1,000 in a window":    {march, func(v *vendor) { v.at(burst, 500).at(burst.Add(time.Hour), 500) }, 5},
		"999 in one second":    {march, func(v *vendor) { v.at(burst.Add(-time.Second), 3).at(burst, 999).at(burst.Add(time.Second), 3) }, 80},
		"five years of little": {span("2020-01-01 00:00:00", "2024-12-31 23:59:59"), func(v *vendor) { v.at(at("2024-02-29 12:00:00"), 1) }, 60},
		"a burst every day": {march, func(v *vendor) {
			for d := range 31 {
				for i := range 1000 {
					v.at(march.From.AddDate(0, 0, d).Add(9*time.Hour+time.Duration(i%60)*time.Second), 1)
				}
			}
		}, 31 * 5},
		"dense all along": {march, func(v *vendor) {
			for s := 0; s < 31*24*60*60; s += 157 {
				v.at(march.From.Add(time.Duration(s)*time.Second), 1)
			}
		}, 17*5/2 + 12},
	} {
		for _, exclusive := range []bool{false, true} {
			for _, cut := range []string{"", "last", "any"} {
				t.Run(fmt.Sprintf("%s/exclusive=%v%s", name, exclusive, cut), func(t *testing.T) {
					v := &vendor{cap: 1000, max: 31 * day, exclusive: exclusive, cut: cut}
					c.stamps(v)
					v.sort()
					items, err := collect(t, window.Pull(t.Context(), c.span, window.Limits{Max: 31 * day, Margin: time.Second}, v.source()))
					if err != nil {
						t.Fatal(err)
					}
					wantWhole(t, v, c.span, items)
					if len(v.asks) > c.maxRequests {
						t.Errorf("%d requests, want at most %d", len(v.asks), c.maxRequests)
					}
					if v.peak > 4 {
						t.Errorf("%d requests at once, want at most 4", v.peak)
					}
				})
			}
		}
	}
}

// TestPullAgainstBruteForce tries many small ranges with a small cap: whatever the distribution and the vendor's
// habits, an item is missing only where one second alone reaches the cap, and then it is said.
func TestPullAgainstBruteForce(t *testing.T) {
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 1))
		v := &vendor{
			cap: 1 + r.IntN(12), max: time.Duration(5+r.IntN(300)) * time.Second,
			exclusive: r.IntN(2) == 0, zeroSpan: r.IntN(4) == 0, cut: []string{"", "last", "any"}[r.IntN(3)],
		}
		length := 1 + r.IntN(600)
		s := period.Span{From: at("2024-02-29 23:55:00")}
		s.To = s.From.Add(time.Duration(length-1) * time.Second)
		for range r.IntN(4) {
			center, width := r.IntN(length), 1+r.IntN(length)
			for range r.IntN(60) {
				v.at(s.From.Add(time.Duration(center+r.IntN(width)-width/2)*time.Second+time.Duration(r.IntN(1000))*time.Millisecond), 1)
			}
		}
		v.sort()
		l := window.Limits{Max: v.max, Margin: time.Second, Concurrency: 1 + r.IntN(8)}
		if r.IntN(4) == 0 {
			v.max, l.Max = 0, 0
		}
		items, err := collect(t, window.Pull(t.Context(), s, l, v.source()))
		checkComplete(t, seed, v, s, items, err)
		if v.peak > l.Concurrency {
			t.Errorf("seed %d: %d requests at once, want at most %d", seed, v.peak, l.Concurrency)
		}
	}
}

func checkComplete(t *testing.T, seed uint64, v *vendor, s period.Span, items []stamp, err error) {
	t.Helper()
	if !slices.IsSortedFunc(items, order) {
		t.Fatalf("seed %d: out of order", seed)
	}
	inclusive := vendor{stamps: v.stamps}
	missing := 0
	for _, want := range inclusive.within(s) {
		if len(items) > 0 && items[0] == want {
			items = items[1:]
			continue
		}
		missing++
		second := want.time.Truncate(time.Second)
		alone := inclusive.within(period.Span{From: second, To: second})
		// Where a span of one instant is refused, an inclusive end leaves two seconds as the least to ask for.
		if v.zeroSpan && !v.exclusive {
			alone = inclusive.within(period.Span{From: second, To: second.Add(time.Second)})
		}
		if len(alone) < v.cap {
			t.Fatalf("seed %d: %v is missing, though its second holds only %d items (cap %d)", seed, want.time, len(alone), v.cap)
		}
	}
	if len(items) > 0 {
		t.Fatalf("seed %d: %v was given twice, or was not asked for", seed, items[0])
	}
	if err != nil && fault.KindOf(err) != fault.Partial {
		t.Fatalf("seed %d: %v", seed, err)
	}
	if missing > 0 && err == nil {
		t.Fatalf("seed %d: %d items are missing and nothing is said", seed, missing)
	}
}

func TestPullNamesTheSecondThatDoesNotFit(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-31 23:59:59")
	v := &vendor{cap: 1000, max: 31 * day, exclusive: true}
	v.at(at("2025-03-12 09:00:00"), 1001).at(at("2025-03-20 18:30:05"), 1000).at(at("2025-03-31 23:59:59"), 4).sort()
	src := v.source()
	items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: 31 * day, Margin: time.Second}, src))
	if len(items) != 2004 {
		t.Errorf("%d items, want the 1,000 that one answer holds of each second, and the 4 after them", len(items))
	}
	if fault.KindOf(err) != fault.Partial || fault.HintOf(err).String() == "" {
		t.Fatalf("err = %v (%T), want a fault.Partial with a hint", err, err)
	}
	for _, second := range []string{"2025-03-12 09:00:00", "2025-03-20 18:30:05"} {
		if !strings.Contains(err.Error(), second) {
			t.Errorf("%q does not name %s", err, second)
		}
	}

	src.Narrow = v.narrow
	items, err = collect(t, window.Pull(t.Context(), s, window.Limits{Max: 31 * day, Margin: time.Second}, src))
	if err != nil {
		t.Fatalf("with Narrow: %v", err)
	}
	wantWhole(t, v, s, items)
	if v.narrowed == 0 || v.narrowed > 8 {
		t.Errorf("Narrow was called %d times, want it for the dense seconds and their neighbours only", v.narrowed)
	}
}

func TestPullKeepsPartialErrorsToTheEnd(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-31 23:59:59")
	v := &vendor{cap: 10}
	v.at(at("2025-03-12 09:00:00"), 12).at(at("2025-03-20 18:30:00"), 12).at(s.To, 1).sort()
	src := v.source()
	cause := errors.New("staff 7 has 1,000")
	src.Narrow = func(ctx context.Context, ask window.Ask) ([]stamp, error) {
		items, _ := v.narrow(ctx, ask)
		if len(items) == 0 {
			return nil, nil
		}
		return items, &fault.Error{Kind: fault.Partial, Message: say.T("staff 7 is not whole at %s", items[0].time.Format(time.DateOnly)), Hint: say.T("ask staff 7"), Err: cause}
	}
	items, err := collect(t, window.Pull(t.Context(), s, window.Limits{}, src))
	wantWhole(t, v, s, items)
	if fault.KindOf(err) != fault.Partial || !errors.Is(err, cause) || fault.HintOf(err).String() != "ask staff 7" {
		t.Errorf("err = %v, hint %q; want a fault.Partial that wraps the cause and keeps the hint once", err, fault.HintOf(err).String())
	}
	if want := "staff 7 is not whole at 2025-03-12; staff 7 is not whole at 2025-03-20"; err.Error() != want {
		t.Errorf("err = %q, want %q", err, want)
	}
}

func TestPullEndsAtThePlaceOfAnError(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-10 23:59:59")
	broken := fault.New(fault.Refused, "no")
	for name, spoil := range map[string]func(*window.Source[stamp]){
		"fetch": func(src *window.Source[stamp]) {
			fetch := src.Fetch
			src.Fetch = func(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
				if ask.Contains(at("2025-03-04 12:00:00")) {
					return nil, false, broken
				}
				return fetch(ctx, ask)
			}
		},
		"time": func(src *window.Source[stamp]) {
			src.At = func(s stamp) (time.Time, error) {
				if s.time.Equal(at("2025-03-04 09:00:00")) {
					return time.Time{}, broken
				}
				return s.time, nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := &vendor{cap: 100}
			for d := range 10 {
				v.at(s.From.AddDate(0, 0, d).Add(9*time.Hour), 5)
			}
			src := v.source()
			spoil(&src)
			items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Max: day + time.Second}, src))
			if !errors.Is(err, broken) {
				t.Errorf("err = %v, want %v", err, broken)
			}
			wantWhole(t, v, span("2025-03-01 00:00:00", "2025-03-03 23:59:59"), items)
		})
	}
}

func TestPullCanBeRunAgain(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-31 23:59:59")
	v := (&vendor{cap: 10}).at(s.From, 3).at(s.To, 9)
	seq := window.Pull(t.Context(), s, window.Limits{}, v.source())
	for range 2 {
		items, err := collect(t, seq)
		if err != nil {
			t.Fatal(err)
		}
		wantWhole(t, v, s, items)
	}
}

func TestPullLeavesTheVendorsSliceAlone(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-01 23:59:59")
	answer := []stamp{{s.To, 1}, {s.From.Add(-time.Second), 2}, {s.From, 3}}
	src := (&vendor{}).source()
	src.Fetch = func(context.Context, window.Ask) ([]stamp, bool, error) { return answer, false, nil }
	src.Done = nil
	items, err := collect(t, window.Pull(t.Context(), s, window.Limits{Margin: time.Second}, src))
	if err != nil || !slices.Equal(items, []stamp{{s.From, 3}, {s.To, 1}}) {
		t.Errorf("items %v, err %v", items, err)
	}
	if answer[0].id != 1 || answer[1].id != 2 || answer[2].id != 3 {
		t.Errorf("the answer was changed: %v", answer)
	}
}

func TestPullRefusesWhatCannotBe(t *testing.T) {
	s := span("2025-03-01 00:00:00", "2025-03-01 00:00:00")
	for name, c := range map[string]struct {
		span   period.Span
		limits window.Limits
		kind   fault.Kind
	}{
		"backwards":               {period.Span{From: s.From, To: s.From.Add(-time.Second)}, window.Limits{}, fault.Usage},
		"no room for the margins": {s, window.Limits{Max: 3 * time.Second, Margin: time.Second}, fault.Other},
		"half a second of margin": {s, window.Limits{Margin: time.Second / 2}, fault.Other},
	} {
		t.Run(name, func(t *testing.T) {
			v := &vendor{cap: 10}
			items, err := collect(t, window.Pull(t.Context(), c.span, c.limits, v.source()))
			if err == nil || fault.KindOf(err) != c.kind || len(items) > 0 || len(v.asks) > 0 {
				t.Errorf("err = %v, %d items, %d requests", err, len(items), len(v.asks))
			}
		})
	}
}
