package window_test

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// entry is an item that knows which sequence it came from.
type entry struct{ key, from int }

func byKey(a, b entry) int { return cmp.Compare(a.key, b.key) }

// seq gives entries and then err, if any; stopped counts the sequences whose loop ended.
func seq(stopped *int, err error, entries ...entry) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		defer func() { *stopped++ }()
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(entry{}, err)
		}
	}
}

func TestMergeIsAStableSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 12 {
		var seqs []iter.Seq2[entry, error]
		var want []entry
		stopped := 0
		for i := range n {
			var entries []entry
			for range r.IntN(40) {
				entries = append(entries, entry{r.IntN(10), i})
			}
			slices.SortStableFunc(entries, byKey)
			seqs = append(seqs, seq(&stopped, nil, entries...))
			want = append(want, entries...)
		}
		slices.SortStableFunc(want, byKey) // stable, so equal keys stay in the order of their sequences
		got, err := collect(t, window.Merge(byKey, seqs...))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%d sequences: got %v (%v), want %v", n, got, err, want)
		}
		if stopped != n {
			t.Errorf("%d of %d sequences were stopped", stopped, n)
		}
	}
}

func TestMergeErrors(t *testing.T) {
	broken := errors.New("broken")
	short := fault.New(fault.Partial, "staff 2 is not whole").WithHint("ask staff 2")
	another := fault.New(fault.Partial, "staff 3 is not whole")
	for name, c := range map[string]struct {
		errs [3]error // at the end of the sequences 1 5 9, 2 4, 3 6
		keys []int
		want string
		kind fault.Kind
		hint string
	}{
		"none":                       {[3]error{}, []int{1, 2, 3, 4, 5, 6, 9}, "", fault.Other, ""},
		"an error ends it":           {[3]error{nil, broken, nil}, []int{1, 2, 3, 4}, "broken", fault.Other, ""},
		"what is missing comes last": {[3]error{nil, short, nil}, []int{1, 2, 3, 4, 5, 6, 9}, "staff 2 is not whole", fault.Partial, "ask staff 2"},
		"all that is missing":        {[3]error{nil, short, another}, []int{1, 2, 3, 4, 5, 6, 9}, "staff 2 is not whole; staff 3 is not whole", fault.Partial, "ask staff 2"},
		"an error is more":           {[3]error{broken, short, nil}, []int{1, 2, 3, 4, 5, 6, 9}, "broken", fault.Other, ""},
	} {
		t.Run(name, func(t *testing.T) {
			stopped := 0
			items, err := collect(t, window.Merge(byKey,
				seq(&stopped, c.errs[0], entry{1, 0}, entry{5, 0}, entry{9, 0}),
				seq(&stopped, c.errs[1], entry{2, 1}, entry{4, 1}),
				seq(&stopped, c.errs[2], entry{3, 2}, entry{6, 2})))
			var keys []int
			for _, e := range items {
				keys = append(keys, e.key)
			}
			if !slices.Equal(keys, c.keys) {
				t.Errorf("got %v, want %v", keys, c.keys)
			}
			if c.want == "" {
				if err != nil {
					t.Errorf("err = %v", err)
				}
			} else if err == nil || err.Error() != c.want || fault.KindOf(err) != c.kind {
				t.Errorf("err = %v, want %q", err, c.want)
			}
			if hint := fault.HintOf(err).String(); hint != c.hint {
				t.Errorf("hint = %q, want %q", hint, c.hint)
			}
			if stopped != 3 {
				t.Errorf("%d of 3 sequences were stopped", stopped)
			}
		})
	}
}

func TestMergeEndsAtOnceWhenTheFirstItemFails(t *testing.T) {
	stopped := 0
	items, err := collect(t, window.Merge(byKey, seq(&stopped, nil, entry{1, 0}), seq(&stopped, errors.New("broken"))))
	if len(items) > 0 || fmt.Sprint(err) != "broken" || stopped != 2 {
		t.Errorf("items %v, err %v, %d stopped", items, err, stopped)
	}
}

func TestMergeStopsAllOnBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := span("2022-01-01 00:00:00", "2024-12-31 23:59:59")
		var vendors []*vendor
		var seqs []iter.Seq2[stamp, error]
		for range 3 {
			v := even(s)
			vendors = append(vendors, v)
			seqs = append(seqs, window.Pull(t.Context(), s, window.Limits{Max: 31 * day, Margin: time.Second}, v.source()))
		}
		n := 0
		for _, err := range window.Merge(order, seqs...) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 10 {
				break
			}
		}
		for i, v := range vendors {
			if v.running > 0 {
				t.Errorf("%d requests of sequence %d outlived the loop", v.running, i)
			}
		}
	})
}
