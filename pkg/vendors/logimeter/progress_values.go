package logimeter

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// numberProblem is why a text is no number of at most so many digits before and after the point.
func numberProblem(text string, digits, decimals int) string {
	want := fmt.Sprintf("a whole number of at most %d digits is expected", digits)
	if decimals > 0 {
		want = fmt.Sprintf("a number of at most %d digits and %d decimal is expected", digits, decimals)
	}
	if p := formProblem(text, want); p != "" {
		return p
	}
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	switch {
	case strings.HasPrefix(text, "+"):
		return "a plus sign; " + want
	case !allDigits(whole) || point && !allDigits(fraction):
		return "not a number; " + want
	case point && decimals == 0:
		return "a decimal point; " + want
	case len(fraction) > decimals:
		return fmt.Sprintf("%d decimals; %s", len(fraction), want)
	case len(whole) > 1 && whole[0] == '0':
		return "leading zeros; " + want
	case len(whole) > digits:
		return fmt.Sprintf("%d digits; %s", len(whole), want)
	}
	return ""
}

func idProblem(text string) string {
	if p := numberProblem(text, 19, 0); p != "" {
		before, _, _ := strings.Cut(p, ";")
		return before + "; the id of a process is expected: 設定 > 工程 > CSV出力 lists them (§5-2)"
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n <= 0 {
		return "no id of a process: 設定 > 工程 > CSV出力 lists them (§5-2)"
	}
	return ""
}

// negative is said of a total. A negative difference is a correction, which nothing in the document forbids.
const negative = "negative, which a cumulative total can't be"

func totalProblem(text string) string {
	if p := numberProblem(text, 10, 0); p != "" || !strings.HasPrefix(text, "-") {
		return p
	}
	return negative
}

func typeProblem(text string) string {
	const want = "1 (difference) or 2 (cumulative) is expected"
	if p := formProblem(text, want); p != "" {
		return p
	}
	if text != "1" && text != "2" {
		return want
	}
	return ""
}

func dateProblem(text string) string {
	return timeProblem(text, "2006-01-02", "a day as YYYY-MM-DD is expected")
}

func minuteProblem(text string) string {
	const layout, hour = "2006-01-02 15:04", len("2006-01-02 ")
	if shaped(text, layout) && text[hour:hour+2] >= "24" {
		return "hours go from 00 to 23; 24:00 is 00:00 of the next day"
	}
	return timeProblem(text, layout, "a time as YYYY-MM-DD HH:MM is expected")
}

// timeProblem tells a text of another form from a day that no calendar has.
func timeProblem(text, layout, want string) string {
	if !shaped(text, layout) {
		form := text
		if strings.TrimSpace(text) == text { // blanks inside are what want is about
			form = strings.ReplaceAll(text, " ", "")
		}
		return cmp.Or(formProblem(form, want), want)
	}
	if _, err := time.Parse(layout, text); err != nil {
		return "there is no such day or time; " + want
	}
	return ""
}

// shaped says whether text has digits where the layout has, and elsewhere the same characters.
func shaped(text, layout string) bool {
	if len(text) != len(layout) {
		return false
	}
	for i := range len(layout) {
		digit := text[i] >= '0' && text[i] <= '9'
		if wanted := layout[i] >= '0' && layout[i] <= '9'; digit != wanted || !wanted && text[i] != layout[i] {
			return false
		}
	}
	return true
}

// formProblem is what may be wrong with every value.
func formProblem(text, want string) string {
	switch {
	case text == "":
		return "empty; " + want
	case strings.ContainsFunc(text, unicode.IsSpace):
		return "a blank in it; " + want
	case strings.ContainsFunc(text, fullWidth):
		return "full-width characters; " + want + " in half-width ones"
	}
	return ""
}

// fullWidth knows ０ to ９ and the signs that come with them from a Japanese keyboard.
func fullWidth(r rune) bool { return r >= '！' && r <= '～' || r == '−' || r == 'ー' }

// unlessBlank lets a value be left out; a blank character is not nothing.
func unlessBlank(problem func(string) string) func(string) string {
	return func(text string) string {
		if text == "" {
			return ""
		}
		return problem(text)
	}
}

func allDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}
