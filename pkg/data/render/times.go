package render

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
)

// TimeWriter writes a vendor's time for people; ok is false for a text that is no time, which then stays as it was sent.
type TimeWriter func(text string) (written string, ok bool)

// RawTimes leaves every time as it was sent, in tables, too.
func RawTimes() TimeWriter { return func(text string) (string, bool) { return text, true } }

// TimesIn writes times as 2026-03-01 09:00:00 in a zone. One that was sent without a zone is of the zone sent.
func TimesIn(zone, sent *time.Location) TimeWriter {
	return func(text string) (string, bool) {
		t, ok := period.Moment(text, sent)
		if !ok {
			return text, false
		}
		return t.In(zone).Format(time.DateTime), true
	}
}
