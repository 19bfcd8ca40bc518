package cli

import (
	"strings"
	"unicode/utf8"
)

// narrowest is how little room a second column may have; with less the terminal's own breaks read better.
const narrowest = 20

// fold breaks lines between words where they are wider than the terminal. Lines that begin at the margin are
// paragraphs, filled anew; indented ones are lists, whose second column stays a column. An indented line without
// one is a command to copy, which stays whole.
func fold(page string, columns int) string {
	var folded, paragraph []string
	flush := func() {
		for _, line := range paragraph {
			if cells(line) > columns {
				paragraph = fill("", joined(paragraph), columns)
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

// joined returns the lines of a paragraph as one, with a blank between two only where neither is Japanese at that end.
func joined(lines []string) string {
	text := lines[0]
	for _, line := range lines[1:] {
		before, _ := utf8.DecodeLastRuneInString(text)
		if after, _ := utf8.DecodeRuneInString(line); !wide(before) && !wide(after) {
			text += " "
		}
		text += line
	}
	return text
}

// fill lays words into lines, the first of which begins with the text given, the others with as many blanks.
func fill(first, text string, columns int) []string {
	var lines []string
	line, empty := first, true
	for _, w := range words(text) {
		gap := ""
		if w.apart && !empty {
			gap = " "
		}
		if !empty && cells(line+gap+w.text) > columns {
			lines = append(lines, line)
			line, gap = strings.Repeat(" ", cells(first)), ""
		}
		line, empty = line+gap+w.text, false
	}
	return append(lines, line)
}

// word is what no line break may stand in: a word, or a character of Japanese with the punctuation that belongs to it.
type word struct {
	text  string
	apart bool // by a blank from what is before it
}

func words(text string) []word {
	const closing, opening = "、。）」』】：；？！ー…・々ゃゅょっァィゥェォャュョッ", "（「『【"
	var all []word
	before := ' ' // the character before, 0 where a line may not end
	for field := range strings.FieldsSeq(text) {
		apart := true
		for _, r := range field {
			switch joined := wide(before) && wide(r); {
			case len(all) > 0 && !apart && (before == 0 || !wide(before) && !wide(r) || strings.ContainsRune(closing, r)):
				all[len(all)-1].text += string(r)
			default:
				all = append(all, word{string(r), apart && !joined})
			}
			apart, before = false, r
			if strings.ContainsRune(opening, r) {
				before = 0
			}
		}
	}
	return all
}

// wide reports whether a character takes two cells; between two such a line may break, and no blank is needed.
func wide(r rune) bool { return r >= 0x2e80 }

// secondColumn returns where the text after the first gap of an indented line begins, 0 when there is none.
func secondColumn(line string) int {
	first := strings.TrimLeft(line, " ")
	gap := strings.Index(first, "  ")
	if gap < 0 {
		return 0
	}
	return len(line) - len(strings.TrimLeft(first[gap:], " "))
}

// cells returns the width of a help text on a terminal: from U+2E80 on there is hardly anything narrow.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}
