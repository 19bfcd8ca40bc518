package xlsx

import (
	"fmt"
	"math"
	"time"
)

// epochDay is the calendar day of the number 0.
type epochDay uint8

const (
	from1900 epochDay = iota
	from1904          // workbooks of old Macs
)

const shift1904 = 1462 // days between the two

// shown returns a number in the kind and form that its format asks for; ok is false where the number is no such time.
func (e epochDay) shown(value float64, f format) (kind Kind, text string, ok bool) {
	if math.IsNaN(value) || value < 0 || value > 2958466 { // 9999-12-31
		return Number, "", false
	}
	seconds := int64(math.Round(value * day)) // as Excel shows it
	switch f {
	case asLength:
		return Duration, length(seconds), true
	case asClock:
		if seconds < day {
			return Duration, length(seconds), true
		}
		f = asMoment
	}
	days := seconds / day
	switch {
	case e == from1904:
		days += shift1904
	case days < 60:
		days++ // before the day that Excel counts and the calendar does not have
	}
	t := time.Unix(days*day+seconds%day+epoch, 0).UTC()
	if f == asDate && seconds%day == 0 {
		return Date, t.Format(time.DateOnly), true
	}
	return DateTime, t.Format(time.DateTime), true
}

// length writes hours and minutes, and seconds where there are any: "27:30", "9:05:30".
func length(seconds int64) string {
	text := fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}
