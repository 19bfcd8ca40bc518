package say

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// backslashed is something filled in that has a backslash, such as a path of Windows: %q shows it as it is typed, where fmt would
// write each backslash twice. What can't be printed is escaped as %q does it.
type backslashed string

// Format prints the text for a verb of package fmt.
func (b backslashed) Format(s fmt.State, verb rune) {
	text := string(b)
	if verb == 'q' && strconv.Quote(strings.ReplaceAll(text, `\`, "/")) == `"`+strings.ReplaceAll(text, `\`, "/")+`"` {
		_, _ = io.WriteString(s, `"`+text+`"`) // to a buffer of package fmt
		return
	}
	_, _ = fmt.Fprintf(s, fmt.FormatString(s, verb), text)
}
