package render

import (
	"encoding/binary"
	"slices"

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
			if v[0] == '[' && l.row.joined && l.row.cols[i].Join != "" {
				v = joined(v, l.row.cols[i].Join)
			}
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
	switch c := v[0]; {
	case c == '"' && len(v) >= 2:
		if plain, ok := appendPlain(dst, v[1:len(v)-1]); ok {
			return plain
		}
	case c-'0' < 10:
		return append(dst, v...)
	}
	start := len(dst)
	dst = v.AppendText(dst)
	if v.Kind() >= record.KindString {
		dst = quote(dst, start)
	}
	return dst
}

// appendPlain appends the inside of a JSON string if it is a cell of CSV as it stands: no escape, none of the bytes of special
// (what JSON escapes can't be there) and no space at an end. It looks at eight bytes at a time, and copies them.
func appendPlain(dst, text []byte) (_ []byte, ok bool) {
	n, start := len(text), len(dst)
	if n == 0 {
		return dst, true
	}
	if text[0] == ' ' || text[n-1] == ' ' {
		return dst, false
	}
	if cap(dst)-start < n {
		dst = slices.Grow(dst, n)
	}
	out := dst[start : start+n]
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			w := binary.LittleEndian.Uint64(text[i:])
			if hasSpecial(w) {
				return dst, false
			}
			binary.LittleEndian.PutUint64(out[i:], w)
		}
		w := binary.LittleEndian.Uint64(text[n-8:])
		if hasSpecial(w) {
			return dst, false
		}
		binary.LittleEndian.PutUint64(out[n-8:], w)
	case n >= 4:
		first, last := binary.LittleEndian.Uint32(text), binary.LittleEndian.Uint32(text[n-4:])
		if hasSpecial(uint64(first) | uint64(last)<<32) {
			return dst, false
		}
		binary.LittleEndian.PutUint32(out, first)
		binary.LittleEndian.PutUint32(out[n-4:], last)
	default:
		first, middle, last := text[0], text[n/2], text[n-1]
		if hasSpecial(uint64(first) | uint64(middle)<<8 | uint64(last)<<16) {
			return dst, false
		}
		out[0], out[n/2], out[n-1] = first, middle, last
	}
	return dst[:start+n], true
}

// hasSpecial reports whether one of the eight bytes of w is a backslash, a comma or a semicolon.
func hasSpecial(w uint64) bool { return hasByte(w, '\\')|hasByte(w, ',')|hasByte(w, ';') != 0 }

// hasByte returns 0 unless one of the eight bytes of w is c.
func hasByte(w uint64, c byte) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	w ^= ones * uint64(c)
	return (w - ones) &^ w & highs
}
