package logimeter

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Days is a range of calendar days, both ends included.
type Days struct{ First, Last time.Time } // midnights, UTC: a day is a date here and has no zone

// DaysOf is the range that a span of whole days stands for, in the span's zone. The vendor knows no times: a span that
// begins or ends within a day is fault.Usage.
func DaysOf(s period.Span) (Days, error) {
	next := s.To.Add(time.Second)
	if clock(s.From) != 0 || clock(next.In(s.From.Location())) != 0 {
		return Days{}, fault.Errorf(fault.Usage, "%s is not whole days, and LOGIMETER makes CSV files of whole days only", s).
			WithHint("give days alone: --from %s --to %s", s.From.Format(time.DateOnly), s.To.Format(time.DateOnly))
	}
	return Days{date(s.From), date(s.To.In(s.From.Location()))}, nil
}

func clock(t time.Time) int { return t.Hour()*3600 + t.Minute()*60 + t.Second() }

func date(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Len is the number of days.
func (d Days) Len() int { return int(d.Last.Sub(d.First)/(24*time.Hour)) + 1 }

// String is "2025-03-01 to 2025-03-31", or the one day.
func (d Days) String() string {
	if d.First.Equal(d.Last) {
		return d.First.Format(time.DateOnly)
	}
	return d.First.Format(time.DateOnly) + " to " + d.Last.Format(time.DateOnly)
}

// Cut is the range in pieces that one file each may hold. Pieces are months where a month may be one row, so that it
// does not come twice.
func (d Days) Cut(t CSVType) []Days {
	if d.Len() <= CSVDays {
		return []Days{d}
	}
	var pieces []Days
	for first := d.First; !first.After(d.Last); {
		next := first.AddDate(0, 0, CSVDays)
		if t.monthly {
			next = time.Date(first.Year(), first.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		last := next.AddDate(0, 0, -1)
		if last.After(d.Last) {
			last = d.Last
		}
		pieces = append(pieces, Days{first, last})
		first = next
	}
	return pieces
}

// halve is the range in two; it must have two days or more.
func (d Days) halve() (Days, Days) {
	middle := d.First.AddDate(0, 0, d.Len()/2)
	return Days{d.First, middle.AddDate(0, 0, -1)}, Days{middle, d.Last}
}
