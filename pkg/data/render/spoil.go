package render

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// precise is the number of digits that a spreadsheet keeps of a number.
const precise = 15

// longestGuard is the length up to which a cell can be guarded: a text inside a formula has at most 255 characters.
const longestGuard = 255

// guard keeps the cell dst[start:] as it is when a spreadsheet opens the file: ' before what it would run as a formula,
// and ="…" around what it would read as a number or date and show, or save, as another text.
func guard(dst []byte, start int) []byte {
	cell := dst[start:]
	switch {
	case len(cell) == 0:
		return dst
	case cell[0] == '\'': // a ' of the cell's own gets one, too, where reading would take it for ours
		if inner := bytes.TrimLeft(cell, "'"); formula(inner) || sign(inner) {
			return slices.Insert(dst, start, '\'')
		}
		return dst
	case !offset(cell) && formula(cell):
		return slices.Insert(dst, start, '\'')
	case offset(cell) || spoiled(cell):
		dst = slices.Insert(dst, start, '=', '"')
		return append(dst, '"')
	}
	return dst
}

// offset reports whether the text is a time with a sign, such as a zone's +09:00. Guarded with ' it would show the '.
func offset(text []byte) bool {
	if text[0] != '+' && text[0] != '-' {
		return false
	}
	hours, minutes, colon := bytes.Cut(text[1:], []byte(":"))
	return colon && len(hours) > 0 && len(hours) <= 2 && len(minutes) == 2 && digits(hours, 0) == len(hours) && digits(minutes, 0) == len(minutes)
}

// spoiled reports whether a spreadsheet would change the text: leading zeros and digits beyond the fifteenth lost, 1.10
// turned into 1.1, 12E3 into 12000, 1-2 into a date, (1) into -1, true into TRUE. Days written 2025-03-01 or 2025/3/1 and times of the
// day are meant as such.
func spoiled(text []byte) bool {
	if len(text) == 0 || len(text) > longestGuard || text[0] != ' ' && text[0] < utf8.RuneSelf && !alphanumeric(text[0]) && !bytes.ContainsAny(text[:1], "+-.(") {
		return false
	}
	plain, changed := narrow(text)
	switch {
	case bracketed(plain):
		return true
	case numeric(plain):
		return changed || text[0] == '+' || !kept(plain)
	case changed:
		return dateLike(plain) || date(plain)
	}
	return dateLike(plain) || bytes.EqualFold(plain, []byte("true")) || bytes.EqualFold(plain, []byte("false"))
}

// bracketed reports whether the text is a number in brackets, as (1), which is how accountants write -1.
func bracketed(text []byte) bool {
	if len(text) < 3 || text[0] != '(' || text[len(text)-1] != ')' {
		return false
	}
	inner := text[1 : len(text)-1]
	return bytes.ContainsAny(inner, "0123456789") && len(bytes.Trim(inner, "0123456789,.%")) == 0
}

// longNumber reports whether a number as the vendor sent it has more digits than a spreadsheet keeps.
func longNumber(number []byte) bool { return numeric(number) && significant(number) > precise }

// narrow returns the text as a spreadsheet reads it: without blanks around it, full-width digits as plain ones. changed
// says that it is not the text itself.
func narrow(text []byte) (plain []byte, changed bool) {
	plain = bytes.Trim(text, " ")
	changed = len(plain) != len(text)
	if !bytes.ContainsFunc(plain, fullWidth) {
		return plain, changed
	}
	return bytes.Map(func(r rune) rune {
		if fullWidth(r) {
			return r - '！' + '!'
		}
		return r
	}, plain), true
}

// fullWidth reports whether a character is the full-width form of a digit, sign or letter: a Japanese spreadsheet takes it for the plain one.
func fullWidth(r rune) bool { return r >= '！' && r <= '～' }

func alphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func numeric(text []byte) bool {
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		text = text[1:]
	}
	return decimal(text)
}

