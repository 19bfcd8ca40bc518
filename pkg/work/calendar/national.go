package calendar

import (
	"time"

	"github.com/rickar/cal/v2/jp"
)

// The years for which the package's rules were compared with the Cabinet Office's file, day by day. The days of a later year
// are law only when they have been announced, in February of the year before.
const (
	firstYear = 2022
	lastYear  = 2027
)

// national are the national holidays.
type national interface {
	knows(year int) bool
	off(day time.Time) bool
}

// byRules are the days that the package computes.
type byRules struct{}

func (byRules) knows(year int) bool { return firstYear <= year && year <= lastYear }

func (byRules) off(day time.Time) bool {
	y, m, d := day.Date()
	same := func(t time.Time) bool {
		year, month, dom := t.Date()
		return year == y && month == m && dom == d
	}
	for _, h := range jp.Holidays {
		if actual, observed := h.Calc(y); same(actual) || same(observed) {
			return true
		}
	}
	return false
}

// fileFirst are the days of a file for the years that it has, and those of the rules for the others.
type fileFirst struct {
	file  fileDays
	rules byRules
}

func (f fileFirst) knows(year int) bool { return f.file.knows(year) || f.rules.knows(year) }

func (f fileFirst) off(day time.Time) bool {
	if f.file.knows(day.Year()) {
		return f.file.off(day)
	}
	return f.rules.off(day)
}
