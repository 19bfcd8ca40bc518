package page_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/page"
)

// directory is a list of people that a vendor hands out in pages of 20.
type directory struct {
	mu       sync.Mutex
	people   []string
	off      int  // added to each total
	silent   bool // no totals
	size     int  // of a page, 20 when 0
	requests []int
	running  int
	peak     int
	latency  time.Duration
	before   func(d *directory, request int) // called before each answer with its number, from 1
	fail     map[int]error                   // by page
}

func staff(n int) *directory {
	d := &directory{}
	for i := range n {
		d.people = append(d.people, fmt.Sprintf("p%03d", i))
	}
	return d
}

func (d *directory) fetch(ctx context.Context, index int) (page.Page[string], error) {
	d.mu.Lock()
	d.running++
	d.peak = max(d.peak, d.running)
	d.mu.Unlock()
	if d.latency > 0 {
		<-time.After(d.latency)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.running--
	d.requests = append(d.requests, index)
	if d.before != nil {
		d.before(d, len(d.requests))
	}
	if err := d.fail[index]; err != nil {
		return page.Page[string]{}, err
	}
	size := max(d.size, 0)
	if size == 0 {
		size = 20
	}
	answer := page.Page[string]{Total: len(d.people) + d.off}
	if d.silent {
		answer.Total = -1
	}
	if from := index * size; from < len(d.people) {
		answer.Items = slices.Clone(d.people[from:min(from+size, len(d.people))])
	}
	return answer, ctx.Err()
}

// remove and add change the list between two answers.
func (d *directory) remove(i int) { d.people = slices.Delete(d.people, i, i+1) }

func (d *directory) add(i int, name string) { d.people = slices.Insert(d.people, i, name) }

func (d *directory) all(ctx context.Context, concurrency int) iter.Seq2[string, error] {
	spec := page.Spec{Size: 20, Concurrency: concurrency, Unit: "staffs"}
	return page.All(ctx, spec, func(s string) string { return s }, d.fetch)
}

func collect(t *testing.T, seq iter.Seq2[string, error]) (items []string, last error) {
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

func TestAllReadsEveryPage(t *testing.T) {
	for _, c := range []struct{ people, requests, silent int }{
		{0, 1, 1},
		{1, 1, 1},
		{19, 1, 1},
		{20, 2, 2}, // a full page may have a next one, whatever the total says
		{21, 2, 2},
		{40, 3, 3},
		{45, 3, 3},
		{1000, 51, 51},
	} {
		for _, silent := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d people, silent=%v", c.people, silent), func(t *testing.T) {
				d := staff(c.people)
				d.silent = silent
				items, err := collect(t, d.all(t.Context(), 0))
				if err != nil || !slices.Equal(items, d.people) {
					t.Errorf("got %d people (%v), want %d in order", len(items), err, c.people)
				}
				want := c.requests
				if silent {
					want = c.silent
				}
				if len(d.requests) != want || d.requests[0] != 0 {
					t.Errorf("asked for pages %v, want %d requests and page 0 first", d.requests, want)
				}
				if d.peak > 4 {
					t.Errorf("%d requests at once, want at most 4", d.peak)
				}
			})
		}
	}
}

func TestAllWhilePeopleComeAndGo(t *testing.T) {
	removed := func(d *directory, request int) {
		if request == 2 {
			d.remove(3) // p020 moves to page 0, which was read already
		}
	}
	for name, c := range map[string]struct {
		people int
		change func(d *directory, request int)
		want   func(d *directory) []string
		passes int
	}{
		"one leaves":                  {45, removed, func(d *directory) []string { return d.people }, 2},
		"the last page becomes empty": {41, removed, func(d *directory) []string { return d.people }, 2},
		"one comes": {45, func(d *directory, request int) {
			if request == 2 {
				d.add(0, "new")
			}
		}, func(d *directory) []string { return d.people }, 2},
		"one comes and needs a page more": {40, func(d *directory, request int) {
			if request == 2 {
				d.add(40, "new")
			}
		}, func(d *directory) []string { return d.people }, 2},
		"one leaves in each of three passes": {45, func(d *directory, _ int) {
			if n := len(d.requests); d.requests[n-1] == 1 && len(d.people) > 42 {
				d.remove(1)
			}
		}, func(d *directory) []string { return d.people }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			d := staff(c.people)
			d.before = c.change
			items, err := collect(t, d.all(t.Context(), 1))
			if want := c.want(d); err != nil || !slices.Equal(items, want) {
				t.Errorf("got %v (%v), want %v", items, err, want)
			}
			first := 0
			for _, index := range d.requests {
				if index == 0 {
					first++
				}
			}
			if first != c.passes {
				t.Errorf("%d passes (%v), want %d", first, d.requests, c.passes)
			}
		})
	}
}

