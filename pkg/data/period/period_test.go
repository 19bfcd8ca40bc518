package period_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the machine may have none

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// moment returns a time in Tokyo.
func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(time.DateTime, s, zone(t, "Asia/Tokyo"))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestRange(t *testing.T) {
	for _, c := range []struct{ now, from, to, wantFrom, wantTo string }{
		// the forms of a day
		{"2025-03-15 10:00:00", "2025-03-01", "2025-03-31", "2025-03-01 00:00:00", "2025-03-31 23:59:59"},
		{"2025-03-15 10:00:00", "2025/03/01", "2025/03/01", "2025-03-01 00:00:00", "2025-03-01 23:59:59"},
		{"2025-03-15 10:00:00", "20250301", "20250302", "2025-03-01 00:00:00", "2025-03-02 23:59:59"},
		{"2025-03-15 10:00:00", " 2025-03-01 ", "2025-03-01\t", "2025-03-01 00:00:00", "2025-03-01 23:59:59"},
		// the forms of a time, which is meant exactly
		{"2025-03-15 10:00:00", "2025-03-01 09:00", "2025-03-01 18:00", "2025-03-01 09:00:00", "2025-03-01 18:00:00"},
		{"2025-03-15 10:00:00", "2025-03-01 09:00:05", "2025/03/01 09:00:05", "2025-03-01 09:00:05", "2025-03-01 09:00:05"},
		{"2025-03-15 10:00:00", "2025-03-01T09:00", "2025/03/01T23:59:59", "2025-03-01 09:00:00", "2025-03-01 23:59:59"},
		{"2025-03-15 10:00:00", "20250301 09:00", "20250301T0900", "", ""},
		{"2025-03-15 10:00:00", "2025-03-01 00:00", "2025-03-01", "2025-03-01 00:00:00", "2025-03-01 23:59:59"},
		// 14 digits, as AKASHI writes a time
		{"2025-03-15 10:00:00", "20250301000000", "20250331235959", "2025-03-01 00:00:00", "2025-03-31 23:59:59"},
		{"2025-03-15 10:00:00", "20250301090005", "20250301", "2025-03-01 09:00:05", "2025-03-01 23:59:59"},
		{"2025-03-15 10:00:00", "20250301000000Z", "20250302", "2025-03-01 09:00:00", "2025-03-02 23:59:59"},
		// RFC 3339, converted to the zone of now
		{"2025-03-15 10:00:00", "2025-03-01T00:00:00Z", "2025-03-01T00:00:00-05:00", "2025-03-01 09:00:00", "2025-03-01 14:00:00"},
		{"2025-03-15 10:00:00", "2025-02-28T15:00:00+00:00", "2025-03-01t09:00:00.999z", "2025-03-01 00:00:00", "2025-03-01 18:00:00"},
		{"2025-03-15 10:00:00", "2025-03-01T09:00:00+09:00", "2025-03-01 09:00+09:00", "2025-03-01 09:00:00", "2025-03-01 09:00:00"},
		// relative to now
		{"2025-03-15 00:00:00", "today", "today", "2025-03-15 00:00:00", "2025-03-15 23:59:59"},
		{"2025-03-01 23:59:59", "yesterday", "Today", "2025-02-28 00:00:00", "2025-03-01 23:59:59"},
		{"2024-03-01 10:00:00", "yesterday", "yesterday", "2024-02-29 00:00:00", "2024-02-29 23:59:59"},
		{"2025-01-01 10:00:00", "yesterday", "today", "2024-12-31 00:00:00", "2025-01-01 23:59:59"},
		{"2025-03-05 10:00:00", "-7d", "-1d", "2025-02-26 00:00:00", "2025-03-04 23:59:59"},
		{"2024-03-05 10:00:00", "-1w", "-0d", "2024-02-27 00:00:00", "2024-03-05 23:59:59"},
		{"2025-01-03 10:00:00", "-366d", "-2w", "2024-01-03 00:00:00", "2024-12-20 23:59:59"},
		{"2025-03-31 10:00:00", "this-month", "this-month", "2025-03-01 00:00:00", "2025-03-31 23:59:59"},
		{"2025-03-31 10:00:00", "last-month", "last-month", "2025-02-01 00:00:00", "2025-02-28 23:59:59"},
		{"2024-03-31 10:00:00", "last-month", "last-month", "2024-02-01 00:00:00", "2024-02-29 23:59:59"},
		{"2025-01-31 10:00:00", "last-month", "this-month", "2024-12-01 00:00:00", "2025-01-31 23:59:59"},
		{"2025-03-15 10:00:00", "last-month", "today", "2025-02-01 00:00:00", "2025-03-15 23:59:59"},
		// leap days that exist
		{"2025-03-15 10:00:00", "2024-02-29", "2024-02-29", "2024-02-29 00:00:00", "2024-02-29 23:59:59"},
		{"2025-03-15 10:00:00", "2000-02-29", "2000-02-29 23:59:59", "2000-02-29 00:00:00", "2000-02-29 23:59:59"},
	} {
		span, err := period.Range(c.from, c.to, moment(t, c.now))
		if c.wantFrom == "" {
			if fault.KindOf(err) != fault.Usage {
				t.Errorf("%q to %q: err = %v, want a fault.Usage", c.from, c.to, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q to %q: %v", c.from, c.to, err)
			continue
		}
		if from, to := span.From.Format(time.DateTime), span.To.Format(time.DateTime); from != c.wantFrom || to != c.wantTo {
			t.Errorf("on %s, %q to %q = %s to %s, want %s to %s", c.now, c.from, c.to, from, to, c.wantFrom, c.wantTo)
		}
		for _, at := range []time.Time{span.From, span.To} {
			if at.Location().String() != "Asia/Tokyo" || at.Nanosecond() != 0 {
				t.Errorf("%q to %q: %s is not a whole second in now's zone", c.from, c.to, at)
			}
		}
	}
}

func TestRangeRefuses(t *testing.T) {
	const day = "2025-03-15"
	for _, c := range []struct {
		from, to string
		says     []string
	}{
		{"", "", []string{"the first and the last day are needed", "from 2025-03-01 to 2025-03-31"}},
		{"", day, []string{"the first day is needed", "last-month"}},
		{day, " ", []string{"the last day is needed"}},
		{"2025-02-31", day, []string{`the first day "2025-02-31" does not exist`, "20250301", "yesterday", "-7d"}},
		{day, "2025-02-29", []string{`the last day "2025-02-29" does not exist`, "this-month"}},
		{"1900-02-29", day, []string{"does not exist"}},
		{"2025-04-31", day, []string{"does not exist"}},
		{"2025-13-01", day, []string{"does not exist"}},
		{"2025-00-10", day, []string{"does not exist"}},
		{"20250230", day, []string{"does not exist"}},
		{"2025-03-01 24:00", day, []string{`the first day "2025-03-01 24:00" does not exist`}},
		{"2025-03-01 09:60", day, []string{"does not exist"}},
		{"2025-03-01 09:00:60", day, []string{"does not exist"}},
		{"2025-02-29T09:00:00+09:00", day, []string{"does not exist"}},
		{"2022/09/31", day, []string{`the first day "2022/09/31" does not exist: 2022-09 has 30 days`}}, // NipoPlus's own example
		{day, "2022/09/31 23:59:59", []string{`the last day "2022/09/31 23:59:59" does not exist: 2022-09 has 30 days`}},
		{"20250229000000", day, []string{"does not exist: 2025-02 has 28 days"}},
		{"20250301240000", day, []string{"does not exist: the time of the day ends at 23:59:59"}},
		{"2025130100000", day, []string{"is not a date"}},
		{"2025-13-01", day, []string{"does not exist: there is no month 13"}},
		{"2025-03-00", day, []string{"does not exist: there is no day 0"}},
		{"2025-3-1", day, []string{`the first day "2025-3-1" is not a date`}},
		{"2025-03/01", day, []string{"is not a date"}},
		{"25-03-01", day, []string{"is not a date"}},
		{"2025-03-01Z", day, []string{"is not a date"}},
		{"2025-03-01  09:00", day, []string{"is not a date"}},
		{"2025-03-01TT09:00", day, []string{"is not a date"}},
		{"2025-03-01 09", day, []string{"is not a date"}},
		{"２０２５-03-01", day, []string{"is not a date"}},
		{"7d", day, []string{"is not a date"}},
		{"-7", day, []string{"is not a date"}},
		{"-d", day, []string{"is not a date"}},
		{"--7d", day, []string{"is not a date"}},
		{"-1m", day, []string{"is not a date"}},
		{"-99999d", day, []string{"is not a date"}},
		{"yesterdya", day, []string{`did you mean "yesterday"?`}},
		{"2025-03-16", day, []string{"runs backwards", `from "2025-03-16" is 2025-03-16 00:00:00`, `to "2025-03-15" is 2025-03-15 23:59:59`}},
		{"2025-03-15 10:00:01", "2025-03-15 10:00:00", []string{"runs backwards"}},
		{"this-month", "last-month", []string{"runs backwards", "2025-03-01 00:00:00", "2025-02-28 23:59:59"}},
	} {
		_, err := period.Range(c.from, c.to, moment(t, "2025-03-15 10:00:00"))
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%q to %q: err = %v, want a fault.Usage", c.from, c.to, err)
			continue
		}
		for _, text := range c.says {
			if all := err.Error() + "\n" + fault.HintOf(err).String(); !strings.Contains(all, text) {
				t.Errorf("%q to %q: %q does not say %q", c.from, c.to, all, text)
			}
		}
	}
}

func TestRangeWhereClocksChange(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2025, 3, 31, 12, 0, 0, 0, berlin)
	span, err := period.Range("yesterday", "yesterday", now)
	if err != nil || span.Len() != 23*time.Hour || span.To.Format(time.DateTime) != "2025-03-30 23:59:59" {
		t.Errorf("a day of 23 hours: %s, %v", span, err)
	}
	if _, err = period.Range("2025-03-30 02:30", "today", now); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("02:30 was left out on that day: err = %v", err)
	}
	if span, err = period.Range("2018-11-04", "2018-11-04", time.Date(2018, 12, 1, 0, 0, 0, 0, zone(t, "America/Sao_Paulo"))); err != nil ||
		span.From.Format(time.DateTime) != "2018-11-04 01:00:00" {
		t.Errorf("a day without midnight: %s, %v", span, err)
	}
}

