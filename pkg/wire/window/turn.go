package window

import "context"

// near is how many pieces, besides the one being handed out, may have the memory of their answers. Others are asked
// for, too, so that nobody waits for the vendor.
const near = 2

type turnKey struct{}

// Turn waits, for the ctx of a Fetch or Narrow, until its piece is among the next to be handed out; it is called
// between the head of an answer and its body. The earliest piece never waits, and whoever once had a turn keeps it. nil
// for a ctx that is not Pull's.
func Turn(ctx context.Context) func(context.Context) error {
	turn, ok := ctx.Value(turnKey{}).(chan struct{})
	if !ok {
		return nil
	}
	return func(ctx context.Context) error {
		select {
		case <-turn:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// open gives the next pieces their turn, the first in any case: all others wait for it. Those that had theirs before
// an earlier piece was halved count, too.
func (q *queue[T]) open() {
	read := 0
	for _, p := range q.pieces {
		if p.state != pending && p.turn == nil {
			read++
		}
	}
	for i, p := range q.pieces[:min(len(q.pieces), near)] {
		if p.turn != nil && (i == 0 || read < near) {
			close(p.turn)
			p.turn = nil
			read++
		}
	}
}
