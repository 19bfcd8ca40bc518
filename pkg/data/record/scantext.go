package record

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// Eight bytes are looked at in one word: in each byte of the result of a test the high bit says
// whether that byte is wanted. Only the lowest such bit is certain, and only it is used.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// string validates a string from b[i], inside its quotes, to the index after the closing one.
// With more it returns where to go on from: never inside a character or an escape.
func (s *scanner) string(b []byte, i int) (int, problem) {
	for {
		for len(b)-i >= 8 {
			w := binary.LittleEndian.Uint64(b[i:])
			quote, slash := w^(ones*'"'), w^(ones*'\\')
			// Control characters, quotes, backslashes and everything outside ASCII.
			found := ((w - ones*0x20) | (quote - ones) | (slash - ones) | w) & highs
			if found == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(found) / 8
			break
		}
		if i >= len(b) {
			return i, more
		}
		c := b[i]
		switch {
		case c == '"':
			return i + 1, whole
		case c == '\\':
			n, p := escapeLen(b, i)
			if p != whole {
				return i, p
			}
			if n == 6 && b[i+2]|0x20 == 'd' && b[i+3] >= '8' { // D800 to DFFF
				s.lone = true
			}
			i += n
		case c < 0x20:
			return i, badControl
		case c < utf8.RuneSelf:
			i++
		default:
			// Japanese text is runs of three bytes; E0 and ED have bounds of their own.
			for len(b)-i >= 3 && b[i]&0xF0 == 0xE0 && b[i] != 0xE0 && b[i] != 0xED &&
				b[i+1]&0xC0 == 0x80 && b[i+2]&0xC0 == 0x80 {
				i += 3
			}
			if i >= len(b) || b[i] < utf8.RuneSelf {
				continue
			}
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				if !utf8.FullRune(b[i:]) {
					return i, more
				}
				return i, badUTF8
			}
			i += n
		}
	}
}

// escapeLen gives the length of the escape at b[i]: 2, 6, or 12 for a surrogate pair. Half of a pair is one of 6: JSON's
// grammar has it (RFC 8259 §8.2), and vendors that cut a text after so many units send it. Its text is U+FFFD.
func escapeLen(b []byte, i int) (int, problem) {
	if len(b)-i < 2 {
		return 0, more
	}
	switch b[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2, whole
	case 'u':
	default:
		return 0, badEscape
	}
	r, p := hex4(b, i+2)
	if p != whole {
		return 0, p
	}
	if !utf16.IsSurrogate(r) || r >= 0xDC00 {
		return 6, whole
	}
	for k, c := range []byte(`\u`) {
		if i+6+k == len(b) {
			return 0, more
		}
		if b[i+6+k] != c {
			return 6, whole
		}
	}
	low, p := hex4(b, i+8)
	switch {
	case p == more:
		return 0, more
	case p == whole && isLow(low):
		return 12, whole
	}
	return 6, whole // what follows is looked at by itself
}

// isLow reports whether a code unit is the second half of a surrogate pair.
func isLow(r rune) bool { return 0xDC00 <= r && r <= 0xDFFF }

// hex4 returns the code unit of the four hexadecimal digits at b[i].
func hex4(b []byte, i int) (rune, problem) {
	var r rune
	for k := i; k < i+4; k++ {
		if k >= len(b) {
			return 0, more
		}
		c := b[k]
		switch {
		case c-'0' < 10:
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, badEscape
		}
	}
	return r, whole
}
