package window_test

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

var tokyo = time.FixedZone("JST", 9*60*60)

func at(value string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", value, tokyo)
	if err != nil {
		panic(err)
	}
	return t
}

func span(from, to string) period.Span { return period.Span{From: at(from), To: at(to)} }

// stamp is one item; equal times are real, id tells them apart.
type stamp struct {
	time time.Time
	id   int
}

func order(a, b stamp) int { return cmp.Or(a.time.Compare(b.time), a.id-b.id) }

// vendor answers like a service with a cap and a longest span.
type vendor struct {
	stamps    []stamp // in order
	cap       int
	max       time.Duration // spans of this and more are refused
	exclusive bool          // the end of a span
	zeroSpan  bool          // a span of one instant is refused
	cut       string        // which items a capped answer holds: "" the first, "last", "any"
	latency   time.Duration // on a synctest clock

	mu            sync.Mutex
	asks          []period.Span
	running, peak int
	narrowed      int
	done          int // items that came back
}

// at puts n stamps on one second.
func (v *vendor) at(t time.Time, n int) *vendor {
	for range n {
		v.stamps = append(v.stamps, stamp{t, len(v.stamps)})
	}
	return v
}

func (v *vendor) sort() { slices.SortFunc(v.stamps, order) }

func (v *vendor) within(s period.Span) []stamp {
	from := sort.Search(len(v.stamps), func(i int) bool { return !v.stamps[i].time.Before(s.From) })
	to := sort.Search(len(v.stamps), func(i int) bool {
		if v.exclusive {
			return !v.stamps[i].time.Before(s.To)
		}
		return !v.stamps[i].time.Before(s.To.Add(time.Second))
	})
	return slices.Clone(v.stamps[from:max(from, to)])
}

func (v *vendor) fetch(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
	v.mu.Lock()
	v.asks = append(v.asks, ask.Span)
	v.running++
	v.peak = max(v.peak, v.running)
	v.mu.Unlock()
	defer func() {
		v.mu.Lock()
		v.running--
		v.mu.Unlock()
	}()
	if v.latency > 0 {
		select {
		case <-time.After(v.latency):
		case <-ctx.Done():
			return nil, false, ctx.Err()
		}
	}
	// Vendors count "up to 31 days" with or without the last second; this one refuses in both ways.
	if v.max > 0 && ask.To.Add(time.Second).Sub(ask.From) >= v.max {
		return nil, false, fault.Errorf(fault.Other, "the span %s is too long", ask)
	}
	if v.zeroSpan && ask.From.Equal(ask.To) {
		return nil, false, fault.New(fault.Refused, "the end must be after the start")
	}
	items := v.within(ask.Span)
	if len(items) < v.cap {
		return items, false, nil
	}
	switch v.cut {
	case "last":
		items = items[len(items)-v.cap:]
	case "any":
		rand.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	}
	return items[:v.cap], true, nil
}

// narrow gives a second whole, whatever the cap.
func (v *vendor) narrow(_ context.Context, ask window.Ask) ([]stamp, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.narrowed++
	return v.within(ask.Span), nil
}

func (v *vendor) source() window.Source[stamp] {
	return window.Source[stamp]{
		At:    func(s stamp) (time.Time, error) { return s.time, nil },
		Order: order,
		Fetch: v.fetch,
		Done: func(items []stamp) {
			v.mu.Lock()
			defer v.mu.Unlock()
			v.done += len(items)
			clear(items) // whoever still uses one is found out
		},
	}
}

// collect gathers what a sequence gives; the error must be the last thing it gives.
func collect[T any](t *testing.T, seq iter.Seq2[T, error]) (items []T, last error) {
	t.Helper()
	for item, err := range seq {
		if last != nil {
			t.Fatalf("the sequence went on after the error %v", last)
		}
		if err != nil {
			last = err
			continue
		}
		items = append(items, item)
	}
	return items, last
}

// wantWhole fails unless items are exactly the vendor's in the span, in order.
func wantWhole(t *testing.T, v *vendor, s period.Span, items []stamp) {
	t.Helper()
	inclusive := vendor{stamps: v.stamps}
	want := inclusive.within(s)
	if i := firstDifference(items, want); i >= 0 {
		t.Fatalf("%d items, want %d; the first difference is at %d: %s", len(items), len(want), i, describe(items, want, i))
	}
}

func firstDifference(a, b []stamp) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

func describe(got, want []stamp, i int) string {
	one := func(s []stamp) string {
		if i < len(s) {
			return fmt.Sprint(s[i])
		}
		return "nothing"
	}
	return "got " + one(got) + ", want " + one(want)
}
