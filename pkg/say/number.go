package say

import (
	"fmt"
	"strconv"
	"strings"
)

// agree chooses between the words for one and for many, "%d {row is|rows are} left", by the number that stands before them in
// the format, or by the argument that is named: "%d of %d {row|rows} {[1]is|are} left". A language without a plural has no such
// words.
func agree(format string, args []any) string {
	if len(args) == 0 || !strings.Contains(format, "|") {
		return format
	}
	var b strings.Builder
	at := -1 // the argument of the last verb
	for i := 0; i < len(format); i++ {
		switch format[i] {
		case '%':
			end := verbEnd(format, i)
			at = argumentOf(format[i:end], at)
			b.WriteString(format[i:end])
			i = end - 1
		case '{':
			words, _, whole := strings.Cut(format[i+1:], "}")
			one, many, both := strings.Cut(words, "|")
			if !whole || !both {
				b.WriteByte('{')
				continue
			}
			which := at
			if number, rest, named := strings.Cut(strings.TrimPrefix(one, "["), "]"); named {
				n, _ := strconv.Atoi(number)
				which, one = n-1, rest
			}
			if which < 0 || which >= len(args) || fmt.Sprint(args[which]) != "1" {
				one = many
			}
			b.WriteString(one)
			i += len(words) + 1
		default:
			b.WriteByte(format[i])
		}
	}
	return b.String()
}

// verbEnd returns where the verb that begins at i ends.
func verbEnd(format string, i int) int {
	for i++; i < len(format) && strings.IndexByte("+-# 0123456789.[]*", format[i]) >= 0; i++ {
	}
	return min(i+1, len(format))
}

// argumentOf returns which argument a verb shows; last is that of the verb before it.
func argumentOf(verb string, last int) int {
	if strings.HasSuffix(verb, "%") {
		return last
	}
	if _, number, named := strings.Cut(verb, "["); named {
		number, _, _ = strings.Cut(number, "]")
		n, _ := strconv.Atoi(number)
		return n - 1
	}
	return last + 1
}

// Of returns a noun for so many: a plural as it is, and for one its singular, which only English has. "stamps" becomes "stamp",
// "approvals" "approval".
func (t Text) Of(n int64) Text {
	if n == 1 && !t.given && len(t.args)+len(t.parts) == 0 {
		t.one = singular(t.format)
	}
	return t
}

func singular(noun string) string {
	switch {
	case strings.HasSuffix(noun, "sses"):
		return strings.TrimSuffix(noun, "es")
	case strings.HasSuffix(noun, "ies"):
		return strings.TrimSuffix(noun, "ies") + "y"
	}
	return strings.TrimSuffix(noun, "s")
}
