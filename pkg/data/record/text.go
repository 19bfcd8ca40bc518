package record

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// escaped reports whether a string has escapes, that is, whether its text is not its bytes.
func escaped(quoted []byte) bool { return bytes.IndexByte(quoted, '\\') >= 0 }

// appendUnquoted appends the text of a validated string with its quotes.
func appendUnquoted(dst, quoted []byte) []byte {
	if len(quoted) < 2 {
		return dst
	}
	b := quoted[1 : len(quoted)-1]
	for {
		i := bytes.IndexByte(b, '\\')
		if i < 0 || i+1 >= len(b) {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		n := 2
		switch c := b[i+1]; c {
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			var r rune
			r, n = unescape(b, i)
			dst = utf8.AppendRune(dst, r)
		default:
			dst = append(dst, c)
		}
		b = b[min(i+n, len(b)):]
	}
}

// unescape gives the character of the \u escape at b[i], and the length of the escape. Half of a surrogate pair is U+FFFD.
func unescape(b []byte, i int) (rune, int) {
	r, _ := hex4(b, i+2)
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if i+12 <= len(b) && b[i+6] == '\\' && b[i+7] == 'u' {
		if low, p := hex4(b, i+8); p == whole && isLow(low) && !isLow(r) {
			return utf16.DecodeRune(r, low), 12
		}
	}
	return utf8.RuneError, 6
}

// appendQuoted appends s as a JSON string; only what must be escaped is, and bytes that are not
// UTF-8 become U+FFFD, so that the result is always valid.
func appendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, '\\', 'n')
		case r == '\r':
			dst = append(dst, '\\', 'r')
		case r == '\t':
			dst = append(dst, '\\', 't')
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}
