package window_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// work is n jobs of two items each; later jobs are done sooner.
type work struct {
	started, running, peak int
	errs                   map[int]error
}

func (w *work) jobs(n int) []func(context.Context) ([]int, error) {
	var jobs []func(context.Context) ([]int, error)
	turn := make(chan struct{}, 1)
	count := func(d int) {
		turn <- struct{}{}
		w.started += max(d, 0)
		w.running += d
		w.peak = max(w.peak, w.running)
		<-turn
	}
	for i := range n {
		jobs = append(jobs, func(ctx context.Context) ([]int, error) {
			count(1)
			defer count(-1)
			select {
			case <-time.After(time.Duration(100-i%100) * time.Millisecond):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			return []int{2 * i, 2*i + 1}, w.errs[i]
		})
	}
	return jobs
}

func upTo(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i)
	}
	return all
}

func TestInOrder(t *testing.T) {
	broken := errors.New("broken")
	short := func(i int) error { return fault.Errorf(fault.Partial, "job %d is not whole", i) }
	for name, c := range map[string]struct {
		jobs, items int
		errs        map[int]error
		want        string
	}{
		"no jobs":          {0, 0, nil, "<nil>"},
		"one":              {1, 2, nil, "<nil>"},
		"many":             {50, 100, nil, "<nil>"},
		"an error ends it": {50, 20, map[int]error{10: broken, 12: errors.New("later")}, "broken"},
		"what is missing comes last": {
			10, 20,
			map[int]error{2: short(2), 9: short(9)},
			"job 2 is not whole; job 9 is not whole",
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &work{errs: c.errs}
				items, err := collect(t, window.InOrder(t.Context(), 3, w.jobs(c.jobs)))
				if !slices.Equal(items, upTo(c.items)) || fmt.Sprint(err) != c.want {
					t.Errorf("items %v, err %v; want %d items, err %s", items, err, c.items, c.want)
				}
				if w.peak > 3 || w.running > 0 {
					t.Errorf("%d jobs at once, %d still running", w.peak, w.running)
				}
			})
		})
	}
}

func TestInOrderStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &work{}
		for i, err := range window.InOrder(t.Context(), 2, w.jobs(100)) {
			if err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				<-time.After(time.Hour)
				synctest.Wait()
				if w.started > 5 {
					t.Errorf("%d jobs were done while the first was being read, want at most 5", w.started)
				}
			}
			if i == 3 {
				break
			}
		}
		if w.running > 0 {
			t.Errorf("%d jobs outlived the loop", w.running)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		w := &work{}
		items, err := collect(t, window.InOrder(ctx, 2, w.jobs(100)))
		if !errors.Is(err, context.Canceled) || !slices.Equal(items, upTo(len(items))) || len(items) == 200 {
			t.Errorf("%d items, err %v", len(items), err)
		}
		if w.running > 0 {
			t.Errorf("%d jobs outlived the loop", w.running)
		}
	})
}

func TestInOrderBeginsNothingAfterAFailure(t *testing.T) {
	for range 100 { // the loop that ends and the worker that goes on would race
		w := &work{errs: map[int]error{0: errors.New("broken")}}
		jobs := w.jobs(8)
		jobs[0] = func(context.Context) ([]int, error) { return nil, w.errs[0] }
		if _, err := collect(t, window.InOrder(t.Context(), 1, jobs)); fmt.Sprint(err) != "broken" {
			t.Fatalf("err %v, want broken", err)
		}
		if w.started > 0 {
			t.Fatalf("%d jobs were begun after the one that failed", w.started)
		}
	}
}
