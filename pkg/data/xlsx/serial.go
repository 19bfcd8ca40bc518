package xlsx

import (
	"strconv"
	"time"
)

// isTime reports whether the cell is written as a time of the spreadsheet: a negative length, and the days that Excel
// numbers otherwise, are written as text.
func (c *Cell) isTime() bool {
	switch c.Kind {
	case Date, DateTime:
		return c.seconds >= firstDay*day
	case Duration:
		return c.seconds >= 0
	default:
		return false
	}
}

func (c *Cell) style() int {
	switch c.Kind {
	case Date:
		return styleDate
	case DateTime:
		return styleDateTime
	default:
		return styleDuration
	}
}

// appendSerial appends days and ten digits of a fraction, which is exact to the second. It is rounded up: some readers cut where others
// round, and would show a punch a second early, or with hours and minutes alone a minute.
func appendSerial(b []byte, seconds int64) []byte {
	b = strconv.AppendInt(b, seconds/day, 10)
	rest := seconds % day
	if rest == 0 {
		return b
	}
	const scale = 10_000_000_000
	fraction := (rest*scale + day - 1) / day
	// These have ten digits or fewer, but none that a float64 holds exactly: it may lie below.
	if rest%27 == 0 && rest%675 != 0 {
		fraction++
	}
	digits := strconv.AppendInt(make([]byte, 0, 11), scale+fraction, 10)
	digits[0] = '.'
	for digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
	}
	return append(b, digits...)
}

// appendShown appends a time as text, for one that a spreadsheet has no number for.
func (c *Cell) appendShown(b []byte) []byte {
	if c.Kind == Duration {
		return append(b, (time.Duration(c.seconds) * time.Second).String()...)
	}
	layout := time.DateTime
	if c.Kind == Date {
		layout = time.DateOnly
	}
	return time.Unix(c.seconds+epoch, 0).UTC().AppendFormat(b, layout)
}
