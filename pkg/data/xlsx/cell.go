package xlsx

import (
	"strconv"
	"time"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of a cell. Empty is the zero value.
const (
	Empty    Kind = iota
	Text          // shown and kept as text, also where it looks like a number
	Number        // digits as they were sent; more than a spreadsheet keeps exactly are written as text
	Bool          // "true" or "false"
	Date          // a day
	DateTime      // a moment as the clock on the wall shows it, to the second
	Duration      // hours and minutes, also over 24 hours
	Error         // read only: what a formula could not calculate, such as #N/A
	Formula       // read only: a formula whose result the file does not hold
)

// Cell is one value of a row to be written.
type Cell struct {
	Kind Kind
	Text []byte // of Text, Number and Bool; read before Row returns

	seconds int64 // of Date, DateTime and Duration
}

// TextCell returns a cell of text.
func TextCell(text []byte) Cell { return Cell{Kind: Text, Text: text} }

// NumberCell returns a cell of the number that the digits of a JSON number stand for.
func NumberCell(digits []byte) Cell { return Cell{Kind: Number, Text: digits} }

// BoolCell returns a cell of TRUE or FALSE.
func BoolCell(b bool) Cell {
	if b {
		return Cell{Kind: Bool, Text: []byte("true")}
	}
	return Cell{Kind: Bool, Text: []byte("false")}
}

// DateTimeCell returns a cell of the wall clock of t in its location. A workbook has no zones.
func DateTimeCell(t time.Time) Cell { return Cell{Kind: DateTime, seconds: wallClock(t)} }

// DateCell returns a cell of the calendar day of t in its location.
func DateCell(t time.Time) Cell {
	y, m, d := t.Date()
	return Cell{Kind: Date, seconds: wallClock(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))}
}

// DurationCell returns a cell of a length of time, shown as hours and minutes. It must not be negative.
func DurationCell(d time.Duration) Cell { return Cell{Kind: Duration, seconds: int64(d / time.Second)} }

const day = 24 * 60 * 60

// firstDay is the day that a spreadsheet numbers 61. The days before it are numbered differently by Excel and the others,
// because Excel takes 1900 for a leap year.
const firstDay = 61

// epoch is the day number 0 of a spreadsheet, in seconds from 1970: 1899-12-30.
const epoch = -25569 * day

// wallClock returns seconds from the spreadsheet's day 0 to what the clock shows.
func wallClock(t time.Time) int64 {
	_, offset := t.Zone()
	return t.Unix() + int64(offset) - epoch
}

// exact is how many significant digits of a number a spreadsheet keeps.
const exact = 15

// keeps reports whether a spreadsheet keeps every digit of the number.
func keeps(digits []byte) bool {
	n := 0
	for _, c := range digits {
		switch {
		case c == 'e' || c == 'E':
			return n <= exact && inRange(digits)
		case c >= '1' && c <= '9' || c == '0' && n > 0:
			n++
		}
	}
	return n <= exact
}

// inRange reports whether the number is one that a spreadsheet has.
func inRange(digits []byte) bool {
	_, err := strconv.ParseFloat(string(digits), 64)
	return err == nil
}
