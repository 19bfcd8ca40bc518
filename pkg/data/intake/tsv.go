package intake

import (
	"bytes"
	"strings"
)

// plainTSV reports whether no cell of a TSV begins with a quote: then quotes are characters as any other, as those have it who write
// a line break as \n (genba, jq, databases), and not in quotes (spreadsheets).
func (in *input) plainTSV(comma rune) bool {
	if comma != '\t' || in.escaped {
		return in.escaped
	}
	if in.long != nil {
		return !in.long.quotes
	}
	return !bytes.HasPrefix(in.text, []byte{'"'}) &&
		!bytes.Contains(in.text, []byte("\t\"")) && !bytes.Contains(in.text, []byte("\n\""))
}

// escapes takes the escapes out of the cells of a TSV that is known to have them, and refuses a cell that says one thing or another by
// who wrote the file.
func (in *input) escapes(line int, cells, header []string) error {
	for i, cell := range cells {
		if in.escaped {
			text, ok := unescape(cell)
			if !ok {
				return in.refuse("line %d, column %q: a backslash without t, n, r or another backslash behind it", line, header[i]).
					WithHint("a TSV of a spreadsheet has no such escapes: its format is tsv")
			}
			cells[i] = text
			continue
		}
		if escape := firstEscape(cell); escape != "" {
			return in.refuse("line %d, column %q: %s stands for another character where genba, jq or a database wrote the file, and for itself where a spreadsheet did", line, header[i], escape).
				WithHint("with escapes, the format is tsv-escaped; or hand it in as CSV, JSON or a workbook")
		}
	}
	return nil
}

// firstEscape returns the first escape of a text in which each backslash may begin one; "" of any other text.
func firstEscape(text string) string {
	first := ""
	for at := strings.IndexByte(text, '\\'); at >= 0; {
		if at+1 == len(text) || !strings.ContainsRune(`tnr\`, rune(text[at+1])) {
			return ""
		}
		if first == "" {
			first = text[at : at+2]
		}
		next := strings.IndexByte(text[at+2:], '\\')
		if next < 0 {
			break
		}
		at += 2 + next
	}
	return first
}

// unescape returns what a cell stands for; ok is false when a backslash in it begins no escape.
func unescape(cell string) (text string, ok bool) {
	if strings.IndexByte(cell, '\\') < 0 {
		return cell, true
	}
	if firstEscape(cell) == "" {
		return "", false
	}
	return strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\r`, "\r", `\\`, `\`).Replace(cell), true
}
