package render

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// columnFinder gathers the columns of records that nobody described: every value that is not an
// object, by its path, in order of first appearance.
type columnFinder struct {
	top   member
	found []*member
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

func newColumnFinder() *columnFinder { return &columnFinder{} }

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
			below = m.member(record.Value(name).Text())
		}
		if v.Kind() == record.KindObject && !emptyObject(v) {
			f.object(below, v)
			continue
		}
		if !below.column {
			below.column = true
			f.found = append(f.found, below)
		}
		below.value = below.value || v.Kind() != record.KindNull
	}
}

// member is the member of that name, made when it is new.
func (m *member) member(name string) *member {
	if m.index == nil {
		if i := slices.IndexFunc(m.members, func(b *member) bool { return b.name == name }); i >= 0 {
			m.next = i + 1
			return m.members[i]
		}
	} else if below := m.index[name]; below != nil {
		m.next = slices.Index(m.members, below) + 1
		return below
	}
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

// columns are the columns found. An object that was null at times has none of its own.
func (f *columnFinder) columns() []Column {
	cols := make([]Column, 0, len(f.found))
	for _, m := range f.found {
		nested := len(m.members) > 0
		if nested && !m.value {
			continue
		}
		cols = append(cols, Column{Name: strings.Join(m.path, "."), Path: m.path, nested: nested, null: !m.value})
	}
	return cols
}

// emptyObject says whether the object has no member.
func emptyObject(v record.Value) bool {
	for range v.Fields() {
		return false
	}
	return true
}
