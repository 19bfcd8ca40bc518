package record

import (
	"iter"
	"unicode/utf8"
)

// Pieces yields the compact JSON of the value piece by piece, which share its bytes: [Value.AppendJSON] without a copy. None ends
// inside a token but for the longest strings, and none inside a character.
func (v Value) Pieces() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		from := 0
		out := func(end int) bool { return end == from || yield(v[from:end]) }
		for i := 0; i < len(v); {
			switch c := v[i]; {
			case c == '"':
				i = skipString(v, i+1)
			case c <= ' ':
				if !out(i) {
					return
				}
				i = skipSpace(v, i)
				from = i
			default:
				i++
			}
			for ; i-from >= longestPiece; from += cut(v[from:i]) {
				if !yield(v[from : from+cut(v[from:i])]) {
					return
				}
			}
		}
		out(len(v))
	}
}

// longestPiece is how many bytes of a value are given at once.
const longestPiece = 1 << 18

// cut returns how much of b, which is longer, is one piece: it ends between two characters.
func cut(b []byte) int {
	if len(b) == longestPiece {
		return longestPiece
	}
	end := longestPiece
	for end > longestPiece-utf8.UTFMax && !utf8.RuneStart(b[end]) {
		end--
	}
	return end
}
