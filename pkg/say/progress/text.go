package progress

import (
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
)

// thousands returns n as people read it: 1,234,567.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// width returns the terminal's, or 80 where it does not say.
func width(out *os.File) int {
	if columns, _, err := term.GetSize(int(out.Fd())); err == nil && columns > 0 {
		return columns
	}
	return 80
}

// fit cuts a text so that it stays on one line of the terminal beside the spinner. It counts bytes, as the spinner
// does: of a text that it takes for longer than the line it would wipe lines above, which are not its own.
func fit(text string, columns int) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	const beside = 4 // the spinner, a blank, and room for the cursor
	n := max(columns-beside, 0)
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}
