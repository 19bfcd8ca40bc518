package intake

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/record"
)

// builder makes rows of objects.
type builder struct {
	in     *input
	rows   *Rows
	spread func(Row) []Row // nil: an object is a row
	names  map[string]lastSeen
	row    Row      // the last one
	order  []string // its names
	shared bool     // two rows are in one line
	line   int      // of the byte counted
	seen   int      // bytes whose lines are counted
}

// lastSeen is a field's name, kept once for all rows, and the row that had it last.
type lastSeen struct {
	name string
	row  int
}

// add makes a row of an object that starts at the byte at of the text, or soon after it in the same line.
func (b *builder) add(v record.Value, at int) error {
	b.line += bytes.Count(b.in.text[b.seen:at], []byte("\n"))
	b.seen = at
	return b.object(v, b.line+1)
}

// object makes a row of an object that starts in the line.
func (b *builder) object(v record.Value, line int) error {
	row := Row{Number: b.row.Number + 1, Line: line, Fields: b.row.Fields[:0], origin: b.rows.origin}
	if v.Kind() != record.KindObject {
		return b.in.refuse("line %d: row %d is %s; an object is expected", row.Line, row.Number, v.Kind())
	}
	if err := b.in.tooMany(row.Number, row.Line); err != nil {
		return err
	}
	if fields, same := b.named(row.Fields, v); same {
		row.Fields = fields
		return b.keep(row)
	}
	if b.names == nil {
		b.names = map[string]lastSeen{}
	}
	b.order = b.order[:0]
	for name, value := range v.Fields() {
		last, known := b.names[name]
		switch {
		case name == "":
			return b.in.refuse("line %d: row %d has a field without a name", row.Line, row.Number)
		case last.row == row.Number:
			return b.in.refuse("line %d: row %d has the field %q twice", row.Line, row.Number, name).
				WithHint("which of them counts would be a guess: rename or remove one")
		case known:
			name = last.name
		}
		b.names[name] = lastSeen{name, row.Number}
		row.Fields = append(row.Fields, Field{Name: name, Value: value})
		b.order = append(b.order, name)
	}
	return b.keep(row)
}

// named appends the fields of an object that has the names of the row before in the same order, as most have; same is false for any other.
func (b *builder) named(fields []Field, object record.Value) (_ []Field, same bool) {
	c := object.Cursor()
	for _, want := range b.order {
		name, more := c.Member()
		if !more || !name.Is(want) {
			return nil, false
		}
		fields = append(fields, Field{Name: want, Value: c.Take()})
	}
	_, more := c.Member()
	return fields, len(fields) > 0 && !more
}

// keep adds a row, or those that are made of it.
func (b *builder) keep(row Row) error {
	b.shared = b.shared || row.Line == b.row.Line
	b.row = row
	if b.spread == nil {
		return b.rows.add(row)
	}
	for _, part := range b.spread(row) {
		if err := b.rows.add(part); err != nil {
			return err
		}
	}
	return nil
}

// end notes whether a line names one row: in compact JSON all rows are in one line.
func (b *builder) end() { b.rows.ownLine = !b.shared }
