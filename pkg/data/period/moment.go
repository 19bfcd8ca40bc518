package period

import (
	"strconv"
	"time"
)

const (
	milliDigits  = 13 // NipoPlus: milliseconds since 1970
	packedDigits = 14 // AKASHI: 20260301090000
)

// Moment reads the forms in which the five services send a moment. A day alone is none.
func Moment(text string, zone *time.Location) (time.Time, bool) {
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
