package render

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible writes out the characters that would drive a terminal or turn its text around, so that data
// can only be read: ESC becomes \x1b, a right-to-left override \u202e. Line ends become newline.
func visible(s, newline string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\r\n", "\n") {
		switch {
		case r == '\n':
			b.WriteString(newline)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case !hidden(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// hidden reports whether a character is of C0, DEL or C1, a line or paragraph separator, the byte order mark, or a control of
// writing direction. Joiners stay: names and emoji are written with them.
func hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return r < 0x20
	case unicode.IsControl(r):
		return true
	}
	switch {
	case r == 0x061c, r == 0x200e, r == 0x200f, r == 0xfeff,
		0x2028 <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return false
}

// undriven gives how a terminal gets the text of a format: every character that visible writes out, but for line ends and tabs,
// which make lines and columns here. JSON and YAML stay what they are: they read the escapes.
func undriven(f Format, results bool) func(dst, text []byte) []byte {
	escape := func(r rune) string { return fmt.Sprintf(`\u%04x`, r) }
	if results || f.Columnar() {
		escape = func(r rune) string { return visible(string(r), "") }
	}
	return func(dst, text []byte) []byte {
		for len(text) > 0 {
			i := bytes.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && hidden(r) })
			if i < 0 {
				return append(dst, text...)
			}
			dst = append(dst, text[:i]...)
			r, size := utf8.DecodeRune(text[i:])
			if r == '\r' && bytes.HasPrefix(text[i+size:], []byte("\n")) {
				dst = append(dst, '\r')
			} else {
				dst = append(dst, escape(r)...)
			}
			text = text[i+size:]
		}
		return dst
	}
}
