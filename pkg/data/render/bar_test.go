package render_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/data/render"
)

func TestBars(t *testing.T) {
	for _, c := range []struct {
		amount, full int
		plain        bool
		marks        []int
		want         string
	}{
		{0, 100, false, nil, ""},
		{100, 100, false, []int{100}, "████████|"},
		{50, 100, false, []int{60, 80}, "████| |"},
		{1, 1000, false, nil, "▏"},         // what is there is seen
		{-5, 100, false, nil, ""},          // nothing is below nothing
		{500, 100, false, nil, "████████"}, // nothing is above the scale
		{55, 100, true, []int{100}, "####    |"},
		{10, 0, false, []int{5}, ""},
	} {
		if got := render.Bar(c.amount, c.full, 8, c.plain, c.marks...); got != c.want {
			t.Errorf("Bar(%d of %d) = %q, want %q", c.amount, c.full, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b  int
		plain bool
		want  string
	}{{100, 50, false, "████▀▀▀▀"}, {50, 100, false, "████▄▄▄▄"}, {100, 100, true, "########"}, {-1, 25, true, ".."}, {1, -1, false, "▀"}, {-1, -1, false, ""}} {
		if got := render.PairBar(c.a, c.b, 100, 8, c.plain); got != c.want {
			t.Errorf("PairBar(%d, %d) = %q, want %q", c.a, c.b, got, c.want)
		}
	}
}