// TestAllLosesNobody lets people only leave, or only come, at random moments: who is in the directory from
// beginning to end must be in the result, whatever the order of the answers.
func TestAllLosesNobody(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 7))
		d := staff(r.IntN(130))
		leaving, left := r.IntN(2) == 0, map[string]bool{}
		changes := r.IntN(4)
		d.before = func(d *directory, _ int) {
			if changes == 0 || r.IntN(4) > 0 {
				return
			}
			changes--
			switch {
			case !leaving:
				d.add(r.IntN(len(d.people)+1), fmt.Sprintf("new%d", changes))
			case len(d.people) > 0:
				i := r.IntN(len(d.people))
				left[d.people[i]] = true
				d.remove(i)
			}
		}
		began := slices.Clone(d.people)
		items, err := collect(t, d.all(t.Context(), 4))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, p := range began {
			if !left[p] && !slices.Contains(items, p) {
				t.Fatalf("seed %d: %s is lost", seed, p)
			}
		}
		if slices.Sort(items); len(slices.Compact(items)) != len(items) {
			t.Fatalf("seed %d: somebody came twice", seed)
		}
	}
}

func TestAllWhenTheTotalIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		people, off int
		err         string
	}{
		"one too many":          {45, 1, "the vendor says that there are 46 staffs, but 45 came, and the same again on a second try"},
		"one too many, a page":  {40, 1, "the vendor says that there are 41 staffs, but 40 came, and the same again on a second try"},
		"one too few":           {45, -1, ""},
		"one too few, nobody":   {1, -1, ""},
		"nonsense":              {45, 1 << 30, "the vendor says that there are 1073741869 staffs, but 45 came, and the same again on a second try"},
		"promised, nobody came": {0, 3, "the vendor says that there are 3 staffs, but 0 came, and the same again on a second try"},
	} {
		t.Run(name, func(t *testing.T) {
			d := staff(c.people)
			d.off = c.off
			items, err := collect(t, d.all(t.Context(), 4))
			if !slices.Equal(items, d.people) {
				t.Errorf("got %d people, want the %d there are", len(items), c.people)
			}
			if c.err == "" {
				if err != nil {
					t.Errorf("err = %v", err)
				}
				return
			}
			if fault.KindOf(err) != fault.Partial || err.Error() != c.err || fault.HintOf(err).String() == "" {
				t.Errorf("err = %v, want %q and a hint", err, c.err)
			}
		})
	}
}

func TestAllWhenTotalsNeverAgree(t *testing.T) {
	d := staff(45)
	d.before = func(d *directory, request int) { d.off = request % 2 }
	items, err := collect(t, d.all(t.Context(), 1))
	if !slices.Equal(items, d.people) || fault.KindOf(err) != fault.Partial {
		t.Errorf("%d people, err %v; want the 45 who came each time, and a fault.Partial as there may be 46", len(items), err)
	}
}

func TestAllWithPagesSmallerThanDocumented(t *testing.T) {
	d := staff(95)
	d.size = 10
	items, err := collect(t, d.all(t.Context(), 4))
	if err != nil || !slices.Equal(items, d.people) {
		t.Errorf("got %d people (%v), want 95", len(items), err)
	}
}

func TestAllGivesEachKeyOnce(t *testing.T) {
	d := staff(45)
	d.people[30] = d.people[2]
	items, err := collect(t, d.all(t.Context(), 4))
	if len(items) != 44 || fault.KindOf(err) != fault.Partial {
		t.Errorf("%d people, err %v; want 44 and a fault.Partial, as the vendor says 45", len(items), err)
	}
	d.silent = true
	items, err = collect(t, d.all(t.Context(), 4))
	if len(items) != 44 || err != nil {
		t.Errorf("without totals: %d people, err %v; want 44, twice the same", len(items), err)
	}
}

