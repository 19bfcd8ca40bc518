package convert

import (
	"bytes"
	"slices"
	"testing"
)

// FuzzCommas holds commas against a search one by one.
func FuzzCommas(f *testing.F) {
	f.Add([]byte("a,b,,\x2d\x2b\xac,12345678,,,,,,,,"))
	f.Add([]byte(",,,,,,,,,"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, text []byte) {
		var want []int
		for i, c := range text {
			if c == ',' {
				want = append(want, i)
			}
		}
		want = append(want, len(text))
		got := make([]int, len(want))
		if !commas(text, got) || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
		if commas(text, make([]int, len(want)+1)) || len(want) > 1 && commas(text, make([]int, len(want)-1)) {
			t.Errorf("%q has %d commas", text, bytes.Count(text, []byte(",")))
		}
	})
}
