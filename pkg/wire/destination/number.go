package destination

import (
	"math"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Numbers of so few digits are read here, the others by strconv.
const (
	fewWhole  = 18 // fit into 64 bits
	fewDigits = 15 // a float keeps them all
)

// wholeNumber returns a whole number of 64 bits.
func wholeNumber(v record.Value) (int64, bool) {
	if v.Kind() != record.KindNumber {
		return 0, false
	}
	if n, after, ok := plainNumber(v, fewWhole); ok {
		return n, after == 0
	}
	n, err := strconv.ParseInt(string(v), 10, 64)
	return n, err == nil
}

// floatNumber returns a number as a float; exact is false where that would lose digits.
func floatNumber(v record.Value) (f float64, exact bool) {
	if v.Kind() != record.KindNumber {
		return 0, false
	}
	if n, after, ok := plainNumber(v, fewDigits); ok { // both are exact in a float, so that their quotient is the nearest one
		return float64(n) / powersOfTen[max(0, after-1)], true
	}
	f, err := strconv.ParseFloat(string(v), 64)
	return f, err == nil && !math.IsInf(f, 0) && sameNumber(string(v), f)
}

// powersOfTen are those that plainNumber's digits are divided by.
var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// plainNumber reads a number without an exponent of at most so many digits: the digits, and how many bytes the point and what is
// behind it take.
func plainNumber(v record.Value, most int) (n int64, after int, ok bool) {
	i, point := 0, len(v)
	if len(v) > 0 && v[0] == '-' {
		i = 1
	}
	first := i
	for ; i < len(v); i++ {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		case c == '.' && point == len(v):
			point = i
		default:
			return 0, 0, false
		}
		if i-first >= most+1 {
			return 0, 0, false
		}
	}
	if point == len(v) && len(v)-first > most {
		return 0, 0, false
	}
	if first == 1 {
		n = -n
	}
	return n, len(v) - point, true
}

// sameNumber reports whether a float is exactly what was written, as far as its shortest form goes.
func sameNumber(written string, f float64) bool {
	a, ok := digits(written)
	b, also := digits(strconv.FormatFloat(f, 'e', -1, 64))
	return ok && also && a == b
}

// decimal is a number as its significant digits and the power of ten of the first.
type decimal struct {
	negative bool
	digits   string
	power    int
}

// digits reads a number of JSON.
func digits(s string) (d decimal, ok bool) {
	s, d.negative = strings.CutPrefix(s, "-")
	mantissa, exponent, found := strings.Cut(strings.ToLower(s), "e")
	if found {
		n, err := strconv.Atoi(exponent)
		if err != nil {
			return d, false
		}
		d.power = n
	}
	before, after, _ := strings.Cut(mantissa, ".")
	all := before + after
	d.power += len(before) - 1
	for strings.HasPrefix(all, "0") {
		all = all[1:]
		d.power--
	}
	d.digits = strings.TrimRight(all, "0")
	if d.digits == "" {
		return decimal{}, true // -0 is 0
	}
	return d, true
}
