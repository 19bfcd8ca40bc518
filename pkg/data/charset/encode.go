package charset

import (
	"encoding/binary"
	"slices"
	"unicode/utf8"
)

const ascii8 = 0x8080808080808080 // any of these bits set: one of eight bytes is not ASCII

// geta is 〓 in CP932.
const geta = "\x81\xac"

// AppendCP932 appends the UTF-8 text in CP932 to dst. When a character has no code, ok is false, bad is
// that character (utf8.RuneError for a byte that is no UTF-8) and out ends before it.
func AppendCP932(dst, text []byte) (out []byte, bad rune, ok bool) {
	out, n := appendEncoded(dst, text)
	if n == len(text) {
		return out, 0, true
	}
	bad, _ = utf8.DecodeRune(text[n:])
	return out, bad, false
}

// AppendCP932Replacing is AppendCP932 with 〓 for every character that has no code.
func AppendCP932Replacing(dst, text []byte) []byte {
	for {
		out, n := appendEncoded(dst, text)
		if n == len(text) {
			return out
		}
		_, size := utf8.DecodeRune(text[n:])
		dst, text = append(out, geta...), text[n+size:]
	}
}

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
