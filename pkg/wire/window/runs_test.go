package window

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// The numbers stand for items; two items of the same tens are equal, and must keep their order.
func TestSortRuns(t *testing.T) {
	byTens := func(a, b int32) int { return cmp.Compare(a/10, b/10) }
	random := rand.New(rand.NewPCG(1, 2))
	cases := [][]int32{{}, {5}, {1, 2}, {30, 20, 10}, {11, 12, 13}, {13, 12, 11}, {10, 50, 90, 20, 60, 30, 70, 40}, {95, 15, 94, 14, 93, 13}}
	for n := range 300 {
		var c []int32
		for range n {
			c = append(c, random.Int32N(200))
		}
		cases = append(cases, c)
	}
	for _, c := range cases {
		want := slices.Clone(c)
		slices.SortStableFunc(want, byTens)
		if got, _ := sortRuns(slices.Clone(c), make([]int32, len(c)), byTens); !slices.Equal(got, want) {
			t.Fatalf("%v\ngot  %v\nwant %v", c, got, want)
		}
	}
}