func TestAllWhenPagesRepeatForEver(t *testing.T) {
	people := staff(20).people
	n := 0
	seq := page.All(t.Context(), page.Spec{Size: 20}, func(s string) string { return s }, func(context.Context, int) (page.Page[string], error) {
		n++
		return page.Page[string]{Items: people, Total: -1}, nil
	})
	items, err := collect(t, seq)
	if len(items) != 20 || fault.KindOf(err) != fault.Partial || n != 4 {
		t.Errorf("%d items, err %v, %d requests; want 20, a fault.Partial, 2 passes of 2 pages", len(items), err, n)
	}
}

func TestAllGivesNothingThatNeverStaysTheSame(t *testing.T) {
	d := staff(45)
	d.before = func(d *directory, _ int) {
		if d.requests[len(d.requests)-1] == 1 {
			d.remove(0)
		}
	}
	items, err := collect(t, d.all(t.Context(), 1))
	if len(items) != 0 || fault.KindOf(err) != fault.Temporary || fault.HintOf(err).String() == "" {
		t.Errorf("%d people, err %v; want none and a fault.Temporary with a hint", len(items), err)
	}
	if len(d.requests) < 5*2 || len(d.requests) > 5*4 {
		t.Errorf("%d requests, want 5 passes", len(d.requests))
	}
}

func TestAllErrors(t *testing.T) {
	refused := fault.New(fault.Refused, "no")
	for name, index := range map[string]int{"first page": 0, "a later page": 2} {
		for _, silent := range []bool{false, true} {
			d := staff(95)
			d.silent, d.fail = silent, map[int]error{index: refused}
			items, err := collect(t, d.all(t.Context(), 4))
			if len(items) != 0 || !errors.Is(err, refused) {
				t.Errorf("%s, silent=%v: %d people, err %v; want none and %v", name, silent, len(items), err, refused)
			}
		}
	}
}

func TestAllStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d := staff(1000)
	d.before = func(_ *directory, request int) {
		if request == 5 {
			cancel()
		}
	}
	items, err := collect(t, d.all(ctx, 2))
	if len(items) != 0 || fault.KindOf(err) != fault.Interrupted {
		t.Errorf("%d people, err %v", len(items), err)
	}
	if len(d.requests) > 7 || d.running > 0 {
		t.Errorf("%d requests, %d running, after the 5th was cancelled", len(d.requests), d.running)
	}
	cancel()
	d = staff(1)
	if _, err := collect(t, d.all(ctx, 2)); !errors.Is(err, context.Canceled) || len(d.requests) > 0 {
		t.Errorf("cancelled before: %v, %d requests", err, len(d.requests))
	}
}

func TestAllFetchesSeveralAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := staff(20*41 - 1)
		d.latency = 100 * time.Millisecond
		start := time.Now()
		if _, err := collect(t, d.all(t.Context(), 8)); err != nil {
			t.Fatal(err)
		}
		if want := 6 * d.latency; time.Since(start) != want || d.peak != 8 {
			t.Errorf("41 pages took %s, %d at once; want %s, 8 at once", time.Since(start), d.peak, want)
		}
	})
}

func TestAllEndsEarly(t *testing.T) {
	d := staff(45)
	for item, err := range d.all(t.Context(), 4) {
		if err != nil || !strings.HasPrefix(item, "p") {
			t.Fatal(item, err)
		}
		break
	}
}

// A total may leave people out, such as the one who asks.
func TestAllGoesOnAfterATotalThatIsTooSmall(t *testing.T) {
	for _, off := range []int{-1, -2, -130} {
		d := staff(130 + 11)
		d.off = off
		items, err := collect(t, d.all(t.Context(), 0))
		if err != nil || !slices.Equal(items, d.people) {
			t.Errorf("total %d: %d people (%v), want %d", len(d.people)+off, len(items), err, len(d.people))
		}
	}
}

// The page after the last full one need not exist.
func TestAllTakesARefusalBeyondTheTotalForTheEnd(t *testing.T) {
	d := staff(40)
	d.fail = map[int]error{2: fault.New(fault.Refused, "no such page")}
	if items, err := collect(t, d.all(t.Context(), 0)); err != nil || len(items) != 40 {
		t.Errorf("%d people, %v", len(items), err)
	}
	d = staff(41)
	d.fail = map[int]error{2: fault.New(fault.Refused, "no")}
	if _, err := collect(t, d.all(t.Context(), 0)); fault.KindOf(err) != fault.Refused {
		t.Errorf("a page that the total calls for was refused: %v", err)
	}
}
