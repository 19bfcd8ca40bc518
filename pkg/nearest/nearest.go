// Package nearest finds the known word that a mistyped one was probably meant to be. It must not
// know what the words stand for.
package nearest

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Of is the candidate nearest to word, and false when none is near: more than a third of the letters
// (at least two) would have to change. Case is ignored.
func Of(word string, candidates []string) (string, bool) {
	best, distance := "", max(2, len([]rune(word))/3)+1
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(c)); d < distance {
			best, distance = c, d
		}
	}
	return best, best != ""
}

// Suggest is ` (did you mean "x"?)`, or nothing when no candidate is near.
func Suggest(word string, candidates []string) string {
	if c, ok := Of(word, candidates); ok {
		return ` (did you mean "` + c + `"?)`
	}
	return ""
}
