package hours

import (
	"cmp"
	"iter"
	"slices"
)

// Limit is what people's hours are held against.
type Limit struct {
	Minutes int   // the limit
	Base    int   // minutes that count as none: those of ordinary work
	Stages  []int // percents, rising
}

// Reached is somebody at a stage.
type Reached struct {
	Who     Who
	Minutes int // beyond the base
	Percent int // of the limit, cut down to whole ones
	Stage   int
}

// Watch gives those who have reached a stage, each once with the highest one, by department where so wanted, else by person.
// Unfinished days are not among the minutes.
func (s *Sheet) Watch(l Limit, byDepartment bool) iter.Seq[Reached] {
	var list []Reached
	for sum := range s.Sums(ByPerson) {
		r := Reached{Who: sum.Who, Minutes: max(sum.Minutes-l.Base, 0)}
		r.Percent = r.Minutes * 100 / l.Minutes
		for _, stage := range l.Stages {
			if r.Minutes*100 >= stage*l.Minutes {
				r.Stage = stage
			}
		}
		if r.Stage > 0 {
			list = append(list, r)
		}
	}
	if byDepartment {
		slices.SortStableFunc(list, func(a, b Reached) int { return cmp.Compare(a.Who.Department, b.Who.Department) })
	}
	return slices.Values(list)
}
