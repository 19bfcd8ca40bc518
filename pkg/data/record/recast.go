package record

import (
	"strconv"
	"strings"
)

// Recast gives records another text: their members in another order, under other names, or with other values. How it is done
// shows one record of a shape; the others are then written from where their values lie. It is for one sequence of records, each of
// which is valid until the next, and not for concurrent use.
type Recast struct {
	// Rebuild makes the text anew. It moves and renames members, objects inside among them, and does not look at values that are
	// no objects; nil: they stay where they are.
	Rebuild func(object Value) Value
	// Change gives a member at the top that is no object another value; nil: all keep theirs. It is asked about those alone that
	// Changes tells of; nil: about all.
	Change  func(name string, v Value) Value
	Changes func(name string) bool

	known map[*shape]*mold
	index *Index
	buf   []byte
}

// mold is how records of one shape are written.
type mold struct {
	shape  *shape // of what is written
	values []molded
}

// molded is a value that is written.
type molded struct {
	at      int    // its place among the values of the record
	changed bool   // it gets another value, as Change says of
	name    string // the member's
}

// Of returns the record with its new text. What was put in front of it is a part of that.
func (c *Recast) Of(r Record) Record {
	if r.index == nil || r.front != nil || r.shape().optional > 0 {
		return c.plain(r)
	}
	s := r.shape()
	m, known := c.known[s]
	if !known && len(c.known) < maxPlans {
		if c.known == nil {
			c.known = map[*shape]*mold{}
			c.index = &Index{known: &knownShapes{shapes: make([]*shape, 1)}, found: make([]indexed, 1)}
		}
		m = c.moldOf(s)
		c.known[s] = m
	}
	if m == nil {
		return c.plain(r)
	}
	return c.write(m, r)
}

// plain walks through the record.
func (c *Recast) plain(r Record) Record {
	text := r.Value()
	if c.Change != nil {
		members := make([]Member, 0, 32)
		for name, v := range text.Fields() {
			if v.Kind() != KindObject && c.changes(name) {
				v = c.Change(name, v)
			}
			members = append(members, Named(name, v))
		}
		text = Object(members...)
	}
	if c.Rebuild != nil {
		text = c.Rebuild(text)
	}
	out, _ := Of(text) // an object always makes one
	return out
}

func (c *Recast) changes(name string) bool { return c.Changes == nil || c.Changes(name) }

// write writes a record of known shape.
func (c *Recast) write(m *mold, r Record) Record {
	b, places := c.buf[:0], c.index.places[:0]
	for k, from := range m.values {
		b = append(b, m.shape.parts[k]...)
		v := r.value(from.at)
		if from.changed {
			v = c.Change(from.name, v)
		}
		start := len(b)
		b = append(b, v...)
		if len(b) > maxShapeText {
			return c.plain(r)
		}
		places = append(places, uint16(start), uint16(len(b)))
	}
	b = append(b, m.shape.parts[len(m.values)]...)
	c.buf, c.index.places = b, places
	c.index.known.shapes[0] = m.shape
	known := r.known
	if c.Change != nil {
		known &^= tight | sound
	}
	c.index.found[0] = indexed{end: uint32(len(b)), bits: known}
	return Record{raw: b[:len(b):len(b)], index: c.index, known: known}
}

// moldOf learns how records of a shape are written, by one whose values say which they are. nil: there is no such way.
func (c *Recast) moldOf(s *shape) *mold {
	if s.spaced {
		return nil
	}
	var example []byte
	for k := range s.paths {
		example = append(example, s.parts[k]...)
		example = append(strconv.AppendInt(append(example, `"`+exampleMark...), int64(k), 10), '"')
	}
	example = append(example, s.parts[len(s.paths)]...)
	text := (&Recast{Rebuild: c.Rebuild}).plain(Record{raw: example}).raw
	m := &mold{shape: shapeOf(text, false)}
	if m.shape == nil || m.shape.spaced {
		return nil
	}
	at := 0
	for _, part := range m.shape.parts[:len(m.shape.paths)] {
		at += len(part)
		end := skipValue(text, at)
		mark, ours := strings.CutPrefix(string(text[at:end]), `"`+exampleMark)
		n, err := strconv.Atoi(strings.TrimSuffix(mark, `"`))
		if !ours || err != nil || n >= len(s.paths) {
			return nil
		}
		value := molded{at: n, name: s.paths[n][0]}
		value.changed = c.Change != nil && len(s.paths[n]) == 1 && c.changes(value.name)
		m.values = append(m.values, value)
		at = end
	}
	return m
}

// exampleMark begins the values of an example.
const exampleMark = "value "
