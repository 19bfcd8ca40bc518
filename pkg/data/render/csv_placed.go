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
		v := placed.Value(i)
		if v == nil && l.row.other != nil {
			v = l.row.second(&placed, i)
		}
		if v == nil {
			continue
		}
		text := []byte(v)
		switch c := v[0]; {
		case c-'0' < 10:
		case c == '"' && len(v) > 2 && v[1] != ' ' && v[len(v)-2] != ' ':
			text = v[1 : len(v)-1]
		default:
			dst = l.appendOther(dst, v, i)
			continue
		}
		// Most texts have nothing in them that CSV or JSON writes otherwise: they are copied, and looked at meanwhile.
		start := len(dst)
		if cap(dst)-start < len(text) {
			dst = slices.Grow(dst, len(text))
		}
		dst = dst[:start+len(text)]
		if copyPlain(dst[start:], text) {
			continue
		}
		dst = l.appendOther(dst[:start], v, i)
	}
	if len(dst) == line {
		dst = append(dst, `""`...)
	}
	return append(dst, l.eol...), true
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

// copyPlain copies a number or the inside of a JSON string, which is not empty, and reports whether that is a cell of CSV as it stands:
// no escape and none of the bytes of special (what JSON escapes can't be there). It looks at eight bytes at a time, the last ones twice.
func copyPlain(out, text []byte) bool {
	n := len(text)
	out = out[:n]
	switch {
	case n >= 8:
		for i := 0; i < n-8; i += 8 {
			w := binary.LittleEndian.Uint64(text[i:])
			if hasSpecial(w) {
				return false
			}
			binary.LittleEndian.PutUint64(out[i:], w)
		}
		w := binary.LittleEndian.Uint64(text[n-8:])
		binary.LittleEndian.PutUint64(out[n-8:], w)
		return !hasSpecial(w)
	case n >= 4:
		first, last := binary.LittleEndian.Uint32(text), binary.LittleEndian.Uint32(text[n-4:])
		binary.LittleEndian.PutUint32(out, first)
		binary.LittleEndian.PutUint32(out[n-4:], last)
		return !hasSpecial(uint64(first) | uint64(last)<<32)
	default:
		first, middle, last := text[0], text[n/2], text[n-1]
		out[0], out[n/2], out[n-1] = first, middle, last
		return !hasSpecial(uint64(first) | uint64(middle)<<8 | uint64(last)<<16)
	}
}

// hasSpecial reports whether one of the eight bytes of w is a backslash, a comma or a semicolon.
func hasSpecial(w uint64) bool { return hasByte(w, '\\')|hasByte(w, ',')|hasByte(w, ';') != 0 }

// hasByte returns 0 unless one of the eight bytes of w is c.
func hasByte(w uint64, c byte) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	w ^= ones * uint64(c)
	return (w - ones) &^ w & highs
}
