package intake

import (
	"bytes"
	"strings"
)

// plainTSV reports whether no cell of a TSV begins with a quote: then quotes are characters as any other, as those have it who write
// a line break as \n (genba, jq, databases), and not in quotes (spreadsheets).
func (in *input) plainTSV(comma rune) bool {
	if comma != '\t' {
		return false
	}
	if in.long != nil {
		return !in.long.quotes
	}
	return !bytes.HasPrefix(in.text, []byte{'"'}) &&
		!bytes.Contains(in.text, []byte("\t\"")) && !bytes.Contains(in.text, []byte("\n\""))
}

// escapeProblem refuses a cell of a TSV that says one thing or another by who wrote it.
func (in *input) escapeProblem(line int, cells, header []string) error {
	for i, cell := range cells {
		if escape := firstEscape(cell); escape != "" {
			return in.refuse("line %d, column %q: %s stands for another character where genba, jq or a database wrote the file, and for itself where a spreadsheet did", line, header[i], escape).
				WithHint("hand it in as CSV, JSON or a workbook")
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
