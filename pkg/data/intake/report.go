package intake

import (
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// listed is how many problems the hint names; the operator mends these and runs the command again.
const listed = 20

// report makes one error of the problems.
func (c *checker) report() error {
	if c.total == 0 {
		return nil
	}
	source := say.Or(c.rows.source, say.T("input"))
	lines, err := c.told()
	if err != nil {
		return err
	}
	if c.unknown > 0 {
		var names []string
		for _, r := range c.rules {
			if r.ReadOnly == "" {
				names = append(names, c.rows.heads.of(r))
			}
		}
		lines = append(lines, say.T("known columns: %s", strings.Join(names, ", ")))
	}
	return fault.Errorf(fault.Usage, "%s: %d {problem|problems}; nothing was sent", source, c.total).
		WithHint("%s", say.Lines(lines...))
}

// eachTold is in how many rows a column may have the same fault before it is said once, for all of them: few rows are
// mended by hand, and for these each value counts.
const eachTold = 3

// told returns the problems as texts, one a line, in the order in which they were found.
func (c *checker) told() ([]say.Text, error) {
	first, err := c.rows.At(0)
	if err != nil {
		return nil, err
	}
	only := c.rows.n == 1 && first.Line == 0 // --set
	var lines []say.Text
	left := c.total
	for _, p := range c.inOrder(c.rows.n) {
		if len(lines) == listed {
			break
		}
		left -= p.of
		lines = append(lines, p.text(c.rows.origin, only))
	}
	if left > 0 {
		lines = append(lines, say.T("and %d more", left))
	}
	return lines, nil
}

// text returns one line: where, and what.
func (p Problem) text(from origin, only bool) say.Text {
	var place say.Text
	if p.Row > 0 && !only {
		place = p.place(from)
	}
	p.Column = from.heads.called(p.Column)
	switch {
	case p.rows > 0 && p.Column != "":
		return say.T("column %q, %d {row|rows}, first in %s: %s", p.Column, p.rows, place, p.Message)
	case p.rows > 0:
		return say.T("%d {row|rows}, first in %s: %s", p.rows, place, p.Message)
	case !place.IsZero() && p.Column != "":
		return say.T("%s, column %q: %s", place, p.Column, p.Message)
	case p.Column != "":
		return say.T("column %q: %s", p.Column, p.Message)
	case !place.IsZero():
		return say.T("%s: %s", place, p.Message)
	}
	return p.Message
}

// place says where the problem is, in the words of the rows.
func (p Problem) place(from origin) say.Text {
	if from.sheet != nil {
		return say.Verbatim(from.sheet.placeOf(p.Line, p.Column))
	}
	return Row{Number: p.Row, Line: p.Line, origin: from}.Place()
}

// shownLength is how many characters of a value a message shows.
const shownLength = 40

// quoted shows a value in a message: its beginning, control characters made visible.
func quoted(text string) string {
	if begin := beginning(text); len(begin) < len(text) {
		return strconv.Quote(begin) + "…"
	}
	return strconv.Quote(text)
}

func beginning(text string) string {
	if len(text) > shownLength {
		n := 0
		for i := range text {
			if n++; n > shownLength {
				return text[:i]
			}
		}
	}
	return text
}

// inShort shows of a long value only its beginning, in a message that somebody else made about it.
func inShort(message say.Text, value string) say.Text {
	if len(beginning(value)) == len(value) {
		return message
	}
	return message.Map(func(word string) string {
		if begin := beginning(word); len(begin) < len(word) && strings.Contains(value, word) {
			return begin + "…"
		}
		return word
	})
}

// shortened works like quoted for a value of any kind: what is no text stands without quotes around it.
func shortened(v record.Value) string {
	shown := quoted(v.Text())
	if v.Kind() == record.KindString {
		return shown
	}
	inner, cut := strings.CutSuffix(shown[1:], `"`)
	if !cut {
		inner = strings.TrimSuffix(inner, `"…`) + "…"
	}
	return strings.ReplaceAll(inner, `\"`, `"`)
}
