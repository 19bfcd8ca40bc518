package v2

import (
	"bytes"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// stored is what Kaonavi has of a member: the member, or its records in a sheet.
type stored struct {
	member  record.Record
	sheet   bool
	placed  record.FieldRows // where the custom fields lie
	isPlain bool             // nobody knows where they lie: the records are read from their first byte
	records []record.Value   // of a sheet, if they are
}

func (s *stored) read(r record.Record, sheet bool) {
	s.member, s.sheet = r, sheet
	placed, ok := r.FieldRows()
	s.placed, s.isPlain = placed, !ok
	if s.records = s.records[:0]; sheet && s.isPlain {
		s.records = slices.AppendSeq(s.records, r.Lookup(RecordList).Elements())
	}
}

// len returns how many records there are.
func (s *stored) len() int {
	switch {
	case !s.sheet:
		return 1
	case s.isPlain:
		return len(s.records)
	}
	return s.placed.Len()
}

// storedValues takes values out of what is stored, by column.
type storedValues struct {
	own    []string          // columns of members that are wanted and no custom fields
	custom map[string]string // columns of custom fields by key: those that are wanted, or all that were met
	all    bool              // every column is wanted
	taken  []map[string][]string
}

// wantedValues takes the columns that are given.
func wantedValues(columns []string) *storedValues {
	w := &storedValues{custom: map[string]string{}}
	for _, column := range columns {
		if key, custom := strings.CutPrefix(column, customPrefix); custom {
			w.custom[key] = column
		} else {
			w.own = append(w.own, column)
		}
	}
	return w
}

// allValues takes every column.
func allValues() *storedValues { return &storedValues{custom: map[string]string{}, all: true} }

// of returns the values of each record. The maps are valid until the next call.
func (w *storedValues) of(s stored) []map[string][]string {
	n := s.len()
	for len(w.taken) < n {
		w.taken = append(w.taken, map[string][]string{})
	}
	for i, values := range w.taken[:n] {
		clear(values)
		switch {
		case s.isPlain && s.sheet:
			w.walk(s.records[i], values)
		case s.isPlain || !s.sheet && w.all:
			w.walk(s.member.Value(), values)
		default:
			if !s.sheet {
				w.look(s.member, values)
			}
			w.fields(s.placed, i, values)
		}
	}
	return w.taken[:n]
}

// fields takes custom fields from where they lie.
func (w *storedValues) fields(placed record.FieldRows, n int, values map[string][]string) {
	for key, v := range placed.Row(n) {
		if key == "" {
			w.field(v.Cursor(), values)
		} else if column, wanted := w.column(key); wanted {
			var texts []string
			if len(v) > 0 {
				texts = []string{v.Text()}
			}
			values[column] = texts
		}
	}
}

// column returns the column of a custom field.
func (w *storedValues) column(key string) (name string, wanted bool) {
	name, wanted = w.custom[key]
	if !wanted && w.all {
		name, wanted = customPrefix+key, true
		w.custom[key] = name
	}
	return name, wanted
}

// look takes the columns of a member that are no custom fields.
func (w *storedValues) look(member record.Record, values map[string][]string) {
	for _, column := range w.own {
		if column == "sub_departments" {
			values[column] = codesOf(member.Lookup(column))
			continue
		}
		if v := member.Lookup(strings.Split(column, ".")...); v != nil {
			values[column] = []string{v.Text()}
		}
	}
}

func codesOf(list record.Value) []string {
	var codes []string
	for one := range list.Elements() {
		codes = append(codes, one.Field("code").Text())
	}
	return codes
}

// walk reads a record from its first byte to its last.
func (w *storedValues) walk(v record.Value, values map[string][]string) {
	put := func(column string, texts ...string) {
		if w.all || slices.Contains(w.own, column) {
			values[column] = texts
		}
	}
	for c := v.Cursor(); ; {
		name, ok := c.Member()
		switch {
		case !ok:
			return
		case name.Is(customFields) && c.Kind() == record.KindArray:
			for c.Next() {
				w.field(c, values)
			}
		case name.Is("department"):
			value := c.Take()
			put("department.code", value.Field("code").Text())
			put("department.name", value.Field("name").Text())
		case name.Is("face_image"):
			put("face_image.updated_at", c.Take().Field("updated_at").Text())
		case name.Is("sub_departments"):
			put("sub_departments", codesOf(c.Take())...)
		default:
			put(record.Value(name).Text(), c.Take().Text())
		}
	}
}

// field reads a custom field.
func (w *storedValues) field(c *record.Cursor, values map[string][]string) {
	if c.Kind() != record.KindObject {
		c.Take()
		return
	}
	var key, list record.Value
	for {
		name, ok := c.Member()
		if !ok {
			break
		}
		switch v := c.Take(); {
		case name.Is("id"):
			key = bytes.Trim(v, `"`)
		case name.Is("values"):
			list = v
		}
	}
	column, wanted := w.column(string(key))
	if !wanted {
		return
	}
	var texts []string
	for one := range list.Elements() {
		texts = append(texts, one.Text())
	}
	values[column] = texts
}
