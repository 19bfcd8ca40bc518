package transport

import (
	"errors"
	"io"
	"slices"
	"sync"
)

const (
	mostKept   = 1 << 20 // bytes of a body; a larger one is rare, and its memory better given back
	mostSpared = 4       // things of a kind
)

// spares keeps what was used, for use again. A sync.Pool has some for each processor and drops them now and then: a long
// pull would need more memory than a short one.
type spares[T any] struct {
	mu   sync.Mutex
	free []T
}

// take returns one of them; ok is false when there is none.
func (s *spares[T]) take() (one T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := len(s.free) - 1
	if last < 0 {
		return one, false
	}
	one, s.free = s.free[last], s.free[:last]
	return one, true
}

func (s *spares[T]) put(one T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.free) < mostSpared {
		s.free = append(s.free, one)
	}
}

// memory is of bodies that were released, emptied, for those to come.
type memory struct{ spares[[]byte] }

// give takes back a body. It is wiped first: whatever was kept of it by mistake shows at once, and as nothing instead
// of as part of another answer.
func (m *memory) give(b []byte) {
	clear(b[:cap(b)])
	if cap(b) > 0 && cap(b) <= mostKept {
		m.put(b[:0])
	}
}

// piece is how much of a long body lies in one stretch of memory while its length is not known.
const piece = 1 << 20

const (
	mostPieces = 4        // a longer body gets room for all that is allowed at once: the system gives memory as it is used
	mostRoom   = 64 << 20 // bytes; with a higher limit a body stays in pieces
)

// appendAll reads r, which gives at most so many bytes, to its end. A long body is collected in pieces and put together at its end:
// growing one buffer would cost two to three times the limit for an answer that never ends.
func appendAll(dst []byte, r io.Reader, most int64) ([]byte, error) {
	var full [][]byte
	for {
		switch {
		case len(dst) < cap(dst):
		case cap(dst) < piece:
			dst = append(dst, 0)[:len(dst)]
		case len(full) == mostPieces-1 && most <= mostRoom:
			whole := make([]byte, 0, most+1) // one more to see the end
			for _, part := range append(full, dst) {
				whole = append(whole, part...)
			}
			full, dst = nil, whole
		default:
			full = append(full, dst)
			dst = make([]byte, 0, piece)
		}
		n, err := r.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		switch {
		case errors.Is(err, io.EOF) && full != nil:
			return slices.Concat(append(full, dst)...), nil
		case errors.Is(err, io.EOF):
			return dst, nil
		case err != nil:
			return dst, err
		}
	}
}
