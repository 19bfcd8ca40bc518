package charset

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const ascii8 = 0x8080808080808080 // any of these bits set: one of eight bytes is not ASCII

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

// appendEncoded appends text up to the first character without code and says how many bytes that is.
func appendEncoded(dst, text []byte) (out []byte, n int) {
	encode := &load().encode
	w := len(dst)
	out = slices.Grow(dst, len(text)) // no character is longer in CP932 than in UTF-8
	out = out[:w+len(text)]
	for n < len(text) {
		for len(text)-n >= 8 {
			eight := binary.LittleEndian.Uint64(text[n:])
			if eight&ascii8 != 0 {
				break
			}
			binary.LittleEndian.PutUint64(out[w:], eight)
			n, w = n+8, w+8
		}
		if n == len(text) {
			break
		}
		c := text[n]
		if c < utf8.RuneSelf {
			out[w] = c
			n, w = n+1, w+1
			continue
		}
		var r rune
		size := 3
		if c&0xf0 == 0xe0 && len(text)-n >= 3 && text[n+1]&0xc0 == 0x80 && text[n+2]&0xc0 == 0x80 {
			// Nearly every Japanese character. What is too long or a surrogate is no UTF-8.
			r = rune(c&0x0f)<<12 | rune(text[n+1]&0x3f)<<6 | rune(text[n+2]&0x3f)
			if r < 0x800 {
				return out[:w], n
			}
		} else {
			r, size = utf8.DecodeRune(text[n:])
		}
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
			out[w], out[w+1] = byte(code>>8), byte(code)
			w += 2
		}
		n += size
	}
	return out[:w], n
}
