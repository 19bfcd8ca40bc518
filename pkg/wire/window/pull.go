package window

import (
	"context"
	"iter"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Limits is what a vendor allows in one request.
type Limits struct {
	// Max is the span from which a vendor may refuse; 0 = none. Every ask, margins and both ends
	// included, stays below it, because "up to 31 days" is read in different ways.
	Max time.Duration
	// Margin is asked more on each side of a piece, because whether an end is inclusive is seldom said.
	Margin time.Duration
	// Concurrency is the number of requests at once; 0 means 4.
	Concurrency int
}

const defaultConcurrency = 4

// Source is where a range's items come from. At and Fetch are required.
type Source[T any] struct {
	// Name says whose items they are in the message about missing ones ("staff 7"); may be empty.
	Name string
	// At is the item's own time. Items outside their piece are dropped: they belong to its neighbour.
	At func(T) (time.Time, error)
	// Order sorts the items of one piece, stably; nil keeps them as they came.
	Order func(a, b T) int
	// Fetch asks for one span. capped says that there may be more items than those returned.
	Fetch func(ctx context.Context, ask Ask) (items []T, capped bool, err error)
	// Narrow, optional, gets the items of a piece of ONE second that is still capped in another way (by
	// staff). It may return items together with a fault.Partial error.
	Narrow func(ctx context.Context, ask Ask) ([]T, error)
	// Cap is the number of items at which an answer is capped; 0 = unknown: the largest answer
	// seen so far stands for it. It only decides when pieces grow again.
	Cap int
	// Done, optional, gets back what Fetch or Narrow returned once none of these items is used any more: all that
	// were wanted have been handed out and the next step has begun. Then an item is valid until that step only.
	// Not every slice comes back.
	Done func(items []T)

	numbers *numberLists
}

// Pull gives every item of the span once, pieces in order. An error of a piece comes at that piece's
// place, after all items of earlier ones, and ends it. What the vendor cannot be made to give (and a
// fault.Partial error of Fetch or Narrow) does not: items seen are given, and one fault.Partial that
// names all of it comes last. When the loop over it ends, for whatever reason, no request is running.
func Pull[T any](ctx context.Context, s period.Span, l Limits, src Source[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		s, err := s.WholeSeconds()
		if err != nil {
			yield(none, err)
			return
		}
		longest, err := l.longest(s)
		if err != nil {
			yield(none, err)
			return
		}
		concurrency := l.Concurrency
		if concurrency <= 0 {
			concurrency = defaultConcurrency
		}

		src := src
		src.numbers = new(numberLists)
		q := newQueue[T](s, longest, concurrency, src.Cap)
		var workers sync.WaitGroup
		ctx, cancel := context.WithCancel(ctx)
		defer workers.Wait()
		defer q.close()
		defer cancel()
		fetchOne := func() bool {
			permit := make(chan struct{})
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			p := q.take(cancel, permit)
			if p == nil {
				return false
			}
			q.settle(p, src.get(ctx, p.span, l.Margin, awaited(permit)))
			return true
		}
		for range concurrency {
			workers.Go(func() {
				for fetchOne() {
				}
			})
		}

		var missing partials
		for p := q.next(); p != nil; p = q.next() {
			for _, i := range p.order {
				if !yield(p.items[i], nil) {
					return
				}
			}
			src.done(p.items)
			src.numbers.put(p.order)
			if p.err != nil {
				yield(none, p.err)
				return
			}
			missing.add(p.missing)
		}
		if err := missing.err(src.Name); err != nil {
			yield(none, err)
		}
	}
}

// longest returns the longest piece whose ask stays below Max.
func (l Limits) longest(s period.Span) (time.Duration, error) {
	if l.Margin < 0 || l.Margin%time.Second != 0 {
		return 0, fault.Errorf(fault.Other, "a margin of %s is not a number of whole seconds", l.Margin)
	}
	if l.Max == 0 {
		return s.Len(), nil
	}
	n := (l.Max - 2*l.Margin - 1).Truncate(time.Second)
	if n < time.Second {
		return 0, fault.Errorf(fault.Other, "a window of %s has no room for one second and margins of %s", l.Max, l.Margin)
	}
	return n, nil
}
