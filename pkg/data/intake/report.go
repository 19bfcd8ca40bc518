package intake

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// listed is how many problems the hint names; the operator mends these and runs the command again.
const listed = 20

// report makes one error of the problems.
func (c *checker) report() error {
	if len(c.problems) == 0 {
		return nil
	}
	source := c.rows[0].source
	if source == "" {
		source = "input"
	}
	format := "%s: %d problems; nothing was sent"
	if len(c.problems) == 1 {
		format = "%s: %d problem; nothing was sent"
	}
	var lines []string
	only := len(c.rows) == 1 && c.rows[0].Line == 0 // --set
	for i, p := range c.problems {
		if i == listed {
			lines = append(lines, fmt.Sprintf("and %d more", len(c.problems)-listed))
			break
		}
		lines = append(lines, p.text(c.byLine, only))
	}
	if c.unknown > 0 {
		var names []string
		for _, r := range c.rules {
			names = append(names, r.Name)
		}
		lines = append(lines, "known columns: "+strings.Join(names, ", "))
	}
	return fault.Errorf(fault.Usage, format, source, len(c.problems)).
		WithHint("%s", strings.Join(lines, "\n"))
}

// linesDiffer tells whether a line names one row; in compact JSON all rows are in one line.
func (c *checker) linesDiffer() bool {
	for i := 1; i < len(c.rows); i++ {
		if c.rows[i].Line == c.rows[i-1].Line {
			return false
		}
	}
	return c.rows[0].Line > 0
}

// text is one line: where, and what.
func (p Problem) text(byLine, only bool) string {
	var where []string
	switch {
	case byLine && p.Line > 0:
		where = append(where, fmt.Sprintf("line %d", p.Line))
	case p.Row > 0 && !only:
		where = append(where, fmt.Sprintf("row %d", p.Row))
	}
	if p.Column != "" {
		where = append(where, fmt.Sprintf("column %q", p.Column))
	}
	if len(where) == 0 {
		return p.Message
	}
	return strings.Join(where, ", ") + ": " + p.Message
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