func TestDay(t *testing.T) {
	now := moment(t, "2025-03-01 10:00:00")
	for value, want := range map[string]string{
		"2025-03-31": "2025-03-31", "2025/03/31": "2025-03-31", "20250331": "2025-03-31", "2024-02-29": "2024-02-29",
		"today": "2025-03-01", "yesterday": "2025-02-28", "-1w": "2025-02-22",
	} {
		got, err := period.Day(value, now)
		if err != nil || got.Format(time.DateTime) != want+" 00:00:00" {
			t.Errorf("Day(%q) = %s, %v; want %s", value, got, err, want)
		}
	}
	for value, says := range map[string]string{
		"":                 `"" is not a date`,
		"2025-02-29":       `"2025-02-29" does not exist`,
		"2025-03-01 09:00": `"2025-03-01 09:00" is not one day`,
		"2025-03-01 00:00": `"2025-03-01 00:00" is not one day`,
		"this-month":       `"this-month" is not one day`,
		"tody":             `did you mean "today"?`,
	} {
		_, err := period.Day(value, now)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), says) || !strings.Contains(fault.HintOf(err).String(), "2025-03-01, 2025/03/01") {
			t.Errorf("Day(%q): %v, hint %q; want %q", value, err, fault.HintOf(err).String(), says)
		}
	}
}
