package hours

import "iter"

// Match is what a comparison says of a person's day.
type Match string

// The kinds of rows of a comparison.
const (
	Same           Match = "match"
	Off            Match = "off"
	OnlyA          Match = "only-a"
	OnlyB          Match = "only-b"
	UnfinishedPair Match = "unfinished" // one of the two can't be summed
)

// Matches are all kinds.
func Matches() []Match { return []Match{Same, Off, OnlyA, OnlyB, UnfinishedPair} }

// MatchNames are their names.
func MatchNames() []string {
	var names []string
	for _, m := range Matches() {
		names = append(names, string(m))
	}
	return names
}

// Pair is one row of a comparison. Minutes that a source does not have, or can't sum, are Unknown.
type Pair struct {
	Who              Who
	Date             Date // 0: of several days
	A, B             int
	Kind             Match
	SourceA, SourceB string
}

// Diff is a − b; false where one of them is unknown.
func (p Pair) Diff() (minutes int, known bool) { return p.A - p.B, p.A != Unknown && p.B != Unknown }

// Coverage says how far two sources are about the same people.
type Coverage struct{ Both, OnlyA, OnlyB, Unmapped int }

// Comparison is two sheets side by side.
type Comparison struct {
	A, B      *Sheet
	Tolerance int  // minutes; a difference of as many is none
	Days      bool // a row for each person and day, else one for each person
}

// Coverage counts people.
func (c Comparison) Coverage() Coverage {
	var found Coverage
	unmapped := map[string]bool{}
	for _, who := range c.A.People {
		if _, both := c.B.index[who.Person]; both {
			found.Both++
		} else {
			found.OnlyA++
		}
		unmapped[who.Person] = who.Unmapped
	}
	for _, who := range c.B.People {
		if _, both := c.A.index[who.Person]; !both {
			found.OnlyB++
		}
		unmapped[who.Person] = unmapped[who.Person] || who.Unmapped
	}
	for _, is := range unmapped {
		if is {
			found.Unmapped++
		}
	}
	return found
}

// line is a cell of one of the sheets, or the sum of a person's.
type line struct {
	who        Who
	date       Date
	minutes    int
	source     string
	unfinished bool
}

// lines walks over a sheet's cells, or the sums of its people.
func (s *Sheet) lines(days bool) iter.Seq[line] {
	return func(yield func(line) bool) {
		for i := 0; i < len(s.cells); {
			c := s.cells[i]
			l := line{who: s.People[c.person], date: c.date, source: s.sourceOf(c)}
			for first := i; i < len(s.cells) && s.cells[i].person == c.person && (!days || i == first); i++ {
				l.minutes += int(s.cells[i].minutes)
				l.unfinished = l.unfinished || s.cells[i].unfinished
			}
			if !days {
				l.date = 0
			}
			if !yield(l) {
				return
			}
		}
	}
}

// Rows gives the rows, by person and date. Both sheets are in that order, so that they are walked over once.
func (c Comparison) Rows() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		nextA, stopA := iter.Pull(c.A.lines(c.Days))
		defer stopA()
		nextB, stopB := iter.Pull(c.B.lines(c.Days))
		defer stopB()
		a, inA := nextA()
		b, inB := nextB()
		for inA || inB {
			first := 0
			switch {
			case !inB || inA && before(a, b):
				first = -1
			case !inA || before(b, a):
				first = 1
			}
			var p Pair
			switch {
			case first < 0:
				p = Pair{Who: a.who, Date: a.date, A: a.known(), B: Unknown, Kind: OnlyA, SourceA: a.source}
			case first > 0:
				p = Pair{Who: b.who, Date: b.date, A: Unknown, B: b.known(), Kind: OnlyB, SourceB: b.source}
			default:
				p = c.pair(a, b)
			}
			if p.Kind != Same && (first <= 0 && a.unfinished || first >= 0 && b.unfinished) {
				p.Kind = UnfinishedPair
			}
			if !yield(p) {
				return
			}
			if first <= 0 {
				a, inA = nextA()
			}
			if first >= 0 {
				b, inB = nextB()
			}
		}
	}
}

func before(a, b line) bool {
	if a.who.Person != b.who.Person {
		return a.who.Person < b.who.Person
	}
	return a.date < b.date
}

func (l line) known() int {
	if l.unfinished {
		return Unknown
	}
	return l.minutes
}

func (c Comparison) pair(a, b line) Pair {
	p := Pair{Who: a.who, Date: a.date, A: a.known(), B: b.known(), SourceA: a.source, SourceB: b.source}
	if p.Who.Name == "" {
		p.Who.Name = b.who.Name
	}
	switch diff, known := p.Diff(); {
	case !known:
		p.Kind = UnfinishedPair
	case max(diff, -diff) <= c.Tolerance:
		p.Kind = Same
	default:
		p.Kind = Off
	}
	return p
}
