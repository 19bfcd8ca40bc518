package window

import (
	"slices"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
)

type state uint8

const (
	pending state = iota
	running
	finished
)

// piece is a part of the range. A pending one may be longer than one request; it is cut when taken.
type piece[T any] struct {
	span   period.Span
	state  state
	cancel func()        // of a running one: an earlier piece has failed
	permit chan struct{} // of a running one: closed when its answer may be read; nil from then on
	fetched[T]
}

// queue holds what is not yet handed out, earliest first: pieces finished, running and to be
// fetched, without a gap between them. Workers take, the one consumer calls next.
type queue[T any] struct {
	mu      sync.Mutex
	changed *sync.Cond
	closed  bool

	pieces []*piece[T]
	held   int // of pieces: those running or finished

	concurrency   int
	ahead         int           // pieces to be held as a rule
	size, longest time.Duration // of the next piece; of any
	limit         int           // items at which an answer is capped, as far as known
	limitGiven    bool
}

func newQueue[T any](s period.Span, longest time.Duration, concurrency, limit int) *queue[T] {
	q := &queue[T]{
		pieces: []*piece[T]{{span: s}}, concurrency: concurrency,
		// Enough that no worker waits while an answer takes twice as long as the others. Where answers wait for their permit to be
		// read (Ask.Ready), one that is held costs no memory.
		ahead: 2 * concurrency,
		size:  longest, longest: longest, limit: limit, limitGiven: limit > 0,
	}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// take waits for the earliest piece that may be fetched now; nil when the queue was closed.
func (q *queue[T]) take(cancel func(), permit chan struct{}) *piece[T] {
	q.mu.Lock()
	defer q.mu.Unlock()
	for !q.closed {
		if i := q.ready(); i >= 0 {
			p := q.pieces[i]
			first, rest, ok := p.span.Cut(q.size)
			if ok {
				p.span = first
				q.pieces = slices.Insert(q.pieces, i+1, &piece[T]{span: rest})
			}
			p.state, p.cancel, p.permit = running, cancel, permit
			q.held++
			q.open()
			return p
		}
		q.changed.Wait()
	}
	return nil
}

// ready returns the index of the earliest pending piece, or -1. Only the first places are looked at and only so many
// pieces held, so that a slow piece does not make all others wait in memory. Where an earlier piece was halved it has
// pushed others back: then the places before them may hold as many again. The first of all is always ready: all
// others wait for it.
func (q *queue[T]) ready() int {
	for i, p := range q.pieces[:min(len(q.pieces), q.ahead)] {
		switch {
		case p.state != pending:
		case i == 0, q.held < q.ahead, i < q.concurrency && q.held < 2*q.ahead:
			return i
		}
	}
	return -1
}

// settle takes a fetched piece back: finished, or cut in two when the answer was capped.
func (q *queue[T]) settle(p *piece[T], a fetched[T]) {
	q.mu.Lock()
	defer q.mu.Unlock()
	defer q.changed.Broadcast()
	i := slices.Index(q.pieces, p)
	if i < 0 {
		return // an earlier piece has failed: nobody waits for this one
	}
	q.learn(p.span.Len(), a)
	if a.capped {
		first, rest, _ := p.span.Cut(a.first)
		q.pieces = slices.Replace(q.pieces, i, i+1, &piece[T]{span: first}, &piece[T]{span: rest})
		q.held--
		return
	}
	p.fetched, p.state = a, finished
	if a.err != nil {
		for _, later := range q.pieces[i+1:] {
			if later.state == running {
				later.cancel()
			}
			if later.state != pending {
				q.held--
			}
		}
		q.pieces = slices.Delete(q.pieces, i+1, len(q.pieces))
	}
}

// learn lets later pieces have the size that worked, so that a long dense range does not pay for
// halving again and again, and lets it grow back until answers are three quarters full, so that
// one dense second does not leave a year to be asked for second by second.
func (q *queue[T]) learn(length time.Duration, a fetched[T]) {
	if a.err != nil {
		return
	}
	if !q.limitGiven {
		q.limit = max(q.limit, a.seen)
	}
	if a.capped {
		q.size = min(q.size, half(length))
		return
	}
	growth := 2.0
	if a.seen > 0 {
		growth = min(growth, 0.75*float64(q.limit)/float64(a.seen))
	}
	if size := growth * float64(length); size >= float64(q.longest) {
		q.size = q.longest
	} else {
		q.size = max(q.size, time.Duration(size).Truncate(time.Second))
	}
}

// half returns the larger half in whole seconds.
func half(d time.Duration) time.Duration { return (d/2 + time.Second - 1).Truncate(time.Second) }

// next waits for the earliest piece and removes it; nil when all were handed out.
func (q *queue[T]) next() *piece[T] {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.pieces) > 0 && q.pieces[0].state != finished {
		q.changed.Wait()
	}
	if len(q.pieces) == 0 {
		return nil
	}
	p := q.pieces[0]
	q.pieces = slices.Delete(q.pieces, 0, 1)
	q.held--
	q.open()
	q.changed.Broadcast()
	return p
}

// close ends all workers that wait for work.
func (q *queue[T]) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}
