package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// cleanFields trims the words of --fields. A name asked for twice is refused: JSON has no place for it.
func cleanFields(fields []string) ([]string, error) {
	var clean []string
	for _, f := range fields {
		f = strings.TrimSpace(f)
		switch {
		case f == "":
			return nil, fault.New(fault.Usage, "the columns that are wanted hold an empty name")
		case slices.Contains(clean, f):
			return nil, fault.Errorf(fault.Usage, "the columns that are wanted name %q twice", f)
		}
		clean = append(clean, f)
	}
	return clean, nil
}

// selectColumns returns the columns that fields asks for, in its order; all when it is empty.
func selectColumns(cols []Column, fields []string) ([]Column, error) {
	if len(fields) == 0 {
		return cols, nil
	}
	chosen := make([]Column, len(fields))
	for i, f := range fields {
		at := slices.IndexFunc(cols, func(c Column) bool { return c.Name == f })
		if at < 0 {
			at = slices.IndexFunc(cols, func(c Column) bool { return c.otherName(f) })
		}
		if at < 0 {
			return nil, unknownField(f, columnNames(cols))
		}
		chosen[i] = cols[at].named(f)
	}
	return chosen, nil
}

func columnNames(cols []Column) []string {
	names := make([]string, len(cols))
	for i, c := range cols {
		names[i] = c.Name
	}
	return names
}

func unknownField(name string, known []string) error {
	return fault.Errorf(fault.Usage, "unknown field %q%s", name, nearest.Suggest(name, known)).
		WithHint("fields: %s", strings.Join(known, ", "))
}

// fieldPicker writes records as JSON: whole, or with the members of --fields only. Its nil is whole.
type fieldPicker struct {
	values  valuePicker
	names   []string
	members [][]byte // `"attributes.ip":`
	seen    []bool   // fields that some record had; nil when they were checked against columns
	known   []string // names to choose from, as far as the first record tells
}

// newFieldPicker picks fields. cols are the same columns in the same order, or nil when they are
// known at run time only.
func newFieldPicker(cols []Column, fields []string) *fieldPicker {
	if len(fields) == 0 {
		return nil
	}
	f := &fieldPicker{names: fields}
	if cols == nil {
		f.seen = make([]bool, len(fields))
		for _, name := range fields {
			// The dots may be part of a name: "No. of visits".
			cols = append(cols, Column{Name: name, Alt: [][]string{{name}}})
		}
	}
	for _, name := range fields {
		f.members = append(f.members, append(record.String(name), ':'))
	}
	f.values = newValuePicker(cols, nil)
	return f
}

// appendJSON appends the record as one compact object. A field that the record lacks is null, so
// that every object has the members that were asked for.
func (f *fieldPicker) appendJSON(dst []byte, r record.Record) []byte {
	if f == nil {
		return r.AppendJSON(dst)
	}
	if f.seen != nil && f.known == nil {
		found := newColumnFinder()
		found.record(r.Value())
		f.known = columnNames(found.columns())
	}
	dst = append(dst, '{')
	for i, v := range f.values.pick(r) {
		if i > 0 {
			dst = append(dst, ',')
		}
		if f.seen != nil && v != nil {
			f.seen[i] = true
		}
		dst = v.AppendJSON(append(dst, f.members[i]...))
	}
	return append(dst, '}')
}

// appendLong works like appendJSON, and drains what is long.
func (f *fieldPicker) appendLong(dst []byte, r record.Record, drain drain) ([]byte, error) {
	if f == nil && r.Size() >= longPiece {
		return drain.appendLong(dst, r.Value())
	}
	return f.appendJSON(dst, r), nil
}

// unseen returns the error for a field that was written n times and that no record had: most likely it is
// misspelt, and a column of nulls would hide that.
func (f *fieldPicker) unseen(n int) error {
	if f == nil || f.seen == nil || n == 0 {
		return nil
	}
	if i := slices.Index(f.seen, false); i >= 0 {
		return unknownField(f.names[i], f.known)
	}
	return nil
}

// describe names a character so that it can be found even where it can't be displayed.
func describe(r rune) string { return fmt.Sprintf("%c (U+%04X)", r, r) }
