// Package nearest finds the known word that a mistyped one was probably meant to be. It must not
// know what the words stand for.
package nearest

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/genba-cli/genba/pkg/say"
)

// Of returns the candidate nearest to word, and false when none is near: more than one letter and more than a third of them
// (at least two) would have to change, or half of the longer word. Case is ignored.
func Of(word string, candidates []string) (string, bool) {
	best, distance := "", max(2, len([]rune(word))/3)+1
	for _, c := range candidates {
		if d := slips(strings.ToLower(word), strings.ToLower(c)); d < distance && similar(d, max(len([]rune(word)), len([]rune(c)))) {
			best, distance = c, d
		}
	}
	return best, best != ""
}

// similar reports whether so many changes leave a word of the length the same word: --web is not a slip for --yes.
func similar(changes, length int) bool {
	return changes < length && (changes == 1 || 2*changes < length)
}

// slips returns how many letters have to change; two in each other's place are one.
func slips(word, candidate string) int {
	d := levenshtein.ComputeDistance(word, candidate)
	if d == 2 && slices.Equal(sorted(word), sorted(candidate)) {
		return 1
	}
	return d
}

func sorted(word string) []rune {
	letters := []rune(word)
	slices.Sort(letters)
	return letters
}

// Suggest returns ` (did you mean "x"?)`, or a text that says nothing when no candidate is near.
func Suggest(word string, candidates []string) say.Text {
	if c, ok := Of(word, candidates); ok {
		return say.T(" (did you mean %q?)", c)
	}
	return say.Text{}
}
