// Package page reads a list that a vendor hands out in numbered pages, whole, although people come and
// go while it is read. It must not know vendors, HTTP, or how a page is named in a request.
package page

import (
	"context"
	"iter"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Page is one answer. Total is the number of items in all pages; -1 where the answer does not say.
type Page[T any] struct {
	Items []T
	Total int
}

// Spec says how the vendor pages.
type Spec struct {
	Size        int        // items in a full page
	Concurrency int        // requests at once; 0 means 4
	Unit        say.Format // what the items are, for messages: "staffs"
}

const (
	defaultConcurrency = 4
	maxPasses          = 5
	mostAhead          = 1000 // pages that a total calls for at once, as it may be nonsense; others follow one by one
)

// All gives every item of the list once (told apart by key), in the list's order. fetch is asked for
// pages by index, from 0: page 0 first, then the others that its total calls for, several at a time.
// Then pages are read one after another until one is shorter than Size: not every list has a total, and a total may
// leave people out.
//
// Rows move between pages when an item is added or removed meanwhile, so that one may be seen twice and
// another never. A pass over the pages is therefore accepted only if its totals agree and as many items
// came as they say (without a total: if no item came twice), or if the pass before it gave the same
// items; else the list is read again, at most 5 times in all. A list that stays shorter than the vendor's
// total (or, without a total, repeats its pages) is given, and then a fault.Partial; one that never stays the same is a fault.Temporary and
// nothing is given. What cannot be seen: one item added and one removed between two pages of a pass.
//
// The list is held in memory until it is known to be whole. An error of fetch ends it.
func All[T any](ctx context.Context, s Spec, key func(T) string, fetch func(ctx context.Context, index int) (Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		l := list[T]{Spec: s, key: key, fetch: fetch}
		if l.Concurrency <= 0 {
			l.Concurrency = defaultConcurrency
		}
		if l.Unit == "" {
			l.Unit = "records"
		}
		items, err := l.stable(ctx)
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
		if err != nil {
			yield(none, err)
		}
	}
}

type list[T any] struct {
	Spec
	key   func(T) string
	fetch func(ctx context.Context, index int) (Page[T], error)
}

// stable reads the list until a pass is accepted.
func (l list[T]) stable(ctx context.Context) ([]T, error) {
	var before pass[T]
	for n := range maxPasses {
		now, err := l.read(ctx)
		switch {
		case err != nil:
			return nil, err
		case now.whole():
			return now.items, nil
		case n > 0 && slices.Equal(now.keys, before.keys) && (!now.disagree || n == maxPasses-1):
			// Totals that disagree say that the list is changing: that is worth another try.
			return now.items, l.short(now)
		}
		before = now
	}
	return nil, fault.Errorf(fault.Temporary, "the list of %s changed each time it was read (%d times), so that it may not be whole; none is given", l.Unit, maxPasses).
		WithHint("try again when nobody is changing it")
}

// short returns the error for a list that stays shorter than the vendor says, or whose end cannot be told.
func (l list[T]) short(p pass[T]) error {
	const hint say.Format = "what came is given; look for the others in the vendor's own screens"
	switch {
	case p.total < 0 && p.stuck:
		return fault.Errorf(fault.Partial, "there may be more than the %d %s that came: the vendor's next page repeats them and it does not say how many there are", len(p.items), l.Unit).WithHint(hint)
	case len(p.items) < p.total:
		return fault.Errorf(fault.Partial, "the vendor says that there are %d %s, but %d came, and the same again on a second try", p.total, l.Unit, len(p.items)).WithHint(hint)
	}
	return nil
}

// read goes over all pages once.
func (l list[T]) read(ctx context.Context) (pass[T], error) {
	first, err := l.page(ctx, 0)
	if err != nil {
		return pass[T]{}, err
	}
	p := pass[T]{total: -1, seen: map[string]bool{}}
	added := p.add(first, l.key)
	next := 1
	if p.total > 0 && l.Size > 0 {
		rest := make([]Page[T], min(max(0, (p.total+l.Size-1)/l.Size-1), mostAhead))
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(l.Concurrency)
		for i := range rest {
			group.Go(func() (err error) {
				rest[i], err = l.page(ctx, i+1)
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return p, err
		}
		for _, page := range rest {
			added = p.add(page, l.key)
		}
		next += len(rest)
	}
	// A full page may not be the last, whatever the total. Fewer items than the total may mean that the vendor's pages are
	// smaller than we think: go on as long as that brings somebody new.
	for ; p.more(added, l.Size); next++ {
		page, err := l.page(ctx, next)
		switch {
		case p.total >= 0 && len(p.items) >= p.total && fault.KindOf(err) == fault.Refused:
			return p, nil // as many as it says have come, and it has no further page
		case err != nil:
			return p, err
		}
		added = p.add(page, l.key)
	}
	return p, nil
}

func (l list[T]) page(ctx context.Context, index int) (Page[T], error) {
	if err := ctx.Err(); err != nil {
		return Page[T]{}, err
	}
	return l.fetch(ctx, index)
}
