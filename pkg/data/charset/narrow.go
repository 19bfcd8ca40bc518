package charset

import "strings"

// Narrow returns what was typed with a Japanese keyboard as it is compared: full-width letters, digits and signs (Ａ, １２, －) as those
// of ASCII, an ideographic blank as a blank, and all composed. Half-width katakana stay: they are another spelling.
func Narrow(s string) string {
	if ascii(s) {
		return s
	}
	return Compose(strings.Map(func(c rune) rune {
		switch {
		case '！' <= c && c <= '～':
			return c - '！' + '!'
		case c == '　':
			return ' '
		}
		return c
	}, s))
}
