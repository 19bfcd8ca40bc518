package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// string appends the text. It quotes whatever some reader, of YAML 1.1 too, could take for something else: 007, no,
// 2025-03-01, 12:30.
func (y *yamlValues) string(dst []byte) ([]byte, error) {
	plain := plainYAML(y.text)
	switch {
	case plain && len(y.text) < longPiece:
		return append(dst, y.text...), nil
	case !plain:
		dst = append(dst, '"')
	}
	for rest := y.text; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		if len(dst) >= longPiece && !unicode.IsMark(r) { // a mark belongs to the character before it
			var err error
			if dst, err = y.drain.long(dst); err != nil {
				return dst, err
			}
		}
		dst = appendYAMLCharacter(dst, r)
	}
	if !plain {
		dst = append(dst, '"')
	}
	return dst, nil
}

// yamlEscapes are characters, each with the letter after the backslash.
var yamlEscapes = [...]struct {
	character rune
	letter    byte
}{
	{0, '0'},
	{'\a', 'a'},
	{'\b', 'b'},
	{'\t', 't'},
	{'\n', 'n'},
	{'\v', 'v'},
	{'\f', 'f'},
	{'\r', 'r'},
	{0x1b, 'e'},
	{'"', '"'},
	{'\\', '\\'},
	{0x85, 'N'},
	{0x2028, 'L'},
	{0x2029, 'P'},
}

// appendYAMLCharacter appends a character between double quotes. Beyond the first 65,536 there are kanji of names.
func appendYAMLCharacter(dst []byte, r rune) []byte {
	if r >= ' ' && r < 0x7f && r != '"' && r != '\\' {
		return append(dst, byte(r))
	}
	for _, e := range yamlEscapes {
		if e.character == r {
			return append(dst, '\\', e.letter)
		}
	}
	switch {
	case r < 0xa0:
		return fmt.Appendf(dst, `\x%02X`, r)
	case r == 0xfeff, r == 0xfffe, r == 0xffff:
		return fmt.Appendf(dst, `\u%04X`, r)
	case r > 0xffff && !unicode.IsPrint(r):
		return fmt.Appendf(dst, `\U%08X`, r)
	}
	return utf8.AppendRune(dst, r)
}

// plainYAML reports whether the text begins with a letter, holds nothing that YAML gives a meaning, and
// is no word that it knows.
func plainYAML(text []byte) bool {
	if len(text) <= len("false") {
		switch strings.ToLower(string(text)) {
		case "", "null", "true", "false", "yes", "no", "on", "off", "y", "n":
			return false
		}
	}
	for i, size := 0, 0; i < len(text); i += size { // not over a string, which would be a copy
		var r rune
		r, size = utf8.DecodeRune(text[i:])
		switch {
		case r > 0xffff: // some readers know the first 65,536 only
			return false
		case unicode.IsLetter(r):
		case i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("_-./@ ", r)):
		default:
			return false
		}
	}
	return text[len(text)-1] != ' '
}
