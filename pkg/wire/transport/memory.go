package transport

import (
	"errors"
	"io"
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

// take is one of them; ok is false when there is none.
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

// appendAll reads r to its end.
func appendAll(dst []byte, r io.Reader) ([]byte, error) {
	for {
		if len(dst) == cap(dst) {
			dst = append(dst, 0)[:len(dst)]
		}
		n, err := r.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if errors.Is(err, io.EOF) {
			return dst, nil
		}
		if err != nil {
			return dst, err
		}
	}
}
