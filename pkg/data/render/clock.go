package render

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
)

// Clock reads a vendor's time and returns it as a clock in the wanted zone shows it; ok is false for a text that is no time. It is
// for formats that hold times as such.
type Clock func(text string) (at time.Time, ok bool)

// ClockIn reads times for a zone. One that was sent without a zone is of the zone sent.
func ClockIn(zone, sent *time.Location) Clock {
	return func(text string) (time.Time, bool) {
		t, ok := period.Moment(text, sent)
		return t.In(zone), ok
	}
}

// parseDay reads the forms in which the five services send a day.
func parseDay(text string) (time.Time, bool) {
	for _, layout := range []string{time.DateOnly, "2006/01/02", "20060102"} {
		if len(text) != len(layout) {
			continue
		}
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parseHours reads hours and minutes, with seconds or not: "8:00", "27:30", "09:05:30".
func parseHours(text string) (time.Duration, bool) {
	var part [3]int
	n, digits := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9' && digits < 4:
			part[n] = part[n]*10 + int(c-'0')
			digits++
		case c == ':' && digits > 0 && n < 2:
			n, digits = n+1, 0
		default:
			return 0, false
		}
		if n > 0 && (digits > 2 || part[n] > 59) {
			return 0, false
		}
	}
	if n == 0 || digits != 2 {
		return 0, false
	}
	return time.Duration(part[0])*time.Hour + time.Duration(part[1])*time.Minute + time.Duration(part[2])*time.Second, true
}
