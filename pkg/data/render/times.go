package render

import (
	"strconv"
	"time"
)

// TimeWriter writes a vendor's time for people; ok is false for a text that is none, which then stays as it was sent.
type TimeWriter func(text string) (written string, ok bool)

// RawTimes leaves every time as it was sent, in tables, too.
func RawTimes() TimeWriter { return func(text string) (string, bool) { return text, true } }

// TimesIn writes times as 2026-03-01 09:00:00 in a zone. One that was sent without a zone is of the zone sent.
func TimesIn(zone, sent *time.Location) TimeWriter {
	return func(text string) (string, bool) {
		t, ok := parseTime(text, sent)
		if !ok {
			return text, false
		}
		return t.In(zone).Format(time.DateTime), true
	}
}

const (
	milliDigits  = 13 // NipoPlus: milliseconds since 1970
	packedDigits = 14 // AKASHI: 20260301090000
)

// parseTime reads the forms in which the five services send a moment. A day alone is none.
func parseTime(text string, zone *time.Location) (time.Time, bool) {
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
