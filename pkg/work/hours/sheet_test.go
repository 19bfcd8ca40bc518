package hours_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/hours"
)

func days(list ...hours.Day) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		for _, d := range list {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func date(t *testing.T, text string) hours.Date {
	t.Helper()
	d, ok := hours.ParseDate(text)
	if !ok {
		t.Fatalf("%q is no date", text)
	}
	return d
}

// day returns a day of November 2026 with so many minutes; −1: unfinished.
func day(t *testing.T, person string, d, minutes int) hours.Day {
	t.Helper()
	at := date(t, fmt.Sprintf("2026-11-%02d", d))
	return hours.Day{Person: person, Date: at, Minutes: minutes, Source: "s", Start: time.Date(2026, 11, d, 9, 0, 0, 0, jst), Category: hours.WorkingDay}
}

func collected(t *testing.T, o hours.Options, list ...hours.Day) *hours.Sheet {
	t.Helper()
	s, err := hours.Collect(days(list...), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sums(s *hours.Sheet, by hours.By) string {
	var lines []string
	for sum := range s.Sums(by) {
		lines = append(lines, fmt.Sprintf("%s/%s/%s %d %d %d", sum.Who.Person, sum.Who.Department, map[bool]string{true: "", false: sum.Date.String()}[sum.Date == 0], sum.Days, sum.Minutes, sum.Unfinished))
	}
	return strings.Join(lines, "\n")
}

func TestSums(t *testing.T) {
	names := func(key string) hours.Who {
		return hours.Who{Person: map[string]string{"7": "007", "8": "008"}[key], Department: map[string]string{"7": "B", "8": "A"}[key]}
	}
	s := collected(t, hours.Options{Names: names},
		day(t, "8", 3, 60), day(t, "7", 2, 480), day(t, "7", 2, 30), // two parts of a day
		day(t, "7", 3, hours.Unknown), day(t, "7", 4, 100), day(t, "7", 4, hours.Unknown), // a part without an end spoils its day
		hours.Day{Person: "7", Date: date(t, "2026-11-05"), Minutes: hours.Unknown}, // nothing at all is no work
		hours.Day{Person: "7", Date: date(t, "2026-11-06")})
	for by, want := range map[hours.By]string{
		hours.ByPerson:        "007/B/ 1 510 2\n008/A/ 1 60 0",
		hours.ByPersonDay:     "007/B/2026-11-02 1 510 0\n007/B/2026-11-03 0 0 1\n007/B/2026-11-04 0 0 1\n008/A/2026-11-03 1 60 0",
		hours.ByDepartment:    "/A/ 1 60 0\n/B/ 1 510 2",
		hours.ByDepartmentDay: "/A/2026-11-03 1 60 0\n/B/2026-11-02 1 510 0\n/B/2026-11-03 0 0 1\n/B/2026-11-04 0 0 1",
	} {
		if got := sums(s, by); got != want {
			t.Errorf("by %s:\n%s\nwant\n%s", by, got, want)
		}
	}
	if n, people := s.Unfinished(); n != 2 || people != 1 {
		t.Errorf("%d unfinished days of %d people", n, people)
	}
	if list := s.UnfinishedDays(); len(list) != 2 || list[1].Date.String() != "2026-11-04" || list[1].Who.Person != "007" {
		t.Errorf("unfinished: %v", list)
	}
}

// An error of the source is no short sheet.
func TestCollectInTrouble(t *testing.T) {
	broken := errors.New("broken")
	_, err := hours.Collect(func(yield func(hours.Day, error) bool) {
		if yield(day(t, "7", 2, 1), nil) {
			yield(hours.Day{}, broken)
		}
	}, hours.Options{})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// Two people are never one, whatever they are called.
func TestCollectKeepsPeopleApart(t *testing.T) {
	same := func(string) hours.Who { return hours.Who{Person: "E-1"} }
	if _, err := hours.Collect(days(day(t, "7", 2, 60), day(t, "8", 2, 60)), hours.Options{Names: same}); fault.KindOf(err) != fault.Usage {
		t.Errorf("two people became one: %v", err)
	}
}

// Work that starts before the change of day belongs to the day before, wherever the source counts it.
func TestDayChange(t *testing.T) {
	five := 5 * time.Hour
	early := hours.Day{Person: "7", Date: date(t, "2026-11-03"), Minutes: 60, Start: time.Date(2026, 11, 3, 4, 59, 0, 0, jst)}
	late := hours.Day{Person: "7", Date: date(t, "2026-11-03"), Minutes: 30, Start: time.Date(2026, 11, 3, 5, 0, 0, 0, jst)}
	bare := hours.Day{Person: "7", Date: date(t, "2026-11-03"), Minutes: 5}
	if got := sums(collected(t, hours.Options{DayChange: &five}, early, late, bare), hours.ByPersonDay); got != "7//2026-11-02 1 60 0\n7//2026-11-03 1 35 0" {
		t.Errorf("with a change of day:\n%s", got)
	}
	if got := sums(collected(t, hours.Options{}, early, late, bare), hours.ByPersonDay); got != "7//2026-11-03 1 95 0" {
		t.Errorf("without:\n%s", got)
	}
}

func TestCompare(t *testing.T) {
	unmapped := func(key string) hours.Who { return hours.Who{Person: key, Unmapped: key == "9"} }
	a := collected(t, hours.Options{Names: unmapped}, day(t, "7", 2, 480), day(t, "7", 3, 480), day(t, "7", 4, 480), day(t, "7", 5, 480), day(t, "7", 6, hours.Unknown), day(t, "8", 2, hours.Unknown), day(t, "9", 2, 10))
	b := collected(t, hours.Options{Names: unmapped}, day(t, "7", 2, 480), day(t, "7", 3, 485), day(t, "7", 4, 474), day(t, "7", 6, 480), day(t, "7", 7, 60))
	var got []string
	for p := range (hours.Comparison{A: a, B: b, Tolerance: 5, Days: true}).Rows() {
		diff, known := p.Diff()
		got = append(got, fmt.Sprintf("%s %s %d %d %d%v %s", p.Who.Person, p.Date, p.A, p.B, diff, known, p.Kind))
	}
	want := []string{
		"7 2026-11-02 480 480 0true match", "7 2026-11-03 480 485 -5true match", "7 2026-11-04 480 474 6true off",
		"7 2026-11-05 480 -1 481false only-a", "7 2026-11-06 -1 480 -481false unfinished", "7 2026-11-07 -1 60 -61false only-b",
		"8 2026-11-02 -1 -1 0false unfinished", "9 2026-11-02 10 -1 11false only-a",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := (hours.Comparison{A: a, B: b}).Coverage(); c != (hours.Coverage{Both: 1, OnlyA: 2, OnlyB: 0, Unmapped: 1}) {
		t.Errorf("coverage %+v", c)
	}
	got = nil
	for p := range (hours.Comparison{A: a, B: b}).Rows() {
		got = append(got, fmt.Sprintf("%s %d %d %s", p.Who.Person, p.A, p.B, p.Kind))
	}
	if want := []string{"7 -1 1979 unfinished", "8 -1 -1 unfinished", "9 10 -1 only-a"}; !slices.Equal(got, want) {
		t.Errorf("by person: %v, want %v", got, want)
	}
}

func TestWatch(t *testing.T) {
	dept := func(key string) hours.Who {
		return hours.Who{Person: key, Department: map[string]string{"1": "B", "2": "A"}[key]}
	}
	var list []hours.Day
	for person, minutes := range map[string]int{"1": 10*60 + 45*60, "2": 10*60 + 36*60, "3": 10*60 + 36*60 - 1, "4": 10*60 + 27*60, "5": 10*60 + 27*60 - 1, "6": 60} {
		list = append(list, day(t, person, 2, minutes))
	}
	s := collected(t, hours.Options{Names: dept}, list...)
	watch := func(l hours.Limit, byDepartment bool) string {
		var got []string
		for r := range s.Watch(l, byDepartment) {
			got = append(got, fmt.Sprintf("%s:%d:%d%%:%d", r.Who.Person, r.Minutes, r.Percent, r.Stage))
		}
		return strings.Join(got, " ")
	}
	limit := hours.Limit{Minutes: 45 * 60, Base: 10 * 60, Stages: []int{60, 80, 100}}
	if got := watch(limit, false); got != "1:2700:100%:100 2:2160:80%:80 3:2159:79%:60 4:1620:60%:60" {
		t.Errorf("stages: %s", got)
	}
	if got := watch(limit, true); got != "3:2159:79%:60 4:1620:60%:60 2:2160:80%:80 1:2700:100%:100" {
		t.Errorf("by department: %s", got)
	}
}

func read(text string) (string, error) {
	var got []string
	outside := 0
	from, _ := hours.ParseDate("2026-11-01")
	to, _ := hours.ParseDate("2026-11-30")
	for d, err := range hours.ReadCSV(strings.NewReader(text), "a.csv", hours.CSVColumns(), hours.Range{From: from, To: to}, func(n int) { outside = n }) {
		if err != nil {
			return "", err
		}
		got = append(got, fmt.Sprintf("%s %s %d", d.Person, d.Date, d.Minutes))
	}
	if outside > 0 {
		got = append(got, fmt.Sprintf("%d outside", outside))
	}
	return strings.Join(got, ", "), nil
}

func TestReadCSV(t *testing.T) {
	for text, want := range map[string]string{
		"person,date,minutes\n007,2026-11-02,480\n8,2026/11/3,\n8,2026-12-01,5\n": "007 2026-11-02 480, 8 2026-11-03 -1, 1 outside",
		"date,person,minutes,note\n20261102,髙橋,0,x\n":                             "髙橋 2026-11-02 0",
		"\ufeffperson,date,start,end,break_minutes\r\n7,2026-11-02,09:00,18:00,60\r\n7,2026-11-03,22:00,7:00,\r\n7,2026-11-04,22:00,31:30,60\r\n7,2026-11-05,09:00,,\r\n": "7 2026-11-02 480, 7 2026-11-03 540, 7 2026-11-04 510, 7 2026-11-05 -1",
		"person,date,start,end\n7,2026-11-02,2026-11-02 22:00,2026/11/03 06:30\n":                                                                                         "7 2026-11-02 510",
		"person,date,minutes,note\r\n7,2026-11-02,480,\r\n\r\n8,2026-11-02,60,\"two\nlines, \"\"x\"\"\"\n9,2026-11-03,1,":                                                 "7 2026-11-02 480, 8 2026-11-02 60, 9 2026-11-03 1",
		"person,date,start,end,minutes\n7,2026-11-02,x,y,480\n":                                                                                                           "7 2026-11-02 480", // minutes count where they are there
	} {
		if got, err := read(text); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"":                                        "nothing in it",
		"who,date,minutes\n":                      `the column "person" is missing`,
		"person,day,minutes\n":                    `the column "date" is missing`,
		"person,date,start\n":                     "neither minutes nor start and end",
		"person,person,date\n":                    `two columns are called "person"`,
		"person,date,minutes\n,2026-11-02,1":      "line 2: person is empty",
		"person,date,minutes\n7,2026-11-31,1":     `line 2: "2026-11-31" is not a date`,
		"person,date,minutes\n7,2026-11-02,1:30":  `line 2: "1:30" are no whole minutes`,
		"person,date,minutes\n7,2026-11-02,-5":    "no whole minutes",
		"person,date,minutes\n7,2026-11-02,10081": "no whole minutes",
		"person,date,minutes\n7,2026-11-02":       "line 2 has 2 cells, and the header 3",
		"person,date,minutes\n7,2026-11-02,+5\n":  "no whole minutes",
		"person,date,minutes,note\n7,2026-11-02,5,\"x\n8,2026-11-02,5,y\n":     "can't be read",
		"person,date,minutes,note\n7,2026-11-02,5,\"x\n\"\n8,2026-11-02,z,y\n": "line 4: \"z\" are no whole minutes",
		"person,date,start,end\n7,2026-11-02,9,18:00":                          `"9" is not a time of the day`,
		"person,date,start,end\n7,2026-11-02,09:00,48:00":                      `"48:00" is not a time of the day`,
		"person,date,start,end,break_minutes\n7,2026-11-02,09:00,10:00,61":     "the breaks are longer",
	} {
		if got, err := read(text); fault.KindOf(err) != fault.Usage || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
}
