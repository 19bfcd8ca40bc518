package cli

import "strings"

// FirstOf returns the first ten of many words.
func FirstOf(words []string) string {
	const most = 10
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:most], ", ") + ", …"
}
