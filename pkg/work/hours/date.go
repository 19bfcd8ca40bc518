package hours

import "time"

// Date is a day of the calendar, counted from 1970-01-01: months of days are kept for thousands of people.
type Date int32

const secondsOfDay = 24 * 60 * 60

// DateOf returns the calendar day of a moment in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// String returns the day as 2026-03-01.
func (d Date) String() string { return d.in().Format(time.DateOnly) }

func (d Date) in() time.Time { return time.Unix(int64(d)*secondsOfDay, 0).UTC() }

// Append appends the day as String has it.
func (d Date) Append(dst []byte) []byte { return d.in().AppendFormat(dst, time.DateOnly) }
