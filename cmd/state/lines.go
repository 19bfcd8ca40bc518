package state

import (
	"bytes"
	"iter"
)

// lines yields the lines that are not empty, with their numbers from 0.
func lines(text []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		n := 0
		for l := range bytes.Lines(text) {
			if l = bytes.TrimSpace(l); len(l) > 0 && !yield(n, l) {
				return
			}
			n++
		}
	}
}
