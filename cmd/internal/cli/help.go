package cli

import (
	"cmp"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/fault"
)

// narrowest is how little room a second column may have; with less the terminal's own breaks read better.
const narrowest = 20

// Help prints a help page, on a terminal folded to its width, which would break lines within words.
func (a *App) Help(c *cobra.Command, _ []string) {
	a.translate(c)
	page := strings.TrimSpace(cmp.Or(c.Long, c.Short)) + "\n"
	if columns := c.Annotations[columnsNote]; columns != "" {
		page += "\n" + a.say("Columns:") + " " + columns + "\n"
	}
	if c.Runnable() || c.HasSubCommands() {
		page += "\n" + a.usage(c)
	}
	if columns := a.width(); columns > 0 {
		page = fold(page, columns)
	}
	_, _ = io.WriteString(c.OutOrStdout(), page)
}

// RefuseUnknownTopics makes help nosuch an error: cobra shows the help of the last word that it knows, and succeeds.
func RefuseUnknownTopics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() != "help" {
			continue
		}
		c.Run = nil
		c.RunE = func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			switch {
			case err != nil:
				return fault.Errorf(fault.Usage, "%w", err)
			case len(rest) > 0 && found.HasSubCommands():
				return UnknownCommand(found, rest[0])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		}
	}
}

// fold breaks lines between words where they are wider than the terminal. Lines that begin at the margin are
// paragraphs, filled anew; indented ones are lists, whose second column stays a column. An indented line without
// one is a command to copy, which stays whole.
func fold(page string, columns int) string {
	var folded, paragraph []string
	flush := func() {
		for _, line := range paragraph {
			if cells(line) > columns {
				paragraph = fill("", strings.Join(paragraph, " "), columns)
				break
			}
		}
		folded, paragraph = append(folded, paragraph...), nil
	}
	for line := range strings.SplitSeq(page, "\n") {
		if line != "" && line[0] != ' ' {
			paragraph = append(paragraph, line)
			continue
		}
		flush()
		if at := secondColumn(line); at > 0 && columns-at >= narrowest && cells(line) > columns {
			folded = append(folded, fill(line[:at], line[at:], columns)...)
			continue
		}
		folded = append(folded, line)
	}
	flush()
	return strings.Join(folded, "\n")
}

// fill lays words into lines, the first of which begins with the text given, the others with as many blanks.
func fill(first, text string, columns int) []string {
	var lines []string
	line, empty := first, true
	for word := range strings.FieldsSeq(text) {
		if !empty && cells(line)+1+cells(word) > columns {
			lines = append(lines, line)
			line, empty = strings.Repeat(" ", cells(first)), true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	return append(lines, line)
}

// secondColumn is where the text after the first gap of an indented line begins, 0 when there is none.
func secondColumn(line string) int {
	first := strings.TrimLeft(line, " ")
	gap := strings.Index(first, "  ")
	if gap < 0 {
		return 0
	}
	return len(line) - len(strings.TrimLeft(first[gap:], " "))
}

// cells is the width of a help text on a terminal: from U+2E80 on there is hardly anything narrow.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}
