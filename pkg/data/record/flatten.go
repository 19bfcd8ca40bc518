package record

import (
	"bytes"
	"slices"
	"strconv"
)

// Flatten makes rows of records with fields: the list of fields becomes an object by key, with the value of a single one as it
// is. It is for records of a [Reader] that was told by Fields where they are; those that are not written like the others are
// left to the caller. A row is valid until the next one. Flatten is not for concurrent use.
type Flatten struct {
	List   FieldList                        // as the reader has it
	Keys   []string                         // of the fields that rows may have
	Number string                           // the member that counts the rows of a record from 1, for a list with rows
	Keep   func(name string) bool           // whether a member at the top of records goes into their rows; it is asked once for a shape
	Field  func(field Value) (key, v Value) // reads a field that has several values or is written otherwise

	known map[*shape]*flat
	slots map[string]int // by key
	shown [][]byte       // by slot: the name in a row
	named []byte         // the name of the list, and what follows it
	count []byte         // the name of Number
	from  *fields        // of the reader whose heads these are
	heads []int          // by head: its slot
	index *Index
	buf   []byte
}

const (
	noSlot   = -1
	mostKeys = 8192 // places of values are counted in 16 bits
)

// flat is how the rows of records of one shape are written.
type flat struct {
	shape  *shape // of the rows
	runs   []run
	before int // runs that stand before the fields
}

// run are members behind each other that stand in a row as they do in the record.
type run struct {
	from, to    boundary
	first, last int // values in them
}

// Rows returns how many rows a record has; -1 for one that Row can't write.
func (f *Flatten) Rows(r Record) int {
	if f.flat(r) == nil {
		return -1
	}
	return len(r.index.fields.rows)
}

// Row returns the n-th row of a record, from 0. ok is false behind the last one, and for one that is not written like the others: a
// field comes twice, or is none of Keys.
func (f *Flatten) Row(r Record, n int) (row Record, ok bool) {
	m := f.flat(r)
	if m == nil || n >= len(r.index.fields.rows) {
		return Record{}, false
	}
	w := flatRow{f, &r, append(f.buf[:0], '{'), f.index.places[:0]}
	for i := range len(m.runs) + 1 {
		if i == m.before && !w.fields(n) {
			return Record{}, false
		}
		if i < len(m.runs) {
			w.run(&m.runs[i])
		}
	}
	w.text[len(w.text)-1] = '}'
	f.buf, f.index.places = w.text, w.places
	if len(w.text) > maxShapeText {
		return Record{}, false
	}
	known := r.known & (tight | sound)
	f.index.known.shapes[0] = m.shape
	f.index.found[0] = indexed{end: uint32(len(w.text)), bits: known}
	return Record{raw: w.text[:len(w.text):len(w.text)], index: f.index, known: known}, true
}

// flat returns how the rows of a record are written; nil: Row can't.
func (f *Flatten) flat(r Record) *flat {
	if r.index == nil || r.index.fields == nil || !r.index.fields.noted || r.front != nil || len(f.Keys) == 0 || len(f.Keys) > mostKeys {
		return nil
	}
	s := r.shape()
	m, known := f.known[s]
	if !known && len(f.known) < maxPlans {
		if f.known == nil {
			f.begin()
		}
		m = f.flatOf(s)
		f.known[s] = m
	}
	if f.from != r.index.fields {
		f.from, f.heads = r.index.fields, f.heads[:0]
	}
	for _, h := range f.from.heads[len(f.heads):] {
		slot, wanted := f.slots[h.key]
		if !wanted {
			slot = noSlot
		}
		f.heads = append(f.heads, slot)
	}
	return m
}

func (f *Flatten) begin() {
	f.known, f.slots = map[*shape]*flat{}, map[string]int{}
	f.index = &Index{known: &knownShapes{shapes: make([]*shape, 1)}, found: make([]indexed, 1)}
	f.named, f.count = append(String(f.List.List), ':', '{'), append(String(f.Number), ':')
	for i, key := range f.Keys {
		name := String(key)
		if _, twice := f.slots[key]; twice || string(name) != `"`+key+`"` {
			f.slots[key] = noSlot
		} else {
			f.slots[key] = i
		}
		f.shown = append(f.shown, append(name, ':'))
	}
}

