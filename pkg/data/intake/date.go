package intake

import (
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// dateLayouts are the ways to write a day, told apart by their length and first separator.
var dateLayouts = [...]string{"2006-01-02", "2006/01/02", "20060102"}

// ParseDate reads a day as a Rule's Date allows it (2025-03-01, 2025/03/01, 20250301), at midnight UTC.
func ParseDate(text string) (time.Time, bool) {
	for _, layout := range dateLayouts {
		if day, err := time.Parse(layout, text); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// ParseSheetDate reads a day as people and spreadsheets write it, 2025/3/1 too: for files that genba alone reads. What goes on to
// a vendor as it stands is ParseDate's.
func ParseSheetDate(text string) (time.Time, bool) {
	for _, layout := range [...]string{"2006-1-2", "2006/1/2", "20060102"} {
		if day, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}

// dateProblem returns what is wrong with a day, or "".
func dateProblem(text string) say.Text {
	if _, ok := ParseDate(text); ok {
		return say.Text{}
	}
	for _, layout := range dateLayouts {
		if sameShape(text, layout) {
			return say.T("%s is no day of the calendar", quoted(text))
		}
	}
	return say.T("%s is not a day written as 2025-03-01, 2025/03/01 or 20250301", quoted(text))
}

func sameShape(text, layout string) bool {
	if len(text) != len(layout) {
		return false
	}
	for i := range len(text) {
		digit := '0' <= text[i] && text[i] <= '9'
		if wantDigit := '0' <= layout[i] && layout[i] <= '9'; digit != wantDigit || !digit && text[i] != layout[i] {
			return false
		}
	}
	return true
}
