package render

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// deepest is how many names a column's path may have, and how many levels YAML shows. What lies deeper is JSON text: each
// level costs a column that is as much longer, or lines that are as much further in, so that a record of 54 KB could take
// gigabytes.
const deepest = 16

// mostColumns is how many columns records may have together: as many as a workbook's sheet has. Where names are data, such
// as dates or ids, each record would bring its own, and the rows would be empty cells by the gigabyte.
const mostColumns = 16384

// columnFinder gathers the columns of records that nobody described: every value that is not an
// object, or as deep as columns go, by its path, in order of first appearance.
type columnFinder struct {
	top   member
	found []*member
	known int // names met, at all levels
	// unsettled are the values, by layout, that were null in all records of it so far.
	unsettled map[*record.Layout][]unsettled
	full      bool // there were more than mostColumns, and those that came later are not gathered
}

// member is a name that some record had.
type member struct {
	name    string
	path    []string
	members []*member
	index   map[string]*member // of members, once they are many
	next    int                // where in members the next one is expected: records mostly look alike
	column  bool               // it held something that no deeper column shows
	value   bool               // other than null
}

// manyMembers is where searching a list becomes slower than a map.
const manyMembers = 16

// unsettled is a member of a layout and which of its values it is.
type unsettled struct {
	value  int
	member *member
}

func newColumnFinder() *columnFinder { return &columnFinder{} }

// add takes note of the columns of one record. The first of a layout shows them all; of the others it only matters whether they
// have what was null before.
func (f *columnFinder) add(r *record.Record) {
	layout := r.Layout()
	if layout == nil {
		f.record(r.Value())
		return
	}
	waiting, known := f.unsettled[layout]
	if !known || !f.inFront(r, layout) {
		f.record(r.Value())
		if f.unsettled == nil {
			f.unsettled = map[*record.Layout][]unsettled{}
		}
		f.unsettled[layout] = f.waiting(layout)
		return
	}
	if len(waiting) == 0 {
		return
	}
	left := waiting[:0]
	for _, u := range waiting {
		if u.member.value = u.member.value || r.At(u.value).Kind() != record.KindNull; !u.member.value {
			left = append(left, u)
		}
	}
	f.unsettled[layout] = left
}

// waiting returns the values of a layout, one record of which was seen, that were null.
func (f *columnFinder) waiting(layout *record.Layout) []unsettled {
	var waiting []unsettled
	for k, path := range layout.Paths() {
		m := &f.top
		for _, name := range path {
			if m = m.known(name); m == nil {
				break // there was no room for it
			}
		}
		if m != nil && !m.value {
			waiting = append(waiting, unsettled{k, m})
		}
	}
	return waiting
}

// inFront takes note of the fields in front of a record; false is for those that have to be looked into.
func (f *columnFinder) inFront(r *record.Record, layout *record.Layout) bool {
	plain := true
	r.Front().Fields(func(name string, v record.Value) {
		switch {
		case layout.Has(name):
		case v.Kind() == record.KindObject:
			plain = false
		case plain:
			f.value(f.member(&f.top, name), v)
		}
	})
	return plain
}

// value takes note that a member has a value that is no object.
func (f *columnFinder) value(m *member, v record.Value) {
	if m == nil {
		return
	}
	if !m.column {
		m.column = true
		f.found = append(f.found, m)
	}
	m.value = m.value || v.Kind() != record.KindNull
}

// record takes note of the columns of one record, given whole.
func (f *columnFinder) record(r record.Value) { f.object(&f.top, r) }

func (f *columnFinder) object(m *member, v record.Value) {
	m.next = 0
	c := v.Cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		v := c.Take()
		var below *member
		if m.next < len(m.members) && name.Is(m.members[m.next].name) { // as in the record before: nothing to look up
			below = m.members[m.next]
			m.next++
		} else {
			if below = f.member(m, record.Value(name).Text()); below == nil {
				continue
			}
		}
		if v.Kind() == record.KindObject && len(below.path) < deepest && !emptyObject(v) {
			f.object(below, v)
			continue
		}
		f.value(below, v)
	}
}

// member returns the member of m with that name, made when it is new and there is room for it.
func (f *columnFinder) member(m *member, name string) *member {
	if m.index == nil {
		if i := slices.IndexFunc(m.members, func(b *member) bool { return b.name == name }); i >= 0 {
			m.next = i + 1
			return m.members[i]
		}
	} else if below := m.index[name]; below != nil {
		m.next = slices.Index(m.members, below) + 1
		return below
	}
	if f.known == mostColumns {
		f.full = true
		return nil
	}
	f.known++
	below := &member{name: name, path: append(slices.Clone(m.path), name)}
	m.members = append(m.members, below)
	m.next = len(m.members)
	switch {
	case m.index != nil:
		m.index[name] = below
	case len(m.members) > manyMembers:
		m.index = make(map[string]*member, 2*len(m.members))
		for _, b := range m.members {
			m.index[b.name] = b
		}
	}
	return below
}

// known returns the member of m with that name, nil where there is none.
func (m *member) known(name string) *member {
	if m.index != nil {
		return m.index[name]
	}
	if i := slices.IndexFunc(m.members, func(b *member) bool { return b.name == name }); i >= 0 {
		return m.members[i]
	}
	return nil
}

// columns returns the columns found. An object that was null at times has none of its own.
func (f *columnFinder) columns() []Column {
	cols := make([]Column, 0, len(f.found))
	for _, m := range f.found {
		nested := len(m.members) > 0
		if nested && !m.value {
			continue
		}
		name := strings.Join(m.path, ".")
		cols = append(cols, Column{Name: name, Path: m.path, Code: record.IdentifierName(name), nested: nested, null: !m.value})
	}
	return cols
}

// emptyObject reports whether the object has no member.
func emptyObject(v record.Value) bool {
	for range v.Fields() {
		return false
	}
	return true
}
