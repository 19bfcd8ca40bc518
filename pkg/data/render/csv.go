package render

import (
	"bytes"
	"slices"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
)

// csvTable is CSV by RFC 4180: LF, or CRLF in the encodings that are made for Excel. A cell is quoted
// only when it has to be. Values are kept as they are; arrays and objects become JSON text, null and
// absent an empty cell.
type csvTable struct {
	lines
}

func newCSV(o Options, cols []Column) *csvTable {
	t := &csvTable{newLines(o, cols, ',', quote)}
	t.quick = !t.excel && t.labels == nil && t.times == nil
	return t
}

// tsvTable is tab-separated text in which every record is one line: tab, line feed, carriage return and
// backslash inside a value are written \t \n \r \\.
type tsvTable struct {
	lines
}

func newTSV(o Options, cols []Column) *tsvTable {
	return &tsvTable{newLines(o, cols, '\t', escape)}
}

// lines is what CSV and TSV share: cells appended straight into the output, no allocation for each.
type lines struct {
	row    rowPicker
	comma  byte
	eol    string
	header bool
	excel  bool
	labels []map[string]string // by column; nil: codes stay codes
	times  TimeWriter          // nil: as they were sent
	quick  bool                // CSV whose values are written as they are
	cp932  bool
	last   record.Record // which was written so: CP932 asks for its values again, to name one that it can't hold
	// protect keeps the separator and line ends inside the cell dst[start:] from acting as such.
	protect func(dst []byte, start int) []byte
}

func newLines(o Options, cols []Column, comma byte, protect func([]byte, int) []byte) lines {
	l := lines{row: newRowPicker(cols, o.Known), comma: comma, eol: "\n", header: o.Header, excel: o.Excel, times: o.Times, protect: protect}
	if o.Labels {
		l.labels = make([]map[string]string, len(cols))
		for i, c := range cols {
			l.labels[i] = c.Labels
		}
	}
	l.cp932 = o.Encoding == charset.CP932
	if l.cp932 || o.Encoding == charset.UTF8BOM {
		l.eol = "\r\n"
	}
	return l
}

func (l *lines) begin(dst []byte) []byte {
	if !l.header || len(l.row.cols) == 0 {
		return dst
	}
	for i, c := range l.row.cols {
		if i > 0 {
			dst = append(dst, l.comma)
		}
		start := len(dst)
		dst = l.cell(append(dst, c.Name...), start)
	}
	return append(dst, l.eol...)
}

func (l *lines) add(dst []byte, r record.Record) ([]byte, error) {
	line := len(dst)
	if l.quick {
		if quick, ok := l.addPlaced(dst, &r); ok {
			if l.cp932 {
				l.last = r
			}
			return quick, nil
		}
		l.last = record.Record{}
	}
	for i, v := range l.row.pick(r) {
		if i > 0 {
			dst = append(dst, l.comma)
		}
		start := len(dst)
		if l.labels != nil {
			v = l.labelled(i, v)
		}
		if l.times != nil && l.row.cols[i].Time {
			if text, ok := l.times(v.Text()); ok {
				dst = l.protect(append(dst, text...), start) // a spreadsheet takes it for a time, which it is
				continue
			}
		}
		dst = v.AppendText(dst)
		switch {
		case v.Kind() >= record.KindString:
			dst = l.cell(dst, start)
		case l.excel && longNumber(dst[start:]): // any other number, negative or not, stands for itself
			dst = l.protect(append(slices.Insert(dst, start, '=', '"'), '"'), start)
		}
	}
	if len(dst) == line && l.comma == ',' {
		dst = append(dst, `""`...) // readers skip an empty line: the row would be lost
	}
	return append(dst, l.eol...), nil
}

// labelled returns what a code means, or the value itself.
func (l *lines) labelled(column int, v record.Value) record.Value {
	if len(l.labels[column]) == 0 || v == nil {
		return v
	}
	if label, ok := l.labels[column][v.Text()]; ok {
		return record.String(label)
	}
	return v
}

func (l *lines) cell(dst []byte, start int) []byte {
	if l.excel {
		dst = guard(dst, start)
	}
	return l.protect(dst, start)
}

func (l *lines) end(dst []byte, _ bool) ([]byte, error) { return dst, nil }

func (l *lines) where(n int, bad rune) say.Text {
	if !l.last.IsZero() {
		l.row.pick(l.last)
	}
	return l.row.where(n, bad)
}

// special marks the bytes for which a CSV cell is quoted wherever they stand. RFC 4180 asks for no quotes around tabs and
// semicolons, but LibreOffice's import dialog takes them for separators, too, unless they stand in quotes.
var special = [256]bool{',': true, '"': true, '\r': true, '\n': true, '\t': true, ';': true}

// quote puts the cell dst[start:] in quotes if it needs them.
func quote(dst []byte, start int) []byte {
	cell := dst[start:]
	if len(cell) == 0 {
		return dst
	}
	needed := cell[0] == ' ' || cell[len(cell)-1] == ' '
	for _, b := range cell {
		if special[b] {
			needed = true
			break
		}
	}
	if !needed {
		return dst
	}
	return spread(dst, start, 2+bytes.Count(cell, []byte{'"'}), func(out, cell []byte) {
		w := len(out) - 1
		out[w] = '"'
		for i := len(cell) - 1; i >= 0; i-- {
			w--
			out[w] = cell[i]
			if cell[i] == '"' {
				w--
				out[w] = '"'
			}
		}
		out[0] = '"'
	})
}

// escapes are the letters after the backslash for the bytes that a TSV value can't hold.
var escapes = [256]byte{'\t': 't', '\n': 'n', '\r': 'r', '\\': '\\'}

// escape writes the bytes of the cell dst[start:] that TSV can't hold as two.
func escape(dst []byte, start int) []byte {
	more := 0
	for _, b := range dst[start:] {
		if escapes[b] != 0 {
			more++
		}
	}
	if more == 0 {
		return dst
	}
	return spread(dst, start, more, func(out, cell []byte) {
		w := len(out)
		for i := len(cell) - 1; i >= 0; i-- {
			w--
			if e := escapes[cell[i]]; e != 0 {
				out[w] = e
				w--
				out[w] = '\\'
				continue
			}
			out[w] = cell[i]
		}
	})
}

// spread makes the cell dst[start:] longer by more bytes and lets fill write it anew, from its end to
// its start, because out and cell share their memory.
func spread(dst []byte, start, more int, fill func(out, cell []byte)) []byte {
	end := len(dst)
	dst = slices.Grow(dst, more)[:end+more]
	fill(dst[start:], dst[start:end])
	return dst
}
