package logimeter

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Days is a range of calendar days, both ends included.
type Days struct{ First, Last time.Time } // midnights, UTC: a day is a date here and has no zone

// DaysOf returns the days of a span, in the span's zone. The vendor takes no times of day: a span that begins or ends within a
// day is fault.Usage.
func DaysOf(s period.Span) (Days, error) {
	next := s.To.Add(time.Second)
	if clock(s.From) != 0 || clock(next.In(s.From.Location())) != 0 {
		return Days{}, fault.Errorf(fault.Usage, "%s is not whole days, and LOGIMETER makes CSV files of whole days only", s).
			WithHint("give days alone: from %s to %s", s.From.Format(time.DateOnly), s.To.Format(time.DateOnly))
	}
	return Days{date(s.From), date(s.To.In(s.From.Location()))}, nil
}

func clock(t time.Time) int { return t.Hour()*3600 + t.Minute()*60 + t.Second() }

func date(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Len returns the number of days.
func (d Days) Len() int { return int(d.Last.Sub(d.First)/(24*time.Hour)) + 1 }

// In returns the first and the last day, or the only one, in the language of the catalogue.
func (d Days) In(c say.Catalogue) string {
	if d.First.Equal(d.Last) {
		return d.First.Format(time.DateOnly)
	}
	from, to := d.First, d.Last
	return say.T("%d-%02d-%02d to %d-%02d-%02d", from.Year(), from.Month(), from.Day(), to.Year(), to.Month(), to.Day()).In(c)
}

// String returns "2025-03-01 to 2025-03-31", or the only day.
func (d Days) String() string { return d.In(nil) }

// text returns the days as a part of a message.
func (d Days) text() say.Text { return say.T("%s", d) }

// Cut returns the range in chunks of one file each. They are months for types that have a row for a month, so that it does not
// come twice.
func (d Days) Cut(t CSVType) []Days {
	if d.Len() <= CSVDays {
		return []Days{d}
	}
	var chunks []Days
	for first := d.First; !first.After(d.Last); {
		next := first.AddDate(0, 0, CSVDays)
		if t.monthly {
			next = time.Date(first.Year(), first.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		last := next.AddDate(0, 0, -1)
		if last.After(d.Last) {
			last = d.Last
		}
		chunks = append(chunks, Days{first, last})
		first = next
	}
	return chunks
}

// halve returns the range in two halves; it must have two days or more.
func (d Days) halve() (Days, Days) {
	middle := d.First.AddDate(0, 0, d.Len()/2)
	return Days{d.First, middle.AddDate(0, 0, -1)}, Days{middle, d.Last}
}
