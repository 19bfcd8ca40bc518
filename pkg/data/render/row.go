package render

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/record"
)

// valuePicker takes the values of columns out of a record in one pass.
type valuePicker struct {
	width int
	ext   *record.Extractor
	vals  []record.Value // one a column, then those of the other paths
	other [][]int        // second places for the values of columns, by column; nil: no column has any
}

func newValuePicker(cols, known []Column) valuePicker {
	p := valuePicker{width: len(cols)}
	var paths [][]string
	for _, c := range cols {
		paths = append(paths, c.path())
	}
	for i, c := range cols {
		for _, path := range c.Alt {
			if p.other == nil {
				p.other = make([][]int, len(cols))
			}
			p.other[i] = append(p.other[i], len(paths))
			paths = append(paths, path)
		}
	}
	for _, c := range known {
		paths = append(append(paths, c.path()), c.Alt...)
	}
	p.ext = record.NewExtractor(paths)
	return p
}

// pick returns the value of each column, nil where the record has none; valid until the next call.
func (p *valuePicker) pick(r record.Record) []record.Value {
	p.vals = p.ext.Extract(r, p.vals[:0])
	for column, places := range p.other {
		for _, at := range places {
			if p.vals[column] == nil {
				p.vals[column] = p.vals[at]
			}
		}
	}
	return p.vals[:p.width]
}

// rowPicker takes the cells of a row out of a record.
type rowPicker struct {
	valuePicker
	cols   []Column
	nested bool // some column is
	joined bool // some column is
}

// newRowPicker takes the columns, and others whose values are known and not shown.
func newRowPicker(cols, known []Column) rowPicker {
	p := rowPicker{valuePicker: newValuePicker(cols, known), cols: cols}
	for _, c := range cols {
		p.nested = p.nested || c.nested
		p.joined = p.joined || c.Join != ""
	}
	return p
}

// pick returns the value of each cell, nil where it is empty; valid until the next call.
func (p *rowPicker) pick(r record.Record) []record.Value {
	vals := p.valuePicker.pick(r)
	if p.nested {
		for i, c := range p.cols {
			if c.nested && vals[i].Kind() == record.KindObject && !emptyObject(vals[i]) {
				vals[i] = nil // its members have columns of their own
			}
		}
	}
	if p.joined {
		for i, c := range p.cols {
			if c.Join != "" {
				vals[i] = joined(vals[i], c.Join)
			}
		}
	}
	return vals
}

// joined returns a list of plain values as one text; anything else is itself.
func joined(v record.Value, between string) record.Value {
	var text []byte
	first := true
	for item := range v.Elements() {
		if item.Kind() >= record.KindArray {
			return v
		}
		if !first {
			text = append(text, between...)
		}
		first = false
		text = item.AppendText(text)
	}
	if v.Kind() != record.KindArray {
		return v
	}
	return record.String(string(text))
}

func (p *rowPicker) where(n int, bad rune) say.Text {
	for i, c := range p.cols {
		if n == 0 && strings.ContainsRune(c.Name, bad) || n > 0 && strings.ContainsRune(p.vals[i].Text(), bad) {
			return place(n, c.Name)
		}
	}
	return rowName(n)
}

// place returns `row 3, column "name"`; row 0 is the header.
func place(n int, column string) say.Text { return say.T("%s, column %q", rowName(n), column) }

func rowName(n int) say.Text {
	if n == 0 {
		return say.T("header")
	}
	return say.T("row %d", n)
}
