package cli

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/render"
)

// labelWidth is the room for the word in front of a paragraph.
const labelWidth = 9

// ShowsPage reports whether a person at a terminal reads the output, and asked for no format or columns.
func (a *App) ShowsPage() bool {
	f := &a.Flags
	return a.onTerminal() && (f.Output == "" || f.Output == render.Table.String()) && f.JQ == "" && len(f.Fields) == 0 && !f.NoHeader
}

// Paragraph returns a label and a text beside it, broken between words to the terminal's width. No word is cut.
func (a *App) Paragraph(label, text string) string {
	label += strings.Repeat(" ", max(labelWidth-len(label), 1))
	text = oneLine(text)
	if width := a.width(); width > labelWidth+narrowest {
		return strings.Join(fill(label, text, width), "\n") + "\n"
	}
	return label + text + "\n"
}
