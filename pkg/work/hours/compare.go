package hours

import (
	"cmp"
	"iter"
)

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

// Matches returns all kinds.
func Matches() []Match { return []Match{Same, Off, OnlyA, OnlyB, UnfinishedPair} }

// MatchNames returns their names.
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

// Diff returns a − b; false where one of them is unknown.
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

// line is a cell of one of the sheets, or the sum of a person's. The zero line is none.
type line struct {
	who        *Who
	date       Date
	minutes    int
	source     string
	unfinished bool
	next       int // where the one after it begins
}

// line returns the one that begins at a place: a cell, or the sum of a person's.
func (s *Sheet) line(at int, days bool) line {
	if at >= len(s.cells) {
		return line{}
	}
	first := s.cells[at]
	l := line{who: &s.People[first.person], date: first.date, source: s.sourceOf(first), next: at}
	for ; l.next < len(s.cells) && s.cells[l.next].person == first.person && (!days || l.next == at); l.next++ {
		l.minutes += int(s.cells[l.next].minutes)
		l.unfinished = l.unfinished || s.cells[l.next].unfinished
	}
	if !days {
		l.date = 0
	}
	return l
}

// Rows gives the rows, by person and date. Both sheets are in that order, so that they are walked over once.
func (c Comparison) Rows() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		a, b := c.A.line(0, c.Days), c.B.line(0, c.Days)
		for a.who != nil || b.who != nil {
			order := a.order(b)
			if !yield(c.pair(a, b, order)) {
				return
			}
			if order <= 0 {
				a = c.A.line(a.next, c.Days)
			}
			if order >= 0 {
				b = c.B.line(b.next, c.Days)
			}
		}
	}
}

// order returns a number below 0 when l comes first, above 0 when the other does, 0 when they are of the same person and day.
func (l line) order(other line) int {
	switch {
	case other.who == nil:
		return -1
	case l.who == nil:
		return 1
	}
	return cmp.Or(cmp.Compare(l.who.Person, other.who.Person), cmp.Compare(l.date, other.date))
}

func (l line) known() int {
	if l.unfinished {
		return Unknown
	}
	return l.minutes
}

// pair makes a row of one line, or of two.
func (c Comparison) pair(a, b line, order int) Pair {
	switch {
	case order < 0:
		return Pair{Who: *a.who, Date: a.date, A: a.known(), B: Unknown, Kind: kindOf(OnlyA, a), SourceA: a.source}
	case order > 0:
		return Pair{Who: *b.who, Date: b.date, A: Unknown, B: b.known(), Kind: kindOf(OnlyB, b), SourceB: b.source}
	}
	p := Pair{Who: *a.who, Date: a.date, A: a.known(), B: b.known(), SourceA: a.source, SourceB: b.source}
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

// kindOf returns the kind of a row of one line.
func kindOf(kind Match, l line) Match {
	if l.unfinished {
		return UnfinishedPair
	}
	return kind
}
