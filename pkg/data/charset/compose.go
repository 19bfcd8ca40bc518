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
	if plain(s) || norm.NFC.IsNormalString(s) {
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

// plain reports whether a text has letters alone that no mark is put on and that are no other letter composed: Latin-1, kana, the common
// ideographs. Most texts are such, and looking is quicker than asking Unicode's tables.
func plain(s string) bool {
	for _, c := range s {
		switch {
		case c < 0x300, 0x3400 <= c && c <= 0x9fff, 0x3041 <= c && c <= 0x3096, 0x309b <= c && c <= 0x30ff, 0x3000 <= c && c < 0x302a, 0xff01 <= c && c <= 0xff9f:
		default:
			return false
		}
	}
	return true
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
