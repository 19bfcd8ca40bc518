package hours

import (
	"slices"
	"time"
)

// Kind is a kind of gap in a person's day.
type Kind string

// The kinds of gaps, in the order in which they are listed.
const (
	NoStart        Kind = "no-start"         // an end without a start
	NoEnd          Kind = "no-end"           // a start without an end
	NoneAtAll      Kind = "none-at-all"      // neither, on a working day
	BreakShort     Kind = "break-short"      // less break than the law wants for so much work
	Over24Hours    Kind = "over-24h"         // more than 24 hours from start to end
	EndBeforeStart Kind = "end-before-start" // the end lies before the start
)

// Kinds returns all kinds.
func Kinds() []Kind {
	return []Kind{NoStart, NoEnd, NoneAtAll, BreakShort, Over24Hours, EndBeforeStart}
}

// breakRules are those of the Labour Standards Act, article 34: both hold for more than so much work, not from it on.
var breakRules = []struct{ over, least int }{{8 * 60, 60}, {6 * 60, 45}}

// GapRules say what counts as a gap now.
type GapRules struct {
	Now time.Time
	// UnderWay is how long after its start a shift without an end may still be going on.
	UnderWay time.Duration
}

// Gaps returns the kinds of gaps of a day. underWay reports that the day has no end and may still be going on.
func (r GapRules) Gaps(d Day) (kinds []Kind, underWay bool) {
	start, end := !d.Start.IsZero(), !d.End.IsZero()
	today := DateOf(r.Now)
	switch {
	case !start && !end:
		if d.Category == WorkingDay && d.Date < today { // a day that is not over may still be worked on
			kinds = append(kinds, NoneAtAll)
		}
		return kinds, false
	case !start:
		return []Kind{NoStart}, false
	case !end && r.Now.Sub(d.Start) < r.UnderWay:
		return nil, true
	case !end:
		return []Kind{NoEnd}, false
	case d.End.Before(d.Start):
		return []Kind{EndBeforeStart}, false
	}
	if shortOfBreak(Between(d.Start, d.End)-d.Break, d.Break) {
		kinds = append(kinds, BreakShort)
	}
	if d.End.Sub(d.Start) > 24*time.Hour {
		kinds = append(kinds, Over24Hours)
	}
	return kinds, false
}

// longDuty is from how long on a duty over midnight is followed by a day of rest (明け): nights of 16 hours in hospitals, 24 hours of guards.
// Those who work twelve hours come again in the evening.
const longDuty = 15 * time.Hour

// Rests reports whether a day without punches is the rest after a long duty that ended on it; before is the person's last day of work.
func (d Day) Rests(before Day) bool {
	return before.Date == d.Date-1 && DateOf(before.End) == d.Date && before.End.Sub(before.Start) >= longDuty && !before.Start.IsZero()
}

func shortOfBreak(worked, rest int) bool {
	for _, rule := range breakRules {
		if worked > rule.over {
			return rest < rule.least
		}
	}
	return false
}

// ParseKinds reads names of kinds; a name that is none comes back.
func ParseKinds(names []string) (kinds []Kind, unknown string) {
	for _, name := range names {
		if !slices.Contains(Kinds(), Kind(name)) {
			return nil, name
		}
		kinds = append(kinds, Kind(name))
	}
	return kinds, ""
}
