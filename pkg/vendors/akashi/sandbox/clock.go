package sandbox

import (
	"strings"
	"time"
)

// jst returns the zone of the vendor's clock. A fixed zone: no zone data is needed on the machine.
func jst() *time.Location { return time.FixedZone("JST", 9*60*60) }

const (
	dateTime = "2006/01/02 15:04:05"
	date     = "2006/01/02"
)

func startOfDay(t time.Time) time.Time {
	y, m, d := t.In(jst()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, jst())
}

// addMonths keeps to the last day of a shorter month, where AddDate would run into the next one.
func addMonths(t time.Time, n int) time.Time {
	to := t.AddDate(0, n, 0)
	if to.Day() != t.Day() {
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

// parseInstant reads yyyymmddHHMMSS. Eight digits, as in the document's first example, are midnight
// at either end: the reading that loses the last day.
func parseInstant(s string) (time.Time, bool) {
	if strings.Trim(s, "0123456789") != "" || len(s) != 8 && len(s) != 14 {
		return time.Time{}, false
	}
	layout := "20060102150405"
	t, err := time.ParseInLocation(layout[:len(s)], s, jst())
	return t, err == nil
}

func parseDay(s string) (time.Time, bool) {
	if len(s) != len("20060102") {
		return time.Time{}, false
	}
	return parseInstant(s)
}
