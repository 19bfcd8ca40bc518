package record

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/say"
)

// Record is one vendor record: the object as it was sent, and in front of it what only the
// envelope of the answer knew. The zero Record is an empty object. Copies share their bytes.
//
// A record that a sequence gives (iter.Seq2[Record, error], from a Reader, a client or a store) is valid until the next step
// of that sequence: its bytes may then be those of another one. Whoever keeps a record keeps its Clone. Records of a method
// that returns one of them stay as they are.
//
// A record is handed on by value through many hands: with an error behind it, it fits into the registers of a call.
type Record struct {
	raw    []byte // a valid object; nil for the zero Record
	front  *Front // nil: nothing
	index  *Index // knows where the values of raw lie; nil: nobody does
	number uint32 // of the record in the index
	known  uint32 // of the bits below
}

const (
	tight = 1 << iota // raw is compact
	sound             // raw has no half of a surrogate pair
	kept              // nobody writes to the bytes of raw any more
)

// Of makes a record of v, which must be an object from [ParseValue] or another Value.
func Of(v Value) (Record, error) {
	if v.Kind() != KindObject || v[len(v)-1] != '}' {
		return Record{}, say.Errorf("a record must be an object, not %s", v.Kind())
	}
	return Record{raw: v}, nil
}

// Bare returns a value that need not be an object, for what only passes it on: it has no fields, and With is not for it.
func Bare(v Value) Record { return Record{raw: v} }

// Kept returns the record as one whose bytes stay as they are for good, so that Clone need not copy them.
func (r Record) Kept() Record {
	r.known |= kept
	return r
}

// Size returns how many bytes the record has as it was sent, without what was put in front of it.
func (r Record) Size() int { return len(r.raw) }

// Value returns the whole record, fields in front included, as one object.
func (r Record) Value() Value {
	if r.front == nil && r.raw != nil {
		return r.raw
	}
	return r.JSON()
}

// JSON returns the whole record as compact JSON: white space between tokens is left out, names and values
// are exactly as sent.
func (r Record) JSON() []byte { return r.AppendJSON(nil) }

// AppendJSON appends [Record.JSON] to dst.
func (r Record) AppendJSON(dst []byte) []byte {
	if r.raw == nil {
		r.raw, r.known = []byte("{}"), tight
	}
	if r.front == nil {
		return r.appendRaw(dst)
	}
	dst = r.appendFront(append(dst, '{'), r.front)
	if r.raw[skipSpace(r.raw, 1)] == '}' && dst[len(dst)-1] == ',' {
		dst = dst[:len(dst)-1]
	}
	r.raw = r.raw[1:]
	return r.appendRaw(dst)
}

// has reports whether the record, without what was put in front of it, has a member of the name.
func (r Record) has(name string) bool {
	if r.index != nil {
		return r.shape().has(name)
	}
	return Value(r.raw).Field(name) != nil
}

func (r Record) appendRaw(dst []byte) []byte {
	if r.known&tight != 0 {
		return append(dst, r.raw...)
	}
	return appendCompact(dst, r.raw)
}

// Lookup follows the names down from the top of the record. With no name it is [Record.Value].
func (r Record) Lookup(path ...string) Value {
	if len(path) == 0 {
		return r.Value()
	}
	if r.index != nil {
		if v := r.placed(path); v != nil {
			return v
		}
		if r.front == nil || r.shape().has(path[0]) {
			return nil
		}
		return r.front.field(path[0]).Lookup(path[1:]...)
	}
	v := Value(r.raw).Field(path[0])
	if v == nil {
		v = r.front.field(path[0])
	}
	return v.Lookup(path[1:]...)
}

// Clone returns the record with its own copy of all bytes, to keep beyond the step of a [Reader].
func (r Record) Clone() Record {
	r.index = nil
	if r.known&kept == 0 {
		r.raw = bytes.Clone(r.raw)
	}
	r.front = r.front.clone()
	return r
}
