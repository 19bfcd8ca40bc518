package logimeter

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/genba-cli/genba/pkg/say"
)

// numberProblem says why a text is not a number of at most so many digits before and after the point.
func numberProblem(text string, digits, decimals int) say.Text {
	want := say.T("a whole number of at most %d {digit|digits} is expected", digits)
	if decimals > 0 {
		want = say.T("a number of at most %d {digit|digits} and %d {decimal|decimals} is expected", digits, decimals)
	}
	return say.Or(formProblem(text, want), digitsProblem(text, digits, decimals, want))
}

func digitsProblem(text string, digits, decimals int, want say.Text) say.Text {
	integer, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	switch {
	case strings.HasPrefix(text, "+"):
		return say.T("a plus sign; %s", want)
	case !allDigits(integer) || point && !allDigits(fraction):
		return say.T("not a number; %s", want)
	case point && decimals == 0:
		return say.T("a decimal point; %s", want)
	case len(fraction) > decimals:
		return say.T("%d {decimal|decimals}; %s", len(fraction), want)
	case len(integer) > 1 && integer[0] == '0':
		return say.T("leading zeros; %s", want)
	case len(integer) > digits:
		return say.T("%d {digit|digits}; %s", len(integer), want)
	}
	return say.Text{}
}

func idProblem(text string) say.Text {
	want := say.T("the id of a process is expected: 設定 > 工程 > CSV出力 lists them (§5-2)")
	switch {
	case isFullWidth(text):
		return say.T("full-width characters; %s", want)
	case !formProblem(text, want).IsZero():
		return formProblem(text, want)
	case !digitsProblem(text, 19, 0, want).IsZero():
		return digitsProblem(text, 19, 0, want)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err != nil || n <= 0 {
		return say.T("not an id of a process: 設定 > 工程 > CSV出力 lists them (§5-2)")
	}
	return say.Text{}
}

// negativeTotal says what is wrong with a total. A negative difference is a correction, which the document does not forbid.
func negativeTotal() say.Text { return say.T("negative, which a cumulative total can't be") }

func totalProblem(text string) say.Text {
	if p := numberProblem(text, 10, 0); !p.IsZero() || !strings.HasPrefix(text, "-") {
		return p
	}
	return negativeTotal()
}

func typeProblem(text string) say.Text {
	want := say.T("1 (difference) or 2 (cumulative) is expected")
	if p := formProblem(text, want); !p.IsZero() || text == "1" || text == "2" {
		return p
	}
	return want
}

func dateProblem(text string) say.Text {
	return timeProblem(text, "2006-01-02", say.T("a day as YYYY-MM-DD is expected"))
}

func minuteProblem(text string) say.Text {
	const layout, hour = "2006-01-02 15:04", len("2006-01-02 ")
	if hasShape(text, layout) && text[hour:hour+2] >= "24" {
		return say.T("hours go from 00 to 23; 24:00 is 00:00 of the next day")
	}
	return timeProblem(text, layout, say.T("a time as YYYY-MM-DD HH:MM is expected"))
}

// timeProblem reports whether a text has another form, or is a day that no calendar has.
func timeProblem(text, layout string, want say.Text) say.Text {
	if !hasShape(text, layout) {
		form := text
		if strings.TrimSpace(text) == text { // want says enough about blanks inside
			form = strings.ReplaceAll(text, " ", "")
		}
		return say.Or(formProblem(form, want), want)
	}
	if _, err := time.Parse(layout, text); err != nil {
		return say.T("there is no such day or time; %s", want)
	}
	return say.Text{}
}

// hasShape reports whether text has digits where the layout has, and the same characters elsewhere.
func hasShape(text, layout string) bool {
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

// formProblem says what is wrong with a value of any kind: nothing in it, blanks, full-width characters.
func formProblem(text string, want say.Text) say.Text {
	switch {
	case text == "":
		return say.T("empty; %s", want)
	case strings.ContainsFunc(text, unicode.IsSpace):
		return say.T("a blank in it; %s", want)
	case isFullWidth(text):
		return say.T("full-width characters; %s in half-width ones", want)
	}
	return say.Text{}
}

// isFullWidth reports whether a text without blanks has ０ to ９, or the signs that a Japanese keyboard writes with them.
func isFullWidth(text string) bool {
	return !strings.ContainsFunc(text, unicode.IsSpace) &&
		strings.ContainsFunc(text, func(r rune) bool { return r >= '！' && r <= '～' || r == '−' || r == 'ー' })
}

// unlessBlank accepts an empty value, but not a blank character.
func unlessBlank(problem func(string) say.Text) func(string) say.Text {
	return func(text string) say.Text {
		if text == "" {
			return say.Text{}
		}
		return problem(text)
	}
}

func allDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}
