package record

import (
	"bytes"
	"slices"

	"github.com/genba-cli/genba/pkg/say"
)

// Record is one vendor record: the object as it was sent, and in front of it what only the
// envelope of the answer knew. The zero Record is an empty object. Copies share their bytes.
//
// A record that a sequence gives (iter.Seq2[Record, error], from a Reader, a client or a store) is valid until the next step
// of that sequence: its bytes may then be those of another one. Whoever keeps a record keeps its Clone. Records of a method
// that returns one of them stay as they are.
type Record struct {
	raw []byte // a valid object; nil for the zero Record
	// Most records carry one field of context or none: the first needs no allocation.
	// A record is handed on by value through many hands, so what few have is kept apart.
	first field
	more  *[]field

	index  *Index // knows where the values of raw lie; nil: nobody does
	number uint32 // of the record in the index
	tight  bool   // raw is known to be compact
	sound  bool   // raw is known to have no half of a surrogate pair
}

type field struct {
	name  string
	value Value
}

// Of makes a record of v, which must be an object from [ParseValue] or another Value.
func Of(v Value) (Record, error) {
	if v.Kind() != KindObject || v[len(v)-1] != '}' {
		return Record{}, say.Errorf("a record must be an object, not %s", v.Kind())
	}
	return Record{raw: v}, nil
}

// Bare returns a value that need not be an object, for what only passes it on: it has no fields, and With is not for it.
func Bare(v Value) Record { return Record{raw: v} }

// With returns the record with a field put in front of it, after those put there earlier. If the vendor's
// own record has a field of that name, its own wins; a second With of a name replaces the first.
// An absent v changes nothing.
func (r Record) With(name string, v Value) Record {
	switch {
	case v.Kind() == KindAbsent:
	case r.first.value == nil || r.first.name == name:
		r.first = field{name, v}
	default:
		// Never append in place: other copies of the record may share the array.
		rest := append(make([]field, 0, len(r.rest())+1), r.rest()...)
		r.more = &rest
		for i := range rest {
			if rest[i].name == name {
				rest[i].value = v
				return r
			}
		}
		rest = append(rest, field{name, v})
	}
	return r
}

// rest returns the fields in front of the record after the first.
func (r *Record) rest() []field {
	if r.more == nil {
		return nil
	}
	return *r.more
}

// Value returns the whole record, fields in front included, as one object.
func (r Record) Value() Value {
	if r.first.value == nil && r.raw != nil {
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
		r.raw, r.tight = []byte("{}"), true
	}
	if r.first.value == nil {
		return r.appendRaw(dst)
	}
	dst = append(dst, '{')
	dst = r.appendField(dst, r.first)
	for _, f := range r.rest() {
		dst = r.appendField(dst, f)
	}
	if r.raw[skipSpace(r.raw, 1)] == '}' && dst[len(dst)-1] == ',' {
		dst = dst[:len(dst)-1]
	}
	r.raw = r.raw[1:]
	return r.appendRaw(dst)
}

// appendField appends a field put in front, with a comma after it, unless the record has its own.
func (r Record) appendField(dst []byte, f field) []byte {
	if r.has(f.name) {
		return dst
	}
	dst = append(appendQuoted(dst, f.name), ':')
	return append(appendCompact(dst, f.value), ',')
}

// has reports whether the record, without what was put in front of it, has a member of the name.
func (r Record) has(name string) bool {
	if r.index != nil {
		return r.shape().has(name)
	}
	return Value(r.raw).Field(name) != nil
}

func (r Record) appendRaw(dst []byte) []byte {
	if r.tight {
		return append(dst, r.raw...)
	}
	return appendCompact(dst, r.raw)
}

// Lookup follows the names down from the top of the record. With no name it is [Record.Value].
func (r Record) Lookup(path ...string) Value {
	if len(path) == 0 {
		return r.Value()
	}
	v := Value(r.raw).Field(path[0])
	if v == nil {
		v = r.front(path[0])
	}
	return v.Lookup(path[1:]...)
}

// front returns the value put in front under the name.
func (r Record) front(name string) Value {
	if r.first.name == name {
		return r.first.value
	}
	for _, f := range r.rest() {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

// Clone returns the record with its own copy of all bytes, to keep beyond the step of a [Reader].
func (r Record) Clone() Record {
	r.index = nil
	r.raw = bytes.Clone(r.raw)
	r.first.value = bytes.Clone(r.first.value)
	if r.more != nil {
		rest := slices.Clone(*r.more)
		for i, f := range rest {
			rest[i].value = bytes.Clone(f.value)
		}
		r.more = &rest
	}
	return r
}
