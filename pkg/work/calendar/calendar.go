// Package calendar tells working days from days off: weekends, the national holidays of Japan, and a company's own
// holidays. A year whose national holidays nobody has announced is an error, never a guess.
package calendar

import (
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Calendar knows the days off. Make it with New.
type Calendar struct {
	national national
	company  []rule
}

// Options say where the days off come from, beside weekends.
type Options struct {
	File    []byte // the Cabinet Office's syukujitsu.csv; nil: the package's own days
	Company string // the company's holidays, with commas between them: 2026-05-01, 2026-12-29..2027-01-03, or for every year 12-29..01-03
}

// New makes a calendar. remark is told where the file and the package differ: the file counts then.
func New(o Options, remark func(say.Text)) (*Calendar, error) {
	company, err := parseCompany(o.Company)
	if err != nil {
		return nil, err
	}
	c := &Calendar{national: byRules{}, company: company}
	if o.File == nil {
		return c, nil
	}
	days, err := parseFile(o.File)
	if err != nil {
		return nil, err
	}
	for _, difference := range days.against(byRules{}) {
		remark(difference)
	}
	c.national = fileFirst{days, byRules{}}
	return c, nil
}

// Working reports whether people of the company work on a day, as far as the calendar says.
func (c *Calendar) Working(day time.Time) (bool, error) {
	if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		return false, nil
	}
	for _, r := range c.company {
		if r.contains(day) {
			return false, nil
		}
	}
	if !c.national.knows(day.Year()) {
		return false, unknownYear(day)
	}
	return !c.national.off(day), nil
}

// LastBusinessDay returns the last working day before the day of now.
func (c *Calendar) LastBusinessDay(now time.Time) (time.Time, error) {
	const longest = 60 // days; no company is closed for longer
	y, m, d := now.Date()
	for back := 1; back <= longest; back++ {
		day := time.Date(y, m, d-back, 12, 0, 0, 0, now.Location())
		working, err := c.Working(day)
		if err != nil {
			return time.Time{}, err
		}
		if working {
			return day, nil
		}
	}
	return time.Time{}, fault.Errorf(fault.Usage, "there is no working day in the %d days before %s", longest, now.Format(time.DateOnly)).
		WithHint("look at company_holidays")
}

func unknownYear(day time.Time) error {
	return fault.Errorf(fault.Usage, "whether %s is a national holiday is not known: this genba knows those of %d to %d", day.Format(time.DateOnly), firstYear, lastYear).
		WithHint("fetch the Cabinet Office's file syukujitsu.csv, and name it")
}
