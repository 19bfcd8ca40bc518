package record

import "bytes"

// Front is what was put in front of a record: a field, and those that were put there before it. It is never changed, so
// that many records may share one. A nil Front has no field.
type Front struct {
	name   string
	value  Value
	before *Front
	lone   int // values in it and before it with half of a surrogate pair
}

// NewFront returns a field to put in front of many records; an absent value makes none.
func NewFront(name string, v Value) *Front { return (*Front)(nil).with(name, v) }

// With returns the record with a field put in front of it, after those put there earlier. If the vendor's
// own record has a field of that name, its own wins; a second With of a name replaces the first.
// An absent v changes nothing.
func (r Record) With(name string, v Value) Record {
	r.front = r.front.with(name, v)
	return r
}

// Behind returns the record with f in front of it, as With does it for each of its fields.
func (r Record) Behind(f *Front) Record {
	switch {
	case f == nil:
	case r.front == nil:
		r.front = f
	default:
		r = r.Behind(f.before).With(f.name, f.value)
	}
	return r
}

func (f *Front) with(name string, v Value) *Front {
	switch {
	case v.Kind() == KindAbsent:
		return f
	case f == nil:
		return &Front{name: name, value: v, lone: loneIn(v)}
	case f.name == name:
		return &Front{name: name, value: v, before: f.before, lone: f.before.loneCount() + loneIn(v)}
	case f.before.field(name) != nil:
		before := f.before.with(name, v)
		return &Front{name: f.name, value: f.value, before: before, lone: before.loneCount() + loneIn(f.value)}
	}
	return &Front{name: name, value: v, before: f, lone: f.lone + loneIn(v)}
}

// field returns the value of the name, nil where there is none.
func (f *Front) field(name string) Value {
	for ; f != nil; f = f.before {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

func (f *Front) loneCount() int {
	if f == nil {
		return 0
	}
	return f.lone
}

// each calls do with the fields in their order.
func (f *Front) each(do func(name string, v Value)) {
	if f != nil {
		f.before.each(do)
		do(f.name, f.value)
	}
}

func (f *Front) clone() *Front {
	if f == nil {
		return nil
	}
	return &Front{name: f.name, value: bytes.Clone(f.value), before: f.before.clone(), lone: f.lone}
}

// appendFront appends the fields in front, with a comma after each, but those that the record has itself.
func (r Record) appendFront(dst []byte, f *Front) []byte {
	if f == nil {
		return dst
	}
	dst = r.appendFront(dst, f.before)
	if r.has(f.name) {
		return dst
	}
	dst = append(appendQuoted(dst, f.name), ':')
	return append(appendCompact(dst, f.value), ',')
}
