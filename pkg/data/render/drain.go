package render

import "github.com/genba-cli/genba/pkg/data/record"

// longPiece is how much of one record is held before it is written. Shorter records are written whole or not at all.
const longPiece = 1 << 20

// drain writes what a layout has appended so far of a long record and gives back what to go on appending to.
type drain func(dst []byte) ([]byte, error)

// drained is a layout whose records may be many times as long as their JSON.
type drained interface{ drainInto(drain drain) }

// long drains what is long enough for it.
func (d drain) long(dst []byte) ([]byte, error) {
	if len(dst) < longPiece {
		return dst, nil
	}
	return d(dst)
}

// drain returns the output as layouts with long records use it; n points to the number of the record.
func (o *output) drain(l layout, n *int) drain {
	return func(dst []byte) ([]byte, error) {
		o.buf = dst
		err := o.encode(l, *n)
		return o.buf, firstError(err, o.flush())
	}
}

// appendLong appends a value as compact JSON, as it goes out; nil holds all of it.
func (d drain) appendLong(dst []byte, v record.Value) ([]byte, error) {
	if d == nil || len(v) < longPiece {
		return v.AppendJSON(dst), nil
	}
	var err error
	for piece := range v.Pieces() {
		if dst, err = d.long(append(dst, piece...)); err != nil {
			break
		}
	}
	return dst, err
}
