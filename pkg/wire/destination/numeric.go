package destination

import (
	"encoding/binary"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// PostgreSQL's numeric: groups of four decimal digits, the weight of the first group, the sign, and how many digits are shown
// behind the point (numeric_send in its sources).
const (
	numericNegative = 0x4000
	mostBefore      = 131072 // digits before the point
	mostAfter       = 16383  // and behind it
)

// appendNumeric appends a number of JSON without losing a digit; ok is false where PostgreSQL has no room for it.
func appendNumeric(dst []byte, v record.Value) (_ []byte, ok bool) {
	if v.Kind() != record.KindNumber {
		return dst, false
	}
	if dst, ok := appendPlainNumeric(dst, v); ok {
		return dst, true
	}
	d, ok := digits(string(v))
	if !ok || d.power >= mostBefore || d.power < -mostAfter || len(d.digits)-1-d.power > mostAfter {
		return dst, false
	}
	if d.digits == "" {
		return append(dst, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0), true
	}
	scale := max(0, len(d.digits)-1-d.power, shown(string(v)))
	weight := floorDiv(d.power, 4)
	lead := 4*weight + 3 - d.power // zeros before the first digit in its group
	all := strings.Repeat("0", lead) + d.digits
	if rest := len(all) % 4; rest != 0 {
		all += strings.Repeat("0", 4-rest)
	}
	groups := len(all) / 4
	sign := 0
	if d.negative {
		sign = numericNegative
	}
	dst = appendLength(dst, 8+2*groups)
	for _, n := range []int{groups, weight, sign, min(scale, mostAfter)} {
		dst = binary.BigEndian.AppendUint16(dst, uint16(n))
	}
	for i := 0; i < len(all); i += 4 {
		n := 0
		for _, c := range all[i : i+4] {
			n = n*10 + int(c-'0')
		}
		dst = binary.BigEndian.AppendUint16(dst, uint16(n))
	}
	return dst, true
}

// appendPlainNumeric appends a number of few digits; ok is false for any other.
func appendPlainNumeric(dst []byte, v record.Value) (_ []byte, ok bool) {
	n, after, ok := plainNumber(v, fewDigits)
	if !ok || n == 0 {
		return dst, false
	}
	sign := 0
	if n < 0 {
		n, sign = -n, numericNegative
	}
	scale := max(0, after-1)
	for fill := scale; fill%4 != 0; fill++ { // to whole groups; 15 digits and 3 zeros fit into 64 bits
		n *= 10
	}
	weight := -(scale + 3) / 4 // of the last group
	var groups [5]uint16
	count := 0
	for ; n > 0; n /= 10000 {
		if n%10000 != 0 || count > 0 {
			groups[count] = uint16(n % 10000)
			count++
		}
		weight++
	}
	dst = appendLength(dst, 8+2*count)
	for _, part := range []int{count, weight - 1, sign, scale} {
		dst = binary.BigEndian.AppendUint16(dst, uint16(part))
	}
	for i := count - 1; i >= 0; i-- {
		dst = binary.BigEndian.AppendUint16(dst, groups[i])
	}
	return dst, true
}

// shown returns how many digits stand behind the point of a number without exponent: 1.50 stays 1.50.
func shown(s string) int {
	_, after, _ := strings.Cut(s, ".")
	if strings.ContainsAny(after, "eE") {
		return 0
	}
	return len(after)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && a < 0 {
		q--
	}
	return q
}
