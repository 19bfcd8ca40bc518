package render

import (
	"encoding/binary"

	"github.com/genba-cli/genba/pkg/data/record"
)

// addPlaced works like add for a record whose values are found without a walk; ok is false for any other.
func (l *lines) addPlaced(dst []byte, r *record.Record) (_ []byte, ok bool) {
	placed, ok := l.row.placed(r)
	if !ok {
		return dst, false
	}
	line := len(dst)
	for i := range l.row.cols {
		if i > 0 {
			dst = append(dst, ',')
		}
		if v := l.row.value(&placed, i); v != nil {
			dst = appendCell(dst, v)
		}
	}
	if len(dst) == line {
		dst = append(dst, `""`...)
	}
	return append(dst, l.eol...), true
}

// appendCell appends a value as a cell of CSV. Most texts have nothing in them that CSV or JSON writes otherwise.
func appendCell(dst []byte, v record.Value) []byte {
	if v[0] == '"' && len(v) >= 2 && asItIs(v[1:len(v)-1]) {
		return append(dst, v[1:len(v)-1]...)
	}
	start := len(dst)
	dst = v.AppendText(dst)
	if v.Kind() >= record.KindString {
		dst = quote(dst, start)
	}
	return dst
}

// asItIs reports whether the inside of a JSON string is a cell of CSV as it stands: no escape, none of the bytes of special
// (what JSON escapes can't be there) and no space at an end. It looks at eight bytes at a time.
func asItIs(text []byte) bool {
	n := len(text)
	if n == 0 {
		return true
	}
	if text[0] == ' ' || text[n-1] == ' ' {
		return false
	}
	i := 0
	for ; n-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		if hasByte(w, '\\')|hasByte(w, ',')|hasByte(w, ';') != 0 {
			return false
		}
	}
	for ; i < n; i++ {
		if c := text[i]; c == '\\' || c == ',' || c == ';' {
			return false
		}
	}
	return true
}

// hasByte returns 0 unless one of the eight bytes of w is c.
func hasByte(w uint64, c byte) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	w ^= ones * uint64(c)
	return (w - ones) &^ w & highs
}
