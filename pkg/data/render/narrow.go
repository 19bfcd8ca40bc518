package render

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// fit appends a line, or what the terminal has room for and … instead of the rest.
func (t *table) fit(dst, line []byte) []byte {
	// No character has fewer bytes than it has columns.
	if t.width <= 0 || len(line) <= t.width {
		return append(dst, line...)
	}
	text := string(line)
	if twwidth.Width(text) <= t.width {
		return append(dst, line...)
	}
	t.cut = true
	// One column is left over: some terminals draw … two columns wide.
	return append(dst, twwidth.Truncate(text, max(t.width-1, 1), "…")...)
}

func (t *table) lineWidth() int {
	sum := tableGap * (len(t.widths) - 1)
	for _, w := range t.widths {
		sum += w
	}
	return sum
}

// drawSheet appends a single row as lines of title and value. Values are whole, however long.
func (t *table) drawSheet(dst []byte, cells []string) []byte {
	t.first, t.shown = 1, [][]string{cells}
	widest := 0
	for _, title := range t.titles {
		widest = max(widest, twwidth.Width(title))
	}
	for i, title := range t.titles {
		line := title + strings.Repeat(" ", widest-twwidth.Width(title)+tableGap) + cells[i]
		dst = append(append(dst, strings.TrimRight(line, " ")...), '\n')
	}
	return dst
}
