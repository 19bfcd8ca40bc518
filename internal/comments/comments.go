// Package comments holds the house to one way of commenting functions: the name first, then a verb that says what the function
// does ("returns", "reports whether", "reads").
package comments

import (
	"fmt"
	"slices"
	"strings"
)

// Problem returns what is wrong with the comment of a function, or "". A predicate returns one bool and nothing else.
func Problem(name, comment string, predicate bool) string {
	words := strings.Fields(comment)
	switch {
	case len(words) == 0 || words[0] != name:
		return "the comment does not begin with the name"
	case len(words) == 1:
		return "the comment says nothing"
	case slices.Contains([]string{"is", "are", "was", "were", "must", "the", "a", "an"}, words[1]):
		return fmt.Sprintf("%q is no verb of what it does; write returns, reads, reports whether …", words[1])
	case len(words) > 2 && words[2] == "whether" && slices.Contains([]string{"says", "tells"}, words[1]):
		return `write "reports whether"`
	case predicate && slices.Contains([]string{"returns", "says", "tells"}, words[1]):
		return `a function that returns true or false "reports whether"`
	}
	return ""
}
