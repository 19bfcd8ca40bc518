package window

import (
	"context"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// fetched is what came of fetching a piece.
type fetched[T any] struct {
	items   []T           // as they were fetched
	order   []int32       // those of the piece, sorted
	seen    int           // items in the vendor's first answer
	capped  bool          // there are more, and the piece can be cut in two
	first   time.Duration // where to cut it
	missing error         // there are more, and it cannot be cut: said at the end of the pull
	err     error         // ends the pull
}

// get fetches one piece.
func (src Source[T]) get(ctx context.Context, piece period.Span, margin time.Duration, ready func(context.Context) error) fetched[T] {
	if err := ctx.Err(); err != nil {
		return fetched[T]{err: err}
	}
	ask := Ask{piece.Widen(margin), ready}
	items, capped, err := src.Fetch(ctx, ask)
	seen := len(items)
	var a fetched[T]
	switch {
	case fails(err):
		a.err = err
	case !capped:
		a = src.sorted(piece, items, err)
	case piece.Len() > time.Second:
		a.first, a.err = src.middle(piece, items)
		a.capped = a.err == nil
		src.done(items)
	case src.Narrow != nil:
		src.done(items)
		if items, err = src.Narrow(ctx, ask); fails(err) {
			a.err = err
		} else {
			a = src.sorted(piece, items, err)
		}
	default:
		a = src.second(ctx, piece, items, ask)
	}
	a.seen = seen
	return a
}

// fails reports whether an error of a source ends the pull; a fault.Partial comes with items.
func fails(err error) bool { return err != nil && fault.KindOf(err) != fault.Partial }

// middle returns where to halve a capped piece: by the items seen rather than by the clock, because work
// comes in bursts (a morning's punches in an otherwise empty day). Both parts have a second at least.
func (src Source[T]) middle(piece period.Span, items []T) (time.Duration, error) {
	var offsets []time.Duration
	for _, item := range items {
		at, err := src.At(item)
		if err != nil {
			return 0, err
		}
		if piece.Contains(at) {
			offsets = append(offsets, at.Sub(piece.From))
		}
	}
	if len(offsets) == 0 {
		return half(piece.Len()), nil
	}
	slices.Sort(offsets)
	middle := offsets[(len(offsets)-1)/2]
	first := middle.Truncate(time.Second) + time.Second
	if i := slices.IndexFunc(offsets, func(o time.Duration) bool { return o >= first }); i >= 0 {
		first += half(offsets[i] - first) // away from both, so that margins do not fetch them again
	}
	return min(first, piece.Len()-time.Second), nil
}

// second returns the last resort for one second whose answer, margins included, was capped: ask for less
// around it. Whether a vendor's end is inclusive is seldom said, so [t, t] may mean "nothing" and
// [t, t+1] the same as before. The narrower answer is trusted only if it is not capped and holds
// this second's items, no fewer than were seen already.
func (src Source[T]) second(ctx context.Context, piece period.Span, items []T, widest Ask) fetched[T] {
	t := piece.From
	best := src.sorted(piece, items, nil)
	for _, ask := range []period.Span{{From: t, To: t.Add(time.Second)}, {From: t, To: t}} {
		if best.err != nil || ask.Len() >= widest.Len() {
			continue
		}
		items, capped, err := src.Fetch(ctx, Ask{ask, widest.Ready})
		switch {
		case fault.KindOf(err) == fault.Refused:
			continue // an empty range is an error to some vendors; what was seen still counts
		case fails(err):
			return fetched[T]{err: err}
		}
		narrow := src.sorted(piece, items, err)
		if narrow.err != nil || !capped && len(narrow.order) > 0 && len(narrow.order) >= len(best.order) {
			return narrow
		}
		if len(narrow.order) > len(best.order) {
			best = narrow
		}
	}
	best.missing = overfull{t}
	return best
}

// done gives items back to the source.
func (src Source[T]) done(items []T) {
	if src.Done != nil {
		src.Done(items)
	}
}

// sorted finds the piece's own items and their order.
func (src Source[T]) sorted(piece period.Span, items []T, missing error) fetched[T] {
	own := src.numbers.get(len(items))
	after := piece.To.Add(time.Second)
	for i, item := range items {
		at, err := src.At(item)
		if err != nil {
			return fetched[T]{err: err}
		}
		if !at.Before(piece.From) && at.Before(after) { // Contains, whose sum is made once here
			own = append(own, int32(i))
		}
	}
	if src.Order != nil {
		// Numbers are sorted, not items: they are small.
		spare := src.numbers.get(len(own))[:len(own)]
		own, spare = sortRuns(own, spare, func(a, b int32) int { return src.Order(items[a], items[b]) })
		src.numbers.put(spare)
	}
	return fetched[T]{items: items, order: own, missing: missing}
}
