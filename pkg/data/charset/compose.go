package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Compose puts a letter and the marks after it into one character where Unicode has one: か and U+3099 become が, as all
// but macOS and some masters write it. Names are compared so. Nothing else changes: full normalization would also
// turn U+FA19, as a name is written, into 神, and U+212B into an Å that CP932 lacks.
func Compose(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		n := norm.NFC.NextBoundaryInString(s, true)
		cluster := s[:n]
		s = s[n:]
		if utf8.RuneCountInString(cluster) > 1 {
			cluster = norm.NFC.String(cluster)
		}
		b.WriteString(cluster)
	}
	return b.String()
}

// Same reports whether two names are the same to the eye: equal once both are composed.
func Same(a, b string) bool {
	return a == b || !ascii(a) && !ascii(b) && Compose(a) == Compose(b)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
