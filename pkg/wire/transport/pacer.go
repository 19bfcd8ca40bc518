package transport

import (
	"context"
	"sync"
	"time"
)

// Pacer keeps a least interval between the starts of requests and holds all of them back when the
// vendor asks for it. One per vendor account. Safe for concurrent use.
type Pacer struct {
	mu     sync.Mutex
	every  time.Duration
	next   time.Time // start of the next free turn
	paused time.Time // nothing starts before
}

// NewPacer lets one request start every so often; 0 does not space them.
func NewPacer(every time.Duration) *Pacer { return &Pacer{every: every} }

// wait returns when the caller may start.
func (p *Pacer) wait(ctx context.Context, sleep func(context.Context, time.Duration) error) error {
	if p == nil {
		return ctx.Err()
	}
	for {
		now := time.Now()
		turn := p.turn(now)
		if !turn.After(now) {
			return ctx.Err()
		}
		if err := sleep(ctx, turn.Sub(now)); err != nil {
			return err
		}
		// A pause that began meanwhile takes the turn away.
		p.mu.Lock()
		mine := !p.paused.After(turn)
		p.mu.Unlock()
		if mine {
			return ctx.Err()
		}
	}
}

func (p *Pacer) turn(now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	turn := now
	for _, t := range []time.Time{p.next, p.paused} {
		if t.After(turn) {
			turn = t
		}
	}
	p.next = turn.Add(p.every)
	return turn
}

// pause holds every request of the account back for d.
func (p *Pacer) pause(d time.Duration) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d); until.After(p.paused) {
		p.paused = until
	}
}
