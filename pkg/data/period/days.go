package period

import "time"

// Midnight returns the first instant of a calendar day in loc; month and day are normalised as time.Date
// does (day 0 is the last of the month before). Where clocks skip midnight it is the first instant
// after the gap, where they pass it twice the first pass.
func Midnight(year int, month time.Month, day int, loc *time.Location) time.Time {
	wanted := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	year, month, day = wanted.Date()
	t := time.Date(year, month, day, 0, 0, 0, 0, loc)
	start, end := t.ZoneBounds()
	_, offset := t.Zone()
	// Where there is no midnight, time.Date may choose the zone before or after the gap.
	switch clock := t.Add(time.Duration(offset) * time.Second); {
	case clock.Before(wanted):
		return end
	case clock.After(wanted):
		return start
	case start.IsZero(): // a zone without changes
		return t
	}
	_, before := start.Add(-time.Second).Zone()
	if earlier := t.Add(time.Duration(offset-before) * time.Second); earlier.Before(start) {
		return earlier // the clock was put back over midnight: the day began before that
	}
	return t
}

// Days returns the number of calendar days that the span touches.
func (s Span) Days() int { return len(s.CutDays(1)) }

// CutDays cuts the span into pieces of at most n calendar days, for vendors whose windows are dates.
// Pieces begin at midnight (the first at From) and end with a day's last second (the last at To).
func (s Span) CutDays(n int) []Span {
	n = max(n, 1)
	loc := s.From.Location()
	year, month, day := s.From.Date()
	var pieces []Span
	for from := s.From; !from.After(s.To); {
		day += n
		next := Midnight(year, month, day, loc)
		if !next.After(from) {
			continue // a zone that moved over the date line left this day out
		}
		to := next.Add(-time.Second)
		if to.After(s.To) {
			to = s.To.In(loc)
		}
		pieces = append(pieces, Span{from, to})
		from = next
	}
	return pieces
}
