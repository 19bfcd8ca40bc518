package lang

import (
	"slices"
	"strconv"
	"strings"
)

// Verbs returns the verbs of a text in the manner of package fmt, each once, by number and letter, in order; for comparing a text
// with its translation.
func Verbs(text string) []string {
	var verbs []string
	next := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '%' || i+1 == len(text) {
			continue
		}
		i++
		if text[i] == '%' {
			continue
		}
		number := 0
		for ; i+1 < len(text) && strings.IndexByte("+-# 0123456789.[]", text[i]) >= 0; i++ {
			if text[i] == '[' {
				for i++; i < len(text) && text[i] != ']'; i++ {
					number = number*10 + int(text[i]-'0')
				}
			}
		}
		if number > 0 {
			next = number - 1
		}
		next++
		verbs = append(verbs, strconv.Itoa(next)+text[i:i+1])
	}
	slices.Sort(verbs)
	return slices.Compact(verbs)
}
