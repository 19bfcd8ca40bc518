package xlsx

import (
	"fmt"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/say"
)

// MaxText is how many UTF-16 units a cell holds.
const MaxText = 32767

// LongError says that a text has more characters, counted as UTF-16 does, than a cell holds.
type LongError struct{ Characters int }

func (e *LongError) Error() string { return e.In(nil) }

// In returns the message in the language of the catalogue.
func (e *LongError) In(c say.Catalogue) string {
	return say.T("%d characters, where a cell holds %d", e.Characters, MaxText).In(c)
}

// appendText appends text for the inside of an XML element. What a cell can't hold is an error that names it.
func appendText(b, text []byte) ([]byte, error) {
	if len(text) > MaxText {
		units := 0
		for _, r := range string(text) {
			if units++; r > 0xffff {
				units++
			}
		}
		if units > MaxText {
			return b, &LongError{Characters: units}
		}
	}
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			escaped := ""
			switch {
			case c == '<':
				escaped = "&lt;"
			case c == '>':
				escaped = "&gt;"
			case c == '&':
				escaped = "&amp;"
			case c == '\r':
				escaped = "&#13;" // a bare one becomes a line feed
			case c == '_' && looksEscaped(text[i:]):
				escaped = "_x005F_" // else a spreadsheet reads _x0041_ as A
			case c < ' ' && c != '\t' && c != '\n':
				return b, say.Errorf("the control character %s", fmt.Sprintf("U+%04X", c))
			}
			if escaped != "" {
				b = append(append(b, text[start:i]...), escaped...)
				start = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return b, say.Errorf("a byte that is not UTF-8: %s", fmt.Sprintf("%02X", c))
		}
		if r == 0xfffe || r == 0xffff {
			return b, say.Errorf("the control character %s", fmt.Sprintf("U+%04X", r))
		}
		i += size
	}
	return append(b, text[start:]...), nil
}

// bare reports whether text is made of ASCII letters, digits and marks that mean nothing in XML or to a spreadsheet, as most texts are.
func bare(text []byte) bool {
	for _, c := range text {
		if c <= ' ' || c >= utf8.RuneSelf || c == '<' || c == '>' || c == '&' || c == '_' {
			return false
		}
	}
	return true
}

// looksEscaped reports whether text begins like the form in which workbooks write control characters: _x000D_.
func looksEscaped(text []byte) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, c := range text[2:6] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}

// attribute returns text for the inside of an XML attribute. Names of sheets and columns are checked before.
func attribute(text string) string {
	var b []byte
	for _, r := range text {
		switch r {
		case '<':
			b = append(b, "&lt;"...)
		case '&':
			b = append(b, "&amp;"...)
		case '"':
			b = append(b, "&quot;"...)
		case '\n':
			b = append(b, "_x000a_"...) // as Excel writes a line break in a column's name
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}
