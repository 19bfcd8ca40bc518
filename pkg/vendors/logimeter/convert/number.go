package convert

import (
	"bytes"
	"fmt"
	"strings"
)

// The digits of the import file (5-6, 5-7), which no line may exceed either.
const (
	quantityDigits = 10
	hoursDigits    = 5
	hoursDecimals  = 6 // of a line; more are no measurement
)

// quantity reads a whole number: blanks around it, a sign, and decimals that are all zero are no harm.
func quantity(cell []byte) (int64, string) {
	text := bytes.Trim(cell, " ")
	if len(text) == 0 {
		return 0, "empty; a whole number is expected"
	}
	digits, negative := bytes.CutPrefix(text, []byte("-"))
	if !negative {
		digits = bytes.TrimPrefix(text, []byte("+"))
	}
	whole, decimals, point := bytes.Cut(digits, []byte("."))
	n, ok := number(whole, quantityDigits)
	_, zeros := number(decimals, 0)
	switch {
	case allDigits(whole) && !ok:
		return 0, fmt.Sprintf("%s has more than %d digits", quoted(string(text)), quantityDigits)
	case !ok || point && !allDigits(decimals):
		return 0, fmt.Sprintf("%s is not a whole number", quoted(strings.ToValidUTF8(string(text), "?")))
	case point && !zeros:
		return 0, fmt.Sprintf("%s has decimals; a whole number is expected (5-6, 5-7)", quoted(string(text)))
	case negative:
		n = -n
	}
	return n, ""
}

// hours reads a number of hours as millionths of one.
func hours(cell []byte) (int64, string) {
	text := bytes.Trim(cell, " ")
	if len(text) == 0 {
		return 0, "empty; hours of work are expected, as 1.5"
	}
	whole, decimals, point := bytes.Cut(text, []byte("."))
	n, ok := number(whole, hoursDigits)
	if len(whole) == 0 && point {
		ok = true
	}
	if !ok || point && (!allDigits(decimals) || len(decimals) > hoursDecimals) {
		return 0, fmt.Sprintf("%s is not a number of hours, of at most %d digits and %d decimals", quoted(strings.ToValidUTF8(string(text), "?")), hoursDigits, hoursDecimals)
	}
	for i := range hoursDecimals {
		n *= 10
		if i < len(decimals) {
			n += int64(decimals[i] - '0')
		}
	}
	return n, ""
}

// number reads digits; leading zeros do not count.
func number(text []byte, digits int) (n int64, ok bool) {
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
