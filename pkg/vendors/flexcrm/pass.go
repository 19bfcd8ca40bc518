package flexcrm

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// pass is one way over a list, from its beginning to its end.
type pass struct {
	*walk
	growth
	first   bool
	ahead   *ahead
	at      int // where the next page begins
	reached int // how many places of the list are known
	stopped bool

	step, gaps, idle int  // back; how often; answers without anything new
	longest, short   int  // answer; how many in a row brought next to nothing
	alone            bool // an answer had one record although there were more
}

func (w *pass) run(ctx context.Context, yield func(record.Record) bool) error {
	for {
		p, err := w.page()
		if err != nil {
			return err
		}
		if w.idle++; w.idle > mostIdle+w.at/max(1, w.size-1) || w.gaps > mostGaps+2*w.came/w.size {
			return fault.Errorf(fault.Temporary, "the list of %s changed each time it was read, so that it may not be whole", w.unit).
				WithHint("try again when nobody is changing it")
		}
		asked := w.want(w.at)
		switch whole, err := w.unpaged(ctx, p, w.at); {
		case err != nil:
			return err
		case whole:
			w.take(p, yield)
			return w.inOne(p, asked)
		}
		if w.at > 0 && (len(p.ids) == 0 || !w.seen.has(p.ids[0])) {
			w.back()
			continue
		}
		w.step = firstStep
		fresh := w.take(p, yield)
		if w.stopped {
			return nil
		}
		w.reached = w.at + len(p.ids)
		if end, err := w.ended(ctx, p, asked, fresh); end || err != nil {
			return err
		}
		w.ahead.plan(p, w.reached)
		if w.reached > 0 {
			w.at = w.reached - 1
		}
	}
}

// page returns the next one.
func (w *pass) page() (page, error) {
	p, err := w.ahead.page(w.at, w.want(w.at))
	if w.at > 0 || w.want(0) <= PageDefault || !refusedAsIs(err) {
		return p, err
	}
	// Perhaps this account may not ask for so many. If that is not it, the first refusal says what is.
	size := w.size
	w.size = PageDefault
	smaller, again := w.ahead.page(0, w.want(0))
	if again != nil {
		w.size = size
		return p, err
	}
	return smaller, nil
}

// back steps back: what stood here has moved to the front, because records before it were removed.
func (w *pass) back() {
	if w.step > firstStep {
		w.enough = 0 // more have moved than it allows for
	}
	w.at, w.step = max(0, w.at-w.step), w.step*firstStep
	w.gaps++
	w.ahead.reset()
}

// take hands on what is new of a page, and counts it.
func (w *pass) take(p page, yield func(record.Record) bool) (fresh int) {
	if w.came == 0 && len(p.ids) > 0 {
		w.head = p.ids[0]
	}
	for i, id := range p.ids {
		if !w.seen.add(id) {
			continue
		}
		fresh++
		w.came++
		switch {
		case w.first:
			w.newest = max(w.newest, id)
		case id <= w.newest:
			w.late++
		}
		if !yield(p.records[i]) || w.came == w.most {
			w.stopped = true
			return fresh
		}
	}
	if fresh > 0 {
		w.idle = 0
	}
	return fresh
}

// ended reports whether the page was the last.
func (w *pass) ended(ctx context.Context, p page, asked, fresh int) (bool, error) {
	w.longest = max(w.longest, len(p.ids))
	if len(p.ids) >= asked || fresh > max(few, w.longest/10) {
		w.short = 0
		return false, nil
	}
	if w.short++; fresh > 0 {
		if w.short == 1 {
			return false, nil
		}
		return w.grows(ctx)
	}
	more, err := w.hidden(ctx, p, asked)
	return !more, err
}

// ofAPage reports whether a total may be the size of a page, with which some answers fill its place.
func ofAPage(p page, asked int) bool {
	return p.total == p.limit || p.total == asked || p.total == PageMax
}

// hidden looks once more behind the end of a list, unless the total agrees with it. more says that something is there after all.
// The error is about a vendor that says that the list is longer and yet gives nothing.
func (w *pass) hidden(ctx context.Context, p page, asked int) (more bool, err error) {
	reached := w.reached
	if single := w.longest == 1 && asked > 1; p.total >= 0 && p.total <= reached && !single {
		return false, nil
	}
	limit := w.want(reached)
	behind, err := w.fetch(ctx, reached, limit)
	switch {
	case err != nil:
		return false, err
	case len(behind.ids) > 0:
		return w.further(ctx, behind, limit)
	case p.total <= reached || ofAPage(p, limit):
		return false, nil
	}
	if w.whole != nil {
		if all, err := w.whole(ctx); err != nil || all == p.total {
			return false, err // it counts the records that the conditions leave out
		}
	}
	return false, fault.Errorf(fault.Partial, "FlexCRM says that there are %d %s, but its list ends after %d", p.total, w.unit, reached).
		WithHint("what came is given; look for the others in FlexCRM's own screens")
}

// further looks at what was found behind the end of a list.
func (w *pass) further(ctx context.Context, behind page, asked int) (more bool, err error) {
	switch whole, err := w.unpaged(ctx, behind, w.reached); {
	case err != nil:
		return false, err
	case whole:
		return false, w.inOne(behind, asked)
	case w.alone:
		return false, fault.Errorf(fault.Partial, "FlexCRM gives only one of the %s an answer where %d were asked for; %d came", w.unit, asked, w.came).
			WithHint("genba needs two in an answer to see that none is lost between them; ask FlexCRM's support about the limit")
	}
	w.alone = w.longest == 1
	return true, nil
}
