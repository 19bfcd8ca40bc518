package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/calendar"
)

// announced are the weekdays off of two years, as two copies of the Cabinet Office's file have them.
const announced = `2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-04 2026-05-05 2026-05-06 2026-07-20 2026-08-11
2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-22 2027-04-29 2027-05-03 2027-05-04 2027-05-05 2027-07-19 2027-08-11
2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23`

func at(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation("2006-01-02 15:04", day+" 23:30", time.FixedZone("JST", 9*60*60)) // in UTC it is the same day only until 9:00
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func made(t *testing.T, o calendar.Options) (*calendar.Calendar, string) {
	t.Helper()
	var said []string
	c, err := calendar.New(o, func(text say.Text) { said = append(said, text.String()) })
	if err != nil {
		t.Fatal(err)
	}
	return c, strings.Join(said, "\n")
}

func TestNationalHolidaysAreTheAnnouncedOnes(t *testing.T) {
	c, _ := made(t, calendar.Options{})
	for day := at(t, "2026-01-01"); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
		date := day.Format(time.DateOnly)
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		working, err := c.Working(day)
		if want := !weekend && !strings.Contains(announced, date); err != nil || working != want {
			t.Errorf("%s %s: working %v, %v; want %v", date, day.Weekday(), working, err, want)
		}
	}
}

func TestYearThatNobodyKnowsIsSaid(t *testing.T) {
	c, _ := made(t, calendar.Options{})
	for _, day := range []string{"2021-07-22", "2028-01-04"} {
		if _, err := c.Working(at(t, day)); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "is not known") {
			t.Errorf("%s: %v", day, err)
		}
	}
	if working, err := c.Working(at(t, "2028-01-02")); working || err != nil {
		t.Errorf("a Sunday is off whatever the year: %v, %v", working, err)
	}
	if _, err := c.LastBusinessDay(at(t, "2028-01-05")); err == nil {
		t.Error("4 January 2028 was guessed to be a working day")
	}
}

func TestLastBusinessDay(t *testing.T) {
	c, _ := made(t, calendar.Options{Company: "12-29..01-03, 2026-08-13..2026-08-14"})
	for now, want := range map[string]string{
		"2026-11-26": "2026-11-25",
		"2026-11-24": "2026-11-20", // Tuesday after a holiday on Monday
		"2026-11-30": "2026-11-27",
		"2026-09-24": "2026-09-18", // sandwiched days and a weekend
		"2026-05-07": "2026-05-01", // a substitute that skips two holidays
		"2027-01-04": "2026-12-28", // the company is closed over the end of the year
		"2026-08-17": "2026-08-12",
	} {
		if got, err := c.LastBusinessDay(at(t, now)); err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("on %s: %s, %v; want %s", now, got.Format(time.DateOnly), err, want)
		}
	}
}

func TestFileCountsForItsYears(t *testing.T) {
	const file = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2027/1/1,元日\r\n2027/6/10,時の記念日\r\n2028/1/1,元日\r\n2028/1/10,成人の日\r\n"
	shiftJIS, _, ok := charset.AppendCP932(nil, []byte(file))
	if !ok {
		t.Fatal("the file has no CP932")
	}
	for _, text := range [][]byte{[]byte(file), shiftJIS, []byte(charset.BOM + file)} {
		c, said := made(t, calendar.Options{File: text})
		if !strings.Contains(said, "has 2027-06-10 (時の記念日)") || !strings.Contains(said, "lacks 2027-01-11") {
			t.Errorf("differences: %s", said)
		}
		for day, want := range map[string]bool{"2027-06-10": false, "2027-01-11": true, "2028-01-10": false, "2028-01-11": true, "2026-11-23": false} {
			if working, err := c.Working(at(t, day)); err != nil || working != want {
				t.Errorf("%s: %v, %v", day, working, err)
			}
		}
	}
}

func TestFileThatIsNone(t *testing.T) {
	for _, text := range []string{"", "only,a header\n", "h,h\nいつか,祝日\n", "a\nb\n", "h,h\n2027/13/1,x\n", "h,h\n2027/1/1,\"x\n"} {
		if _, err := calendar.New(calendar.Options{File: []byte(text)}, nil); fault.KindOf(err) != fault.Usage || !strings.Contains(fault.HintOf(err).String(), "syukujitsu.csv") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCompanyHolidays(t *testing.T) {
	for text, good := range map[string]bool{
		"": true, " 2026-05-01 ,": true, "02-29": true, "12-29..01-03": true, "2026-12-29..2027-01-03": true,
		"2026-13-01": false, "2027-01-03..2026-12-29": false, "5-1": false, "2026-05-01..05-02": false, "02-30": false, "..": false,
	} {
		if _, err := calendar.New(calendar.Options{Company: text}, nil); (err == nil) != good {
			t.Errorf("%q: %v", text, err)
		}
	}
	c, _ := made(t, calendar.Options{Company: "12-29..01-03"})
	for day, want := range map[string]bool{"2026-12-28": true, "2026-12-29": false, "2026-12-31": false, "2027-01-04": true} {
		if working, err := c.Working(at(t, day)); err != nil || working != want {
			t.Errorf("%s: %v, %v", day, working, err)
		}
	}
}