// flatOf learns how the rows of the records of a shape are written; nil: there is no such way.
func (f *Flatten) flatOf(s *shape) *flat {
	if s.spaced {
		return nil
	}
	m := &flat{shape: &shape{depth: s.depth, fields: noFields, optional: len(f.Keys)}}
	joined := false
	value := 0
	for _, member := range s.members {
		name := member.path[0]
		first := value
		for value < len(s.paths) && s.paths[value][0] == name {
			value++
		}
		switch {
		case first == s.fields && value > first:
			m.before = len(m.runs)
			joined = false
			continue
		case name == f.List.List || name == f.Number:
			return nil
		case !f.Keep(name):
			joined = false
			continue
		}
		if !joined {
			m.runs = append(m.runs, run{from: member.from, first: first})
		}
		joined = true
		last := &m.runs[len(m.runs)-1]
		last.to, last.last = member.to, value
		m.shape.paths = append(m.shape.paths, s.paths[first:value]...)
		for _, c := range s.containers {
			if c.path[0] == name {
				m.shape.containers = append(m.shape.containers, container{path: c.path})
			}
		}
	}
	m.shape.containers = append(m.shape.containers, container{path: []string{f.List.List}})
	if f.List.Rows != "" {
		m.before = len(m.runs)
		m.shape.paths = append(m.shape.paths, []string{f.Number})
	}
	for _, key := range f.Keys {
		m.shape.paths = append(m.shape.paths, []string{f.List.List, key})
	}
	return m
}

// flatRow is a row that is being written.
type flatRow struct {
	*Flatten
	r      *Record
	text   []byte
	places []uint16
}

// run writes members as they stand.
func (w *flatRow) run(m *run) {
	from, to := w.r.place(m.from), w.r.place(m.to)
	moved := uint16(len(w.text) - from) // may be negative: places are counted on modulo 65536
	w.text = append(append(w.text, w.r.raw[from:to]...), ',')
	first := int(w.r.index.found[w.r.number].first)
	for _, place := range w.r.index.places[first+2*m.first : first+2*m.last] {
		w.places = append(w.places, place+moved)
	}
}

// fields writes the fields of the n-th row.
func (w *flatRow) fields(n int) bool {
	x := w.r.index.fields
	if w.List.Rows != "" {
		w.text = append(w.text, w.count...)
		start := len(w.text)
		w.text = strconv.AppendInt(w.text, int64(n+1), 10)
		w.places = append(w.places, uint16(start), uint16(len(w.text)))
		w.text = append(w.text, ',')
	}
	w.text = append(w.text, w.named...)
	found := x.inRow(n)
	base := len(w.places)
	w.places = slices.Grow(w.places, 2*len(w.Keys))[:base+2*len(w.Keys)]
	slots := w.places[base:]
	clear(slots)
	for _, field := range found {
		v := Value(w.r.raw[field.from:field.end])
		slot := noSlot
		if field.head != otherField {
			slot = w.heads[field.head]
		} else {
			var key Value
			key, v = w.Field(v)
			if at, known := w.slots[string(bytes.Trim(key, `"`))]; known {
				slot = at
			}
		}
		if slot == noSlot || slots[2*slot+1] != 0 {
			return false
		}
		if len(v) == 0 {
			v = Null()
		}
		w.text = append(w.text, w.shown[slot]...)
		slots[2*slot] = uint16(len(w.text))
		w.text = append(w.text, v...)
		slots[2*slot+1] = uint16(len(w.text))
		w.text = append(w.text, ',')
	}
	if len(found) > 0 {
		w.text = w.text[:len(w.text)-1]
	}
	w.text = append(w.text, '}', ',')
	return true
}
