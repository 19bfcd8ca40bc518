package render

import (
	"bytes"

	"github.com/genba-cli/genba/pkg/data/record"
)

// addPlaced works like add for a record whose values are found without a walk; ok is false for any other.
func (l *lines) addPlaced(dst []byte, r *record.Record) (_ []byte, ok bool) {
	if l.row.nested {
		return dst, false
	}
	line, width := len(dst), len(l.row.cols)
	if dst, ok = l.row.ext.AppendCells(dst, r, width, l.row.other, ','); !ok || !isPlain(dst[line:], width-1) {
		placed, ok := l.row.ext.Placed(r)
		if !ok {
			return dst, false
		}
		dst = l.appendCells(dst[:line], &placed)
	}
	if len(dst) == line {
		dst = append(dst, `""`...)
	}
	if len(l.eol) == 1 {
		return append(dst, '\n'), true
	}
	return append(dst, l.eol...), true
}

// isPlain reports whether a line of texts as JSON has them is CSV as it stands: there is no escape in it, and no byte for which a cell is
// quoted but the commas between the cells. Control characters and quotes can't be in such a text.
func isPlain(line []byte, commas int) bool {
	return bytes.IndexByte(line, '\\') < 0 && bytes.IndexByte(line, ';') < 0 && bytes.Count(line, []byte{','}) == commas
}

// appendCells appends the values one by one, each as add does.
func (l *lines) appendCells(dst []byte, placed *record.Placed) []byte {
	for i := range l.row.cols {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v := placed.ValueOr(i, l.row.other); v != nil {
			dst = l.appendOther(dst, v, i)
		}
	}
	return dst
}

// appendOther appends a value of a column that is not its own text.
func (l *lines) appendOther(dst []byte, v record.Value, column int) []byte {
	if v[0] == '[' && l.row.joined && l.row.cols[column].Join != "" {
		v = joined(v, l.row.cols[column].Join)
	}
	start := len(dst)
	dst = v.AppendText(dst)
	if v.Kind() >= record.KindString {
		dst = quote(dst, start)
	}
	return dst
}
