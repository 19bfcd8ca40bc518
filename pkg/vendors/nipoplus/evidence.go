package nipoplus

import (
	"cmp"
	"slices"

	"github.com/genba-cli/genba/pkg/data/period"
)

// evidence is what answers tell of the clock that the vendor goes by: all entries lie by it in what was asked for, and
// they come sorted by it, one way or the other.
type evidence struct{ fits, sorted []bool }

func newEvidence(clocks int) evidence {
	return evidence{slices.Repeat([]bool{true}, clocks), slices.Repeat([]bool{true}, clocks)}
}

// learn takes one answer as it came. ask is nil where no range was given.
func (v evidence) learn(entries []entry, ask *period.Span) {
	if ask != nil {
		for i, fits := range fitting(entries, *ask) {
			v.fits[i] = v.fits[i] && fits
		}
	}
	for i := range v.sorted {
		up := func(a, b entry) int { return cmp.Compare(a.times[i], b.times[i]) }
		down := func(a, b entry) int { return up(b, a) }
		v.sorted[i] = v.sorted[i] && (slices.IsSortedFunc(entries, up) || slices.IsSortedFunc(entries, down))
	}
}

// clock returns the first one for which all speaks, else the first that is not disproved, which then is sure enough to place
// entries by it; else the first.
func (v evidence) clock() (clock int, sure bool) {
	for i, fits := range v.fits {
		if fits && v.sorted[i] {
			return i, true
		}
	}
	i := slices.Index(v.fits, true)
	return max(i, 0), i >= 0
}
