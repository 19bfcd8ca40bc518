package render

import (
	"bytes"
	"unicode/utf8"
)

// formula reports whether a spreadsheet would take the cell for a formula, or for the start of a field of
// its own, rather than for text. A Japanese one takes the full-width signs, too, and a line break before a sign hides
// it only from people. Numbers are left alone: with a ' they could no longer be summed.
func formula(text []byte) bool {
	if len(text) == 0 {
		return false
	}
	switch text[0] {
	case '=', '@', '\t', '\r':
		return true
	case '+', '-':
		return !decimal(text[1:])
	case '\n':
		text = bytes.TrimLeft(text, "\t\r\n")
		return formula(text) || sign(text)
	}
	return text[0] >= utf8.RuneSelf && sign(text) && !fullWidthNumber(text)
}

// sign reports whether the text begins with a sign that starts a formula, of either width.
func sign(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠':
		return true
	}
	return false
}

// fullWidthNumber reports a number such as －１２, which is guarded as what is read as another number.
func fullWidthNumber(text []byte) bool {
	plain, _ := narrow(text)
	return numeric(plain)
}

// decimal reports whether the text is wholly an unsigned decimal number: 9, 9.0, .5, 1e-3.
func decimal(text []byte) bool {
	i := digits(text, 0)
	n := i
	if i < len(text) && text[i] == '.' {
		end := digits(text, i+1)
		n += end - i - 1
		i = end
	}
	if n == 0 {
		return false
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		end := digits(text, i)
		if end == i {
			return false
		}
		i = end
	}
	return i == len(text)
}

// digits returns the end of the run of digits that starts at i.
func digits(text []byte, i int) int {
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	return i
}
