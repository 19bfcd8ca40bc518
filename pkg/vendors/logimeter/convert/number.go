package convert

import (
	"bytes"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// The digits of the import file (5-6, 5-7), which no line may exceed either.
const (
	quantityDigits = 10
	hoursDigits    = 5
	hoursDecimals  = 6 // of a line; no measurement has more
)

// parseQuantity reads a whole number, or says why the cell has none. Blanks around it, a sign, and decimals that are all
// zero are accepted.
func parseQuantity(cell []byte) (int64, say.Text) {
	text := bytes.Trim(cell, " ")
	if len(text) == 0 {
		return 0, say.T("empty; a whole number is expected")
	}
	digits, negative := bytes.CutPrefix(text, []byte("-"))
	if !negative {
		digits = bytes.TrimPrefix(text, []byte("+"))
	}
	integer, decimals, point := bytes.Cut(digits, []byte("."))
	n, ok := parseDigits(integer, quantityDigits)
	_, zeros := parseDigits(decimals, 0)
	switch {
	case allDigits(integer) && !ok:
		return 0, say.T("%s has more than %d digits", quoted(string(text)), quantityDigits)
	case !ok || point && !allDigits(decimals):
		return 0, say.T("%s is not a whole number", quoted(strings.ToValidUTF8(string(text), "?")))
	case point && !zeros:
		return 0, say.T("%s has decimals; a whole number is expected (5-6, 5-7)", quoted(string(text)))
	case negative:
		n = -n
	}
	return n, say.Text{}
}

// parseHours reads a number of hours as millionths of one.
func parseHours(cell []byte) (int64, bool) {
	integer, decimals, point := bytes.Cut(bytes.Trim(cell, " "), []byte("."))
	n, ok := parseDigits(integer, hoursDigits)
	if len(integer) == 0 && point {
		ok = true
	}
	if !ok || point && (!allDigits(decimals) || len(decimals) > hoursDecimals) {
		return 0, false
	}
	for i := range hoursDecimals {
		n *= 10
		if i < len(decimals) {
			n += int64(decimals[i] - '0')
		}
	}
	return n, true
}

// hoursProblem says why parseHours can't read a cell.
func hoursProblem(cell []byte) say.Text {
	text := bytes.Trim(cell, " ")
	if len(text) == 0 {
		return say.T("empty; hours of work are expected, as 1.5")
	}
	return say.T("%s is not a number of hours, of at most %d digits and %d {decimal|decimals}", quoted(strings.ToValidUTF8(string(text), "?")), hoursDigits, hoursDecimals)
}

// parseDigits reads at most so many digits; leading zeros do not count.
func parseDigits(text []byte, digits int) (n int64, ok bool) {
	if !allDigits(text) {
		return 0, false
	}
	text = bytes.TrimLeft(text, "0")
	if len(text) > digits {
		return 0, false
	}
	for _, c := range text {
		n = n*10 + int64(c-'0')
	}
	return n, true
}

func allDigits(text []byte) bool {
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}