// kept reports whether a number is written in the one way in which a spreadsheet shows it.
func kept(number []byte) bool {
	number = bytes.TrimPrefix(number, []byte("-"))
	whole, fraction, point := bytes.Cut(number, []byte("."))
	switch {
	case len(whole) == 0 || len(whole) > 1 && whole[0] == '0':
		return false
	case point && (len(fraction) == 0 || fraction[len(fraction)-1] == '0'):
		return false
	}
	return significant(number) <= precise && bytes.IndexByte(number, 'e') < 0 && bytes.IndexByte(number, 'E') < 0
}

// significant counts the digits after leading zeros and before an exponent.
func significant(number []byte) int {
	n := 0
	for _, b := range number {
		if b == 'e' || b == 'E' {
			break
		}
		if b >= '1' && b <= '9' || b == '0' && n > 0 {
			n++
		}
	}
	return n
}

// dateLike reports whether a spreadsheet reads a date, or hours beyond a day, where most people write a number of another kind:
// 1-2, 3/12, 2025-03, R7.3.1, 25:30, MAR1, 1-Sep.
func dateLike(text []byte) bool {
	if len(text) < 3 || len(text) > 20 || text[0] >= utf8.RuneSelf {
		return false
	}
	parts := bytes.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("-/.: ", r) })
	separators := bytes.Map(func(r rune) rune {
		if strings.ContainsRune("-/.: ", r) {
			return r
		}
		return -1
	}, text)
	if len(parts) == 0 || len(parts) > 3 || len(separators) != len(parts)-1 {
		return false
	}
	switch {
	case monthNamed(parts):
		return true
	case len(parts) == 1:
		return false
	case separators[0] == ':':
		return hoursBeyond(parts)
	case len(parts) == 3 && separators[0] == separators[1] && era(parts[0]):
		return true
	case bytes.ContainsAny(separators, ".: "):
		return false
	}
	return !date(text) && dateParts(parts)
}

// dateParts matches numbers of one or two digits, with one of four for the year at an end.
func dateParts(parts [][]byte) bool {
	for i, p := range parts {
		if digits(p, 0) != len(p) || len(p) > 2 && (len(p) != 4 || i != 0 && i != len(parts)-1) {
			return false
		}
	}
	return len(parts[0]) <= 2 || len(parts[len(parts)-1]) <= 2
}

// date reports whether the text is a day written with the year first.
func date(text []byte) bool {
	parts := bytes.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' })
	return len(parts) == 3 && len(parts[0]) == 4 && dateParts(parts) && len(text) == len(parts[0])+len(parts[1])+len(parts[2])+2
}

// era matches a year as forms have it: R7, H31, S60.
func era(part []byte) bool {
	return len(part) >= 2 && len(part) <= 3 && bytes.IndexByte([]byte("MTSHRmtshr"), part[0]) >= 0 && digits(part, 1) == len(part)
}

// hoursBeyond matches hours above 23, which come back with seconds, and minutes.
func hoursBeyond(parts [][]byte) bool {
	for _, p := range parts {
		if len(p) > 4 || digits(p, 0) != len(p) {
			return false
		}
	}
	return len(parts[0]) > 2 || len(parts[0]) == 2 && string(parts[0]) > "23"
}

// monthNamed matches the English name of a month with a number before or after it, or sticking to it.
func monthNamed(parts [][]byte) bool {
	named, numbers := 0, 0
	for _, p := range parts {
		word := bytes.TrimRight(p, "0123456789")
		if digits(p, 0) == len(p) {
			numbers++
			continue
		}
		if !monthName(word) {
			return false
		}
		named++
		if len(word) < len(p) {
			numbers++
		}
	}
	return named == 1 && numbers > 0
}

func monthName(word []byte) bool {
	if len(word) < 3 {
		return false
	}
	for _, name := range []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if len(word) <= len(name) && strings.EqualFold(string(word), name[:len(word)]) && (len(word) == 3 || len(word) == len(name) || len(word) == 4 && name == "september") {
			return true
		}
	}
	return false
}
