package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/calendar"
)

// lastBusinessDay is a word for --from and --to: the last working day before today.
const lastBusinessDay = "last-business-day"

// holidaysLimit is more than the Cabinet Office's file will ever be.
const holidaysLimit = 4 << 20

// HolidaysFlag adds --holidays to a command whose days are business days.
func (r *Range) HolidaysFlag(c *cobra.Command) {
	c.Flags().StringVar(&r.Holidays, "holidays", "", "the Cabinet Office's syukujitsu.csv, for last-business-day (default: holidays of the config, else those that genba knows)")
	_ = c.MarkFlagFilename("holidays", "csv")
}

// Calendar returns the calendar of working days: weekends, national holidays, company_holidays of the config. file is what
// --holidays names; empty: the config's.
func (a *App) Calendar(file string) (*calendar.Calendar, error) {
	c, err := a.Config()
	if err != nil {
		return nil, err
	}
	if file == "" {
		file, _ = c.Global("holidays")
	}
	var o calendar.Options
	o.Company, _ = c.Global("company_holidays")
	if file != "" {
		if err := a.spare(file); err != nil {
			return nil, err
		}
		if o.File, err = readHolidays(file); err != nil {
			return nil, err
		}
	}
	return calendar.New(o, func(remark say.Text) { a.Warn("%s", remark) })
}

// DaysOff returns the days of a span, weekends left out, on which nobody works. In a year that the calendar does not know they are
// those of the company alone, which is said.
func (a *App) DaysOff(span period.Span, file string) ([]string, error) {
	c, err := a.Calendar(file)
	if err != nil {
		return nil, err
	}
	var off []string
	var unknown error
	for day := span.From; !day.After(span.To); day = day.AddDate(0, 0, 1) {
		working, err := c.Working(day)
		if err != nil {
			unknown = err
			continue
		}
		if weekday := day.Weekday(); !working && weekday != time.Saturday && weekday != time.Sunday {
			off = append(off, day.Format(time.DateOnly))
		}
	}
	if unknown != nil {
		a.Warn("%v", unknown)
	}
	return off, nil
}

func readHolidays(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, fault.Errorf(fault.Usage, "the file of holidays %q can't be read: %w", path, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, holidaysLimit+1))
	if err == nil && len(text) <= holidaysLimit {
		text, err = charset.FromUTF16(text)
	}
	switch {
	case err != nil:
		return nil, fault.Errorf(fault.Usage, "the file of holidays %q can't be read: %w", path, err)
	case len(text) > holidaysLimit:
		return nil, fault.Errorf(fault.Usage, "the file of holidays %q is too long to be one", path)
	}
	return text, nil
}

// businessDay writes the day for the word last-business-day; other values stay as they are.
func (r *Range) businessDay(a *App, value string, now time.Time) (string, error) {
	if !isBusinessDay(value) {
		return value, nil
	}
	c, err := a.Calendar(r.Holidays)
	if err != nil {
		return "", err
	}
	day, err := c.LastBusinessDay(now)
	return day.Format(time.DateOnly), err
}

func isBusinessDay(value string) bool {
	return strings.EqualFold(strings.TrimSpace(value), lastBusinessDay)
}

// withBusinessDays returns the range with days in place of the word last-business-day.
func (r Range) withBusinessDays(a *App, now time.Time) (Range, error) {
	var err error
	for _, value := range []*string{&r.From, &r.To} {
		if *value, err = r.businessDay(a, *value, now); err != nil {
			return r, err
		}
	}
	return r, nil
}
