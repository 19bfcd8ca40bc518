package v2

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// blanks are what Excel and people leave at the end of a cell.
const blanks = " \t\u3000"

// number reads a number as people and Excel write it: 1,234.50.
func number(text string) (*big.Rat, bool) {
	plain := plainNumber(text)
	if plain == "" || strings.ContainsAny(plain, "/_xXpP") {
		return nil, false
	}
	return new(big.Rat).SetString(plain)
}

// plainNumber returns a number without commas, and without the zeros in front that a workbook may show of it.
func plainNumber(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	digits := strings.TrimPrefix(text, "-")
	sign := text[:len(text)-len(digits)]
	for len(digits) > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9' {
		digits = digits[1:]
	}
	return sign + digits
}

// day reads a day as people and Excel write it: 2025-04-01, 2025/4/1, 20250401.
func day(text string) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006年1月2日"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return intake.ParseDate(text)
}

// plain returns a value as it is sent: a day with dashes, a number without commas and zeros in front, an option by its name and
// without blanks behind it.
func (f Field) plain(text string) string {
	switch f.Type {
	case "date":
		if at, ok := day(text); ok && f.Detail != "year_month" {
			return at.Format(time.DateOnly)
		}
	case "number":
		return plainNumber(text)
	case "enum":
		return f.option(strings.TrimRight(text, blanks))
	case "department", "department[]":
		return strings.TrimRight(text, blanks)
	}
	return text
}

// option returns the name of an option that is given by its name, or by its id where that is no name of another one.
func (f Field) option(text string) string {
	if name, is := f.OptionIDs[text]; is && !slices.Contains(f.Options, text) {
		return name
	}
	return text
}

// same reports whether values mean the same, however they are spelled.
func (f Field) same(a, b []string) bool {
	a, b = filled(a), filled(b)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !f.sameValue(a[i], b[i]) {
			return false
		}
	}
	return true
}

func (f Field) sameValue(a, b string) bool {
	if f.Type == "number" {
		x, isNumber := number(a)
		y, also := number(b)
		if isNumber && also {
			return x.Cmp(y) == 0
		}
	}
	a, b = strings.TrimRight(f.plain(a), blanks), strings.TrimRight(f.plain(b), blanks)
	return intake.SameText(a, b)
}

// filled leaves out empty values.
func filled(values []string) []string {
	if !slices.ContainsFunc(values, empty) {
		return values
	}
	return slices.DeleteFunc(slices.Clone(values), empty)
}

func empty(value string) bool { return strings.Trim(value, blanks) == "" }
