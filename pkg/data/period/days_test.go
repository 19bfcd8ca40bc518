package period_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the machine may have none

	"github.com/genba-cli/genba/pkg/data/period"
)

func TestCutDays(t *testing.T) {
	for name, c := range map[string]struct {
		zone, from, to string
		days           int
		want           []string
		touched        int
	}{
		"one day":          {"Asia/Tokyo", "2025-03-01 00:00:00", "2025-03-01 23:59:59", 31, []string{"2025-03-01 00:00:00 to 2025-03-01 23:59:59"}, 1},
		"exactly 31 days":  {"Asia/Tokyo", "2025-03-01 00:00:00", "2025-03-31 23:59:59", 31, []string{"2025-03-01 00:00:00 to 2025-03-31 23:59:59"}, 31},
		"32 days":          {"Asia/Tokyo", "2025-03-01 00:00:00", "2025-04-01 23:59:59", 31, []string{"2025-03-01 00:00:00 to 2025-03-31 23:59:59", "2025-04-01 00:00:00 to 2025-04-01 23:59:59"}, 32},
		"a leap day":       {"Asia/Tokyo", "2024-02-28 00:00:00", "2024-03-01 23:59:59", 2, []string{"2024-02-28 00:00:00 to 2024-02-29 23:59:59", "2024-03-01 00:00:00 to 2024-03-01 23:59:59"}, 3},
		"no leap day":      {"Asia/Tokyo", "2025-02-28 00:00:00", "2025-03-01 23:59:59", 1, []string{"2025-02-28 00:00:00 to 2025-02-28 23:59:59", "2025-03-01 00:00:00 to 2025-03-01 23:59:59"}, 2},
		"parts of days":    {"Asia/Tokyo", "2024-12-31 22:00:00", "2025-01-01 06:00:00", 1, []string{"2024-12-31 22:00:00 to 2024-12-31 23:59:59", "2025-01-01 00:00:00 to 2025-01-01 06:00:00"}, 2},
		"one second":       {"Asia/Tokyo", "2025-03-01 23:59:59", "2025-03-01 23:59:59", 1, []string{"2025-03-01 23:59:59 to 2025-03-01 23:59:59"}, 1},
		"summer time":      {"Europe/Berlin", "2025-03-29 00:00:00", "2025-03-31 23:59:59", 1, []string{"2025-03-29 00:00:00 to 2025-03-29 23:59:59", "2025-03-30 00:00:00 to 2025-03-30 23:59:59", "2025-03-31 00:00:00 to 2025-03-31 23:59:59"}, 3},
		"no midnight":      {"America/Sao_Paulo", "2018-11-03 00:00:00", "2018-11-04 23:59:59", 1, []string{"2018-11-03 00:00:00 to 2018-11-03 23:59:59", "2018-11-04 01:00:00 to 2018-11-04 23:59:59"}, 2},
		"a day left out":   {"Pacific/Apia", "2011-12-29 00:00:00", "2011-12-31 23:59:59", 1, []string{"2011-12-29 00:00:00 to 2011-12-29 23:59:59", "2011-12-31 00:00:00 to 2011-12-31 23:59:59"}, 2},
		"nonsense is days": {"UTC", "2025-03-01 00:00:00", "2025-03-02 23:59:59", 0, []string{"2025-03-01 00:00:00 to 2025-03-01 23:59:59", "2025-03-02 00:00:00 to 2025-03-02 23:59:59"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			loc := load(t, c.zone)
			from, _ := time.ParseInLocation(time.DateTime, c.from, loc)
			to, _ := time.ParseInLocation(time.DateTime, c.to, loc)
			s := period.Span{From: from, To: to}
			var got []string
			for i, piece := range s.CutDays(c.days) {
				got = append(got, piece.String())
				if i > 0 && !piece.From.Equal(s.CutDays(c.days)[i-1].To.Add(time.Second)) {
					t.Errorf("a gap or an overlap before %s", piece)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if s.Days() != c.touched {
				t.Errorf("Days = %d, want %d", s.Days(), c.touched)
			}
		})
	}
}

func TestMidnight(t *testing.T) {
	for _, c := range []struct {
		zone  string
		year  int
		month time.Month
		day   int
		want  string
	}{
		{"Asia/Tokyo", 2025, 3, 1, "2025-03-01T00:00:00+09:00"},
		{"Asia/Tokyo", 2024, 3, 0, "2024-02-29T00:00:00+09:00"},
		{"Asia/Tokyo", 2024, 13, 32, "2025-02-01T00:00:00+09:00"},
		{"UTC", 2025, 3, 1, "2025-03-01T00:00:00Z"},
		{"America/Sao_Paulo", 2018, 11, 4, "2018-11-04T01:00:00-02:00"}, // 00:00 to 01:00 was skipped
		{"America/Havana", 2024, 11, 3, "2024-11-03T00:00:00-04:00"},    // 00:00 to 01:00 came twice
		{"America/Havana", 2024, 11, 4, "2024-11-04T00:00:00-05:00"},
		{"Pacific/Apia", 2011, 12, 30, "2011-12-31T00:00:00+14:00"}, // this day was left out
	} {
		if got := period.Midnight(c.year, c.month, c.day, load(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s %d-%d-%d: got %s, want %s", c.zone, c.year, c.month, c.day, got, c.want)
		}
	}
}

func TestMidnightIsTheFirstInstantOfEveryDay(t *testing.T) {
	for _, zone := range []string{"Asia/Tokyo", "America/Sao_Paulo", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia"} {
		loc := load(t, zone)
		for d := range 15 * 365 {
			at := period.Midnight(2010, 1, 1+d, loc)
			before := at.Add(-time.Second)
			if at.Day() == before.Day() || at.Sub(period.Midnight(2010, 1, d, loc)) > 25*time.Hour {
				t.Fatalf("%s: %s does not begin a day", zone, at)
			}
		}
	}
}

func load(t *testing.T, zone string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}
