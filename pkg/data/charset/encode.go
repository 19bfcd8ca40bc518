package charset

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	ascii8 = 0x8080808080808080 // any of these bits set: one of eight bytes is not ASCII
	ones8  = 0x0101010101010101
)

// geta is 〓 in CP932.
const geta = "\x81\xac"

// AppendCP932 appends the UTF-8 text in CP932 to dst, marks composed with their letters: か and U+3099 are が there. When a
// character has no code, ok is false, bad is that character (utf8.RuneError for a byte that is no UTF-8) and out ends before it.
func AppendCP932(dst, text []byte) (out []byte, bad rune, ok bool) {
	out, _, bad, ok = appendComposed(dst, text)
	return out, bad, ok
}

// AppendCP932Replacing works like AppendCP932, with 〓 for every character that has no code.
func AppendCP932Replacing(dst, text []byte) []byte {
	for {
		out, rest, _, ok := appendComposed(dst, text)
		if ok {
			return out
		}
		dst, text = append(out, geta...), rest
	}
}

// appendComposed appends text up to the first character that has no code, composed or not; rest is what follows it.
func appendComposed(dst, text []byte) (out, rest []byte, bad rune, ok bool) {
	for {
		out, n := appendEncoded(dst, text)
		if n == len(text) {
			return out, nil, 0, true
		}
		start, end, composed := cluster(text, n)
		if composed == nil {
			bad, size := utf8.DecodeRune(text[n:])
			return out, text[n+size:], bad, false
		}
		letters, _ := appendEncoded(nil, text[start:n]) // they are in out already, without their marks
		encoded, m := appendEncoded(out[:len(out)-len(letters)], composed)
		if m < len(composed) {
			bad, _ := utf8.DecodeRune(composed[m:])
			return encoded, text[end:], bad, false
		}
		dst, text = encoded, text[end:]
	}
}

// cluster composes the letter and its marks around text[n:], which has no code. composed is nil where that changes nothing.
func cluster(text []byte, n int) (start, end int, composed []byte) {
	from := max(n-longestCluster, 0)
	near := slices.Clone(text[from:min(n+longestCluster, len(text))]) // the text itself must not escape to the heap
	n -= from
	if n == 0 || norm.NFC.Properties(near[n:]).BoundaryBefore() {
		return 0, 0, nil
	}
	start = max(norm.NFC.LastBoundary(near[:n]), 0)
	end = start + norm.NFC.NextBoundary(near[start:], true)
	if end <= n {
		return 0, 0, nil
	}
	composed = norm.NFC.Bytes(near[start:end])
	if utf8.RuneCount(composed) == utf8.RuneCount(near[start:end]) {
		return 0, 0, nil
	}
	return from + start, from + end, composed
}

// longestCluster is how many bytes before and after a mark are looked at: far more than writing has on one letter.
const longestCluster = 64

// AppendCP932Lines works like AppendCP932 and ends each line with CR LF. It is for text that needs no other care: ok is false, and
// out nothing to use, where a line but the first may be empty, a mark would have to be composed or a character has no code.
func AppendCP932Lines(dst, text []byte) (out []byte, ok bool) {
	dst = slices.Grow(dst, len(text)+bytes.Count(text, []byte{'\n'}))
	out, n := encodeInto(dst, text, true)
	return out, n == len(text)
}

// appendEncoded appends text up to the first character without code and says how many bytes that is.
func appendEncoded(dst, text []byte) (out []byte, n int) {
	return encodeInto(slices.Grow(dst, len(text)), text, false) // no character is longer in CP932 than in UTF-8
}

// encodeInto works like appendEncoded for dst with room for all; lines end with CR LF if that is asked for.
func encodeInto(dst, text []byte, lines bool) (out []byte, n int) {
	encode := &load().encode
	w := len(dst)
	out = dst[:cap(dst)]
	var ends uint64 // of a line, eight times, or a byte that is not ASCII
	if lines {
		ends = '\n' * ones8
	} else {
		ends = 0x80 * ones8
	}
	for n < len(text) {
		c := text[n]
		if len(text)-n >= 8 && c < utf8.RuneSelf {
			eight := binary.LittleEndian.Uint64(text[n:])
			binary.LittleEndian.PutUint64(out[w:], eight) // what is not taken is written over
			end := eight ^ ends
			found := (eight | (end-ones8)&^end) & ascii8
			if found == 0 {
				n, w = n+8, w+8
				continue
			}
			plain := bits.TrailingZeros64(found) / 8
			n, w = n+plain, w+plain
			c = text[n]
		}
		if c < utf8.RuneSelf {
			if c == '\n' && lines {
				if n+1 < len(text) && (text[n+1] == '\n' || text[n+1] == '\r') {
					return out[:w], n
				}
				if n == 0 || text[n-1] != '\r' {
					out[w] = '\r'
					w++
				}
			}
			out[w] = c
			n, w = n+1, w+1
			continue
		}
		n, w = encodeThrees(encode, out, w, text, n)
		if c = text[n]; c < utf8.RuneSelf {
			continue
		}
		r, size := utf8.DecodeRune(text[n:])
		if r > 0xffff {
			return out[:w], n
		}
		code := encode[uint16(r)]
		switch {
		case code == 0:
			return out[:w], n
		case code < 0x100:
			out[w] = byte(code)
			w++
		default:
			binary.BigEndian.PutUint16(out[w:], code)
			w += 2
		}
		n += size
	}
	return out[:w], n
}

// encodeThrees encodes characters of three bytes, as nearly all Japanese ones are, at text[n:] into out[w:], up to the last bytes of text.
func encodeThrees(encode *[1 << 16]uint16, out []byte, w int, text []byte, n int) (int, int) {
	for len(text)-n >= 4 {
		four := binary.LittleEndian.Uint32(text[n:])
		r := four&0x0f<<12 | four>>2&0xfc0 | four>>16&0x3f
		code := encode[uint16(r)]
		if four&0xc0c0f0 != 0x8080e0 || r < 0x800 || code == 0 { // what is too long or a surrogate is no UTF-8
			break
		}
		if n += 3; code < 0x100 {
			out[w] = byte(code)
			w++
			continue
		}
		binary.BigEndian.PutUint16(out[w:], code)
		w += 2
	}
	return n, w
}
