package period

import (
	"strconv"
	"time"
)

const (
	milliDigits  = 13 // NipoPlus: milliseconds since 1970
	packedDigits = 14 // AKASHI: 20260301090000
)

// Moment reads the forms in which the five services send a moment. A day alone is not enough.
func Moment(text string, zone *time.Location) (time.Time, bool) {
	if t, ok := wallClock(text, zone); ok {
		return t, true
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		switch len(text) {
		case milliDigits:
			return time.UnixMilli(n), true
		case packedDigits:
			t, err := time.ParseInLocation("20060102150405", text, zone)
			return t, err == nil
		}
		return time.Time{}, false
	}
	for _, layout := range []string{
		"2006/01/02 15:04:05", time.DateTime, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00",
		"2006/01/02 15:04", "2006-01-02 15:04",
	} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// wallClock reads 2026/03/01 09:00:00, and the same with dashes, which are nearly all that come. Moment reads the other forms, and
// decides about what only looks like these.
func wallClock(text string, zone *time.Location) (time.Time, bool) {
	if len(text) != len(time.DateTime) || text[4] != text[7] || text[4] != '/' && text[4] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return time.Time{}, false
	}
	number := func(from, to int) int {
		n := 0
		for _, c := range []byte(text[from:to]) {
			if c < '0' || c > '9' {
				return -1
			}
			n = n*10 + int(c-'0')
		}
		return n
	}
	year, month, day := number(0, 4), number(5, 7), number(8, 10)
	hour, minute, second := number(11, 13), number(14, 16), number(17, 19)
	if year < 0 || !everyYear(month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, zone), true
}

// everyYear reports whether each year has the day. It leaves out those that some years lack, and the 31st.
func everyYear(month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= 30 && month != 2)
}
