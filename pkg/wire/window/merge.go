package window

import (
	"cmp"
	"container/heap"
	"iter"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Merge returns one ordered sequence of several ordered ones. Equal items come in the order of their
// sequences. An error ends it, except a fault.Partial: that ends its own sequence only and comes
// last, joined with others. All sequences are stopped when the loop ends. It holds one item of each.
func Merge[T any](order func(a, b T) int, seqs ...iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		var missing partials
		heads := &heads[T]{order: order}
		// step puts a sequence's next item at its head; more is false when the sequence has ended.
		step := func(s *head[T]) (more bool, err error) {
			item, err, ok := s.next()
			switch {
			case !ok:
				return false, nil
			case err == nil:
				s.item = item
				return true, nil
			case fault.KindOf(err) == fault.Partial:
				missing.add(err)
				return false, nil
			}
			return false, err
		}

		for i, seq := range seqs {
			next, stop := iter.Pull2(seq)
			defer stop()
			s := &head[T]{index: i, next: next}
			more, err := step(s)
			if err != nil {
				yield(none, err)
				return
			}
			if more {
				heads.all = append(heads.all, s)
			}
		}
		heap.Init(heads)
		for len(heads.all) > 0 {
			first := heads.all[0]
			if !yield(first.item, nil) {
				return
			}
			more, err := step(first)
			switch {
			case err != nil:
				yield(none, err)
				return
			case more:
				heap.Fix(heads, 0)
			default:
				heap.Pop(heads)
			}
		}
		if err := missing.err(""); err != nil {
			yield(none, err)
		}
	}
}

// head is the next item of one sequence.
type head[T any] struct {
	item  T
	index int
	next  func() (T, error, bool)
}

// heads is a heap of them, smallest first.
type heads[T any] struct {
	order func(a, b T) int
	all   []*head[T]
}

func (h *heads[T]) Len() int      { return len(h.all) }
func (h *heads[T]) Swap(i, j int) { h.all[i], h.all[j] = h.all[j], h.all[i] }
func (h *heads[T]) Push(x any)    { h.all = append(h.all, x.(*head[T])) }

func (h *heads[T]) Less(i, j int) bool {
	a, b := h.all[i], h.all[j]
	return cmp.Or(h.order(a.item, b.item), a.index-b.index) < 0
}

func (h *heads[T]) Pop() any {
	last := h.all[len(h.all)-1]
	h.all = h.all[:len(h.all)-1]
	return last
}
