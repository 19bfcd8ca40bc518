package window

import (
	"context"

	"github.com/genba-cli/genba/pkg/data/period"
)

// near is how many pieces, besides the one being handed out, may have the memory of their answers. Others are asked
// for, too, so that nobody waits for the vendor.
const near = 2

// Ask is what is asked of the vendor at once.
type Ask struct {
	period.Span
	// Ready waits until the piece is among the next to be handed out; it is called between the head of an answer and its
	// body. The earliest piece never waits, and whoever once had a permit keeps it.
	Ready func(context.Context) error
}

// awaited returns Ask.Ready for the permit that opens the channel.
func awaited(permit <-chan struct{}) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-permit:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// open gives the next pieces their permit, the first in any case: all others wait for it. Those that had theirs before
// an earlier piece was halved count, too.
func (q *queue[T]) open() {
	read := 0
	for _, p := range q.pieces {
		if p.state != pending && p.permit == nil {
			read++
		}
	}
	for i, p := range q.pieces[:min(len(q.pieces), near)] {
		if p.permit != nil && (i == 0 || read < near) {
			close(p.permit)
			p.permit = nil
			read++
		}
	}
}
