package flexcrm

import (
	"context"
	"sync"
)

// ahead asks for the next pages of a walk before they are needed, while the total says that there are some.
type ahead struct {
	w       *walk
	ctx     context.Context // of the pass
	end     context.CancelFunc
	waiting map[span]chan asked
	running sync.WaitGroup
}

type span struct{ offset, limit int }

type asked struct {
	page page
	err  error
}

func newAhead(ctx context.Context, w *walk) *ahead {
	a := &ahead{w: w}
	a.ctx, a.end = context.WithCancel(ctx)
	a.waiting = map[span]chan asked{}
	return a
}

// page returns the page at an offset, asked for before or now.
func (a *ahead) page(offset, limit int) (page, error) {
	s := span{offset, limit}
	if answer := a.waiting[s]; answer != nil {
		delete(a.waiting, s)
		got := <-answer
		return got.page, got.err
	}
	return a.w.fetch(a.ctx, offset, limit)
}

// plan asks for the pages behind a full one.
func (a *ahead) plan(p page, reached int) {
	size := a.w.size
	if len(p.ids) < size || a.w.most > 0 {
		return
	}
	for n := range a.w.atOnce {
		s := span{reached - 1 + n*(size-1), size}
		if s.offset+1 >= p.total || len(a.waiting) >= a.w.atOnce {
			return
		}
		if a.waiting[s] != nil {
			continue
		}
		answer := make(chan asked, 1)
		a.waiting[s] = answer
		a.running.Go(func() {
			got, err := a.w.fetch(a.ctx, s.offset, s.limit)
			answer <- asked{got, err}
		})
	}
}

// reset forgets what was asked for: the list has moved.
func (a *ahead) reset() { a.waiting = map[span]chan asked{} }

// stop ends what is under way.
func (a *ahead) stop() {
	a.end()
	a.running.Wait()
}
