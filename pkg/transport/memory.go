package transport

import (
	"errors"
	"io"
	"sync"
)

// mostKept bounds one piece of memory: a larger body is rare, and its memory better given back.
const mostKept = 1 << 20

// memory is of bodies that were released, for those to come. What is not used for a while goes to the collector.
type memory struct{ pool sync.Pool }

// take is a piece of it, emptied, or nil.
func (m *memory) take() []byte {
	b, _ := m.pool.Get().([]byte)
	return b
}

// give takes back a body. It is wiped first: whatever was kept of it by mistake shows at once, and as nothing instead
// of as part of another answer.
func (m *memory) give(b []byte) {
	clear(b[:cap(b)])
	if cap(b) > 0 && cap(b) <= mostKept {
		m.pool.Put(b[:0]) //nolint:staticcheck // the few bytes of a slice's head beside hundreds of thousands
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
