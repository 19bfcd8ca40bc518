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
	if len(c.problems) == 0 {
		return nil
	}
	source := say.Or(c.rows[0].source, say.T("input"))
	format := say.Format("%s: %d problems; nothing was sent")
	if len(c.problems) == 1 {
		format = "%s: %d problem; nothing was sent"
	}
	lines := c.told()
	if c.unknown > 0 {
		var names []string
		for _, r := range c.rules {
			if r.ReadOnly == "" {
				names = append(names, r.Name)
			}
		}
		lines = append(lines, say.T("known columns: %s", strings.Join(names, ", ")))
	}
	return fault.Errorf(fault.Usage, format, source, len(c.problems)).
		WithHint("%s", say.Lines(lines...))
}

// eachTold is in how many rows a column may have the same fault before it is said once, for all of them: few rows are
// mended by hand, and for these each value counts.
const eachTold = 3

// told returns the problems as texts, one a line, in the order in which they were found.
func (c *checker) told() []say.Text {
	type kind struct{ column, fault string }
	alike := map[kind]int{}
	for _, p := range c.problems {
		alike[kind{p.Column, p.fault}]++
	}
	var lines []say.Text
	left := len(c.problems)
	only := len(c.rows) == 1 && c.rows[0].Line == 0 // --set
	said := map[kind]bool{}
	for _, p := range c.problems {
		k := kind{p.Column, p.fault}
		if said[k] {
			continue
		}
		if len(lines) == listed {
			lines = append(lines, say.T("and %d more", left))
			break
		}
		left--
		if n := alike[k]; p.fault != "" && p.Row > 0 && (n > eachTold || n == eachTold && n == len(c.rows) || n > 1 && p.once) {
			said[k], p.rows = true, n
			left -= n - 1
		}
		lines = append(lines, p.text(c.rows, only))
	}
	return lines
}

// faultOf returns a message without the value of its row.
func faultOf(text say.Text, value string) string {
	message := text.String()
	for _, shown := range []string{quoted(value), strconv.Quote(value), value} {
		if before, after, ok := strings.Cut(message, shown); ok && value != "" {
			return before + "\x00" + after
		}
	}
	return message
}

// text returns one line: where, and what.
func (p Problem) text(rows []Row, only bool) say.Text {
	var place say.Text
	if p.Row > 0 && !only {
		place = p.place(rows)
	}
	switch {
	case p.rows > 0 && p.Column != "":
		return say.T("column %q, %d rows, first in %s: %s", p.Column, p.rows, place, p.Message)
	case p.rows > 0:
		return say.T("%d rows, first in %s: %s", p.rows, place, p.Message)
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
func (p Problem) place(rows []Row) say.Text {
	if sheet := rows[0].sheet; sheet != nil {
		return say.Verbatim(sheet.placeOf(p.Line, p.Column))
	}
	return Row{Number: p.Row, Line: p.Line, ownLine: rows[0].ownLine}.Place()
}

// quoted shows a value in a message: its beginning, control characters made visible.
func quoted(text string) string {
	const limit = 40
	if n := 0; len(text) > limit {
		for i := range text {
			if n++; n > limit {
				return strconv.Quote(text[:i]) + "…"
			}
		}
	}
	return strconv.Quote(text)
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
