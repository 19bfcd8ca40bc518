package hours_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/work/hours"
)

var jst = time.FixedZone("JST", 9*60*60)

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("01-02 15:04", text, jst)
	if err != nil {
		t.Fatal(err)
	}
	return at.AddDate(2026, 0, 0)
}

func TestGaps(t *testing.T) {
	for _, c := range []struct {
		name, start, end string
		rest             int
		free             bool
		want             string
	}{
		{"a day's work", "11-02 09:00", "11-02 18:00", 60, false, "[]"},
		{"exactly six hours need no break", "11-02 09:00", "11-02 15:00", 0, false, "[]"},
		{"a minute more than six hours", "11-02 09:00", "11-02 15:01", 0, false, "[break-short]"},
		{"over six hours of which the break is no part", "11-02 09:00", "11-02 15:45", 44, false, "[break-short]"},
		{"45 minutes for over six hours", "11-02 09:00", "11-02 16:00", 45, false, "[]"},
		{"exactly eight hours need 45 minutes", "11-02 09:00", "11-02 17:45", 45, false, "[]"},
		{"a minute more than eight hours", "11-02 09:00", "11-02 18:00", 59, false, "[break-short]"},
		{"60 minutes for over eight hours", "11-02 09:00", "11-02 19:00", 60, false, "[]"},
		{"a night over midnight", "11-02 22:00", "11-03 07:00", 60, false, "[]"},
		{"24 hours on duty", "11-02 08:30", "11-03 08:30", 120, false, "[]"},
		{"a minute more than 24 hours", "11-02 08:30", "11-03 08:31", 120, false, "[over-24h]"},
		{"too long and too little rest", "11-02 08:30", "11-03 09:00", 30, false, "[break-short over-24h]"},
		{"the end before the start", "11-02 18:00", "11-02 09:00", 0, false, "[end-before-start]"},
		{"no start", "", "11-02 18:00", 0, false, "[no-start]"},
		{"no start on a day off", "", "11-02 18:00", 0, true, "[no-start]"},
		{"no end", "11-02 09:00", "", 0, false, "[no-end]"},
		{"nothing on a working day", "", "", 0, false, "[none-at-all]"},
		{"nothing on a day off", "", "", 0, true, "[]"},
	} {
		d := hours.Day{Date: hours.DateOf(moment(t, "11-02 00:00")), Start: moment(t, c.start), End: moment(t, c.end), Break: c.rest, Category: hours.WorkingDay}
		if c.free {
			d.Category = hours.DayOff
		}
		rules := hours.GapRules{Now: moment(t, "11-05 11:00"), UnderWay: 24 * time.Hour}
		if kinds, underWay := rules.Gaps(d); fmt.Sprint(kinds) != c.want || underWay {
			t.Errorf("%s: %v, under way %v; want %s", c.name, kinds, underWay, c.want)
		}
	}
}

// The day on which a long duty ended is one of rest; after an ordinary night there may be another.
func TestRests(t *testing.T) {
	for _, c := range []struct {
		start, end string
		want       bool
	}{
		{"11-02 08:30", "11-03 08:30", true},
		{"11-02 16:30", "11-03 09:00", true},
		{"11-02 20:00", "11-03 08:00", false},
		{"11-02 22:00", "11-03 07:00", false},
		{"11-02 08:30", "11-02 23:59", false},
		{"11-02 08:30", "", false},
		{"", "11-03 08:30", false},
		{"11-01 08:30", "11-02 08:30", false},
	} {
		before := hours.Day{Date: hours.DateOf(moment(t, "11-02 00:00")), Start: moment(t, c.start), End: moment(t, c.end)}
		if got := (hours.Day{Date: before.Date + 1}).Rests(before); got != c.want {
			t.Errorf("after %s to %s: %v", c.start, c.end, got)
		}
	}
}

// What is not over is no gap yet, and is said where it may be one.
func TestGapsOfToday(t *testing.T) {
	for _, c := range []struct {
		name, now, start, end, want string
		underWay                    bool
	}{
		{"at work", "11-02 12:00", "11-02 09:00", "", "[]", true},
		{"a night that goes on in the morning", "11-03 06:00", "11-02 22:00", "", "[]", true},
		{"24 hours on duty that go on", "11-03 08:29", "11-02 08:30", "", "[]", true},
		{"24 hours after the start", "11-03 09:00", "11-02 09:00", "", "[no-end]", false},
		{"not come yet", "11-02 12:00", "", "", "[]", false},
		{"the day after", "11-03 00:00", "", "", "[none-at-all]", false},
		{"a day that is to come", "11-01 12:00", "", "", "[]", false},
	} {
		d := hours.Day{Date: hours.DateOf(moment(t, "11-02 00:00")), Start: moment(t, c.start), End: moment(t, c.end), Category: hours.WorkingDay}
		kinds, underWay := hours.GapRules{Now: moment(t, c.now), UnderWay: 24 * time.Hour}.Gaps(d)
		if fmt.Sprint(kinds) != c.want || underWay != c.underWay {
			t.Errorf("%s: %v, %v", c.name, kinds, underWay)
		}
	}
}

func TestIgnored(t *testing.T) {
	list := hours.NewIgnored([]intake.Row{
		row(t, `{"person":"0007","from":"2026/11/2","to":"2026-11-04","reason":"leave"}`),
		row(t, `{"person":"1010","from":"20261102"}`),
		row(t, `{"person":"nobody","from":"2026-11-02"}`),
	})
	day := hours.DateOf(moment(t, "11-02 00:00"))
	for _, c := range []struct {
		number, id string
		day        hours.Date
		want       bool
	}{
		{"0007", "1", day, true},
		{"0007", "1", day + 2, true},
		{"0007", "1", day + 3, false},
		{"0007", "1", day - 1, false},
		{"7", "1", day, false},        // zeros are part of a number
		{"5", "1010", day, false},     // one's number may be another's id
		{"1010", "5", day, true},      // the number
		{"", "1010", day, true},       // without a number the id
		{"1010", "5", day + 1, false}, // one day
	} {
		if got := list.Has(c.number, c.id, c.day); got != c.want {
			t.Errorf("%s, %s on %s: %v", c.number, c.id, c.day, got)
		}
	}
	if got := fmt.Sprint(list.Strangers()); got != "[nobody]" {
		t.Errorf("strangers: %s", got)
	}
}

func TestIgnoreRules(t *testing.T) {
	for _, text := range []string{`{"person":"1","from":"soon"}`, `{"person":"1","from":"2026-11-02","to":"2026-11-01"}`, `{"from":"2026-11-02"}`, `{"person":"1"}`} {
		if err := intake.Check([]intake.Row{row(t, text)}, hours.IgnoreRules(), nil); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}

func row(t *testing.T, text string) intake.Row {
	t.Helper()
	rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: "a.json"})
	if err != nil || len(rows) != 1 {
		t.Fatal(err)
	}
	return rows[0]
}
