// Package hours holds what people worked: a day of a person as a source has it, sums and comparisons of such days, what is
// missing on a day, and how near somebody is to a limit of hours. It knows no vendor: a vendor's client makes Days of its
// records.
package hours

import "time"

// Day is one person's work on one day, as a source has it.
type Day struct {
	Person     string    // the number by which the source knows the person, else its id
	Date       Date      // the day on which the source counts the work
	Start, End time.Time // zero: the source has none
	Break      int       // minutes of breaks
	Minutes    int       // minutes worked, as the source counts them; Unknown: it can't say
	Source     string    // which of the source's times the minutes are, for people
	Category   Category  // what the source calls the day
}

// Category is what a source calls a day.
type Category uint8

// The categories. A source that tells none leaves NoCategory.
const (
	NoCategory  Category = iota
	WorkingDay           // 労働日
	DayOff               // 所定休日
	LegalDayOff          // 法定休日
	categories
)

// Unknown stands for minutes that a source can't say.
const Unknown = -1

// Worked reports whether there was work on the day, or a sign of it.
func (d Day) Worked() bool { return !d.Start.IsZero() || !d.End.IsZero() || d.Minutes > 0 }

// Unfinished reports whether the day lacks something without which its minutes can't be summed.
func (d Day) Unfinished() bool { return d.Worked() && d.Minutes == Unknown }

// Between returns the whole minutes from one moment to another, seconds cut off both.
func Between(from, to time.Time) int {
	return int(to.Truncate(time.Minute).Sub(from.Truncate(time.Minute)) / time.Minute)
}
