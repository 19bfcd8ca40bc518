package v2

import (
	"bytes"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Flat makes rows for tables and CSV of records with lists of custom fields: custom_fields becomes an object by id, with
// the value of a single one as it is. Nothing is decoded; the bytes of a row are valid until the next one.
type Flat struct {
	// Hidden are members of a record that have no column: they are left out.
	Hidden []string
	// Known are members of a record that have one. Others are left out and told to Stray, once each; nil: all are kept.
	Known []string
	Stray func(name string)

	keys   []string              // of the layout's fields
	known  map[string]*flatField // of the layout, by id
	start  flatField             // stands before the first one
	next   []byte
	strays []stray
	told   map[string]bool
}

// NewFlat returns one for the records of a layout.
func NewFlat(l Layout) *Flat {
	f := &Flat{known: map[string]*flatField{}, told: map[string]bool{}}
	for _, field := range l.Fields {
		if field.Custom {
			f.keys = append(f.keys, field.Key)
			f.known[field.Key] = &flatField{shown: []byte(`"` + field.Key + `":`)}
		}
	}
	return f
}

// memberFields returns where members have their custom fields, and sheetFields where members of a sheet have theirs.
func memberFields() record.FieldList {
	return record.FieldList{List: customFields, Key: "id", Values: "values"}
}

func sheetFields() record.FieldList {
	return record.FieldList{Rows: RecordList, List: customFields, Key: "id", Values: "values"}
}

// placed returns what writes rows from where the values lie. What it can't write is read anew.
func (f *Flat) placed(list record.FieldList) *record.Flatten {
	return &record.Flatten{
		List: list, Keys: f.keys, Number: "record",
		Keep: func(name string) bool { return f.wanted(record.Name(record.String(name))) },
		Field: func(field record.Value) (id, value record.Value) {
			id, value, _ = readFlat(field.Cursor())
			return id, value
		},
	}
}

// Members gives a row a member.
func (f *Flat) Members(records Records) Records {
	return func(yield func(record.Record, error) bool) {
		placed := f.placed(memberFields())
		for r, err := range records {
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			row, ok := placed.Row(r, 0)
			if !ok {
				f.next = append(f.next[:0], '{')
				f.members(r.Value())
				row, err = f.row()
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// Sheet gives a row a record; record counts those of a member from 1. A member with an empty list gives none.
func (f *Flat) Sheet(records Records) Records {
	return func(yield func(record.Record, error) bool) {
		placed := f.placed(sheetFields())
		for r, err := range records {
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			done := 0
			for row, ok := placed.Row(r, done); ok; row, ok = placed.Row(r, done) {
				if done++; !yield(row, nil) {
					return
				}
			}
			if done == placed.Rows(r) {
				continue
			}
			n := 0
			for one := range r.Lookup(RecordList).Elements() {
				if n++; n <= done {
					continue
				}
				f.next = append(f.next[:0], '{')
				f.around(r.Value().Cursor())
				f.next = append(f.next, `"record":`...)
				f.next = append(strconv.AppendInt(f.next, int64(n), 10), ',')
				f.members(one)
				if !yield(f.row()) {
					return
				}
			}
		}
	}
}

// row closes a row.
func (f *Flat) row() (record.Record, error) {
	return record.Of(record.Value(append(bytes.TrimSuffix(f.next, []byte{','}), '}')))
}

// around copies what a member of a sheet has beside its records.
func (f *Flat) around(c *record.Cursor) {
	for {
		name, ok := c.Member()
		if !ok {
			return
		}
		if v := c.Take(); !name.Is(RecordList) && f.wanted(name) {
			f.member(name, v)
		}
	}
}

// members copies an object, its list of custom fields by id.
func (f *Flat) members(v record.Value) {
	for c := v.Cursor(); ; {
		name, ok := c.Member()
		if !ok {
			return
		}
		if name.Is(customFields) && c.Kind() == record.KindArray {
			v = v[c.Mark():]
			v = v[f.fields(v):]
			c = v.Cursor()
			continue
		}
		if v := c.Take(); f.wanted(name) {
			f.member(name, v)
		}
	}
}

func (f *Flat) member(name record.Name, v record.Value) {
	f.next = append(append(append(append(f.next, name...), ':'), v...), ',')
}

// wanted reports whether a member goes into the row.
func (f *Flat) wanted(name record.Name) bool {
	for _, hidden := range f.Hidden {
		if name.Is(hidden) {
			return false
		}
	}
	if f.Known == nil {
		return true
	}
	for _, known := range f.Known {
		if name.Is(known) {
			return true
		}
	}
	if text := record.Value(name).Text(); !f.told[text] {
		f.told[text] = true
		if f.Stray != nil {
			f.Stray(text)
		}
	}
	return false
}
