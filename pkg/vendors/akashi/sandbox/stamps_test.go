package sandbox_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

// span returns the query of a window, yyyymmddHHMMSS at both ends.
func span(from, to string) string { return "start_date=" + from + "&end_date=" + to }

// times returns the stamped_at of a list, as sent.
func times(stamps []any) []string {
	var all []string
	for _, s := range stamps {
		all = append(all, field(s, "stamped_at").(string))
	}
	return all
}

// everyStamp returns all stamps of a multiple_stamps answer.
func everyStamp(out reply) []any {
	var all []any
	for _, p := range out.list("response", "multiple_stamps") {
		stamps := field(p, "stamps").([]any)
		if int64(len(stamps)) != number(field(p, "count")) {
			out.t.Errorf("count %v for %d stamps", field(p, "count"), len(stamps))
		}
		all = append(all, stamps...)
	}
	return all
}

// The gate stamps every minute of the 20th, so a window of n minutes has exactly n stamps.
func TestCapOfOnePerson(t *testing.T) {
	r := start(t, akashi.Options{})
	for name, c := range map[string]struct {
		to   string
		want int
		last string
	}{
		"one below the cap": {"20250520163859", 999, "2025/05/20 16:38:00"},
		"exactly the cap":   {"20250520163959", 1000, "2025/05/20 16:39:00"},
		"one above the cap": {"20250520164059", 1000, "2025/05/20 16:39:00"},
		"the whole day":     {"20250520235959", 1000, "2025/05/20 16:39:00"},
	} {
		t.Run(name, func(t *testing.T) {
			out := r.ok("GET", fmt.Sprintf("stamps/%d", akashi.GateID), span("20250520000000", c.to), "")
			got := times(out.list("response", "stamps"))
			if len(got) != c.want || number(out.value("response", "count")) != int64(c.want) {
				t.Fatalf("%d stamps, count %v, want %d", len(got), out.value("response", "count"), c.want)
			}
			if slices.Max(got) != c.last || slices.Min(got) != "2025/05/20 00:00:00" {
				t.Errorf("from %s to %s, want the earliest ones to %s", slices.Min(got), slices.Max(got), c.last)
			}
		})
	}
}

// 1,500 stamps of all people in the minute from 08:59 of the 15th, 25 a second.
func TestMorningBurst(t *testing.T) {
	r := start(t, akashi.Options{Seed: 3})
	ids := r.staffIDs()
	ask := func(from, to string) []any {
		return everyStamp(r.ok("GET", "multiple_stamps", span(from, to)+"&staff_ids="+join(ids), ""))
	}
	for _, c := range []struct {
		to   string
		want int
	}{{"20190215085938", 975}, {"20190215085939", 1000}, {"20190215085940", 1000}} {
		if n := len(ask("20190215085900", c.to)); n != c.want {
			t.Errorf("to %s there are %d stamps, want %d", c.to, n, c.want)
		}
	}
	sum := 0
	for second := range 60 {
		at := fmt.Sprintf("202505150859%02d", second)
		sum += len(ask(at, at))
	}
	if sum != 1500 {
		t.Errorf("second by second there are %d stamps, want 1500", sum)
	}

	out := r.ok("GET", "multiple_stamps", span("20250515085900", "20250515085959")+"&staff_ids="+join(ids), "")
	people := out.list("response", "multiple_stamps")
	if len(everyStamp(out)) != 1000 || len(people) >= len(ids) {
		t.Errorf("the minute has %d stamps of %d people; the rest must be missing without a word", len(everyStamp(out)), len(people))
	}
	if number(field(people[0], "staff_id")) != ids[0] {
		t.Error("the cut does not keep the first people")
	}
	sum = 0
	for _, id := range ids {
		sum += len(r.ok("GET", fmt.Sprintf("stamps/%d", id), span("20250515085900", "20250515085959"), "").list("response", "stamps"))
	}
	if sum != 1500 {
		t.Errorf("person by person there are %d stamps, want 1500", sum)
	}
}

// However a month is asked for, it is the same month; that is what a client's check can rely on.
func TestWindowsAddUp(t *testing.T) {
	r := start(t, akashi.Options{Seed: 5})
	ids := r.staffIDs()[20:28]
	whole := times(everyStamp(r.ok("GET", "multiple_stamps", span("20250401000000", "20250430235959")+"&staff_ids="+join(ids), "")))
	if len(whole) >= akashi.MaxStamps {
		t.Fatal("the month is capped and proves nothing")
	}
	var byDay, byStaff []string
	for day := time.Date(2025, 4, 1, 0, 0, 0, 0, jst); day.Month() == time.April; day = day.AddDate(0, 0, 1) {
		d := day.Format("20060102")
		byDay = append(byDay, times(everyStamp(r.ok("GET", "multiple_stamps", span(d+"000000", d+"235959")+"&staff_ids="+join(ids), "")))...)
	}
	for _, id := range ids {
		byStaff = append(byStaff, times(r.ok("GET", fmt.Sprintf("stamps/%d", id), span("20250401000000", "20250430235959"), "").list("response", "stamps"))...)
	}
	for _, list := range [][]string{whole, byDay, byStaff} {
		slices.Sort(list)
	}
	if !slices.Equal(whole, byDay) || !slices.Equal(whole, byStaff) {
		t.Errorf("whole %d, by day %d, by person %d stamps", len(whole), len(byDay), len(byStaff))
	}
}

func TestSameSeedSameStamps(t *testing.T) {
	query := span("20250601000000", "20250620235959")
	body := func(seed int64) any {
		return start(t, akashi.Options{Seed: seed}).ok("GET", "stamps", query, "").body
	}
	if !reflect.DeepEqual(body(1), body(1)) {
		t.Error("the same seed gave two histories")
	}
	if reflect.DeepEqual(body(1), body(2)) {
		t.Error("two seeds gave one history")
	}
}

func TestAnyMonthHasStamps(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, month := range []string{"199001", "200802", "202412", "202506"} {
		if n := len(r.ok("GET", "stamps", span(month+"01000000", month+"28000000"), "").list("response", "stamps")); n < 40 {
			t.Errorf("%s has %d stamps", month, n)
		}
	}
	if n := len(r.ok("GET", "stamps", span("20250701000000", "20250731235959"), "").list("response", "stamps")); n != 0 {
		t.Errorf("the month to come has %d stamps", n)
	}
}

// What makes lists of stamps hard: no order, equal stamps, nights over a month's end, odd zones, missing names.
func TestStampsAreAwkward(t *testing.T) {
	r := start(t, akashi.Options{})
	var unsorted, equal, overnight, oddZone, brief, located int
	for _, id := range r.staffIDs()[:40] {
		out := r.ok("GET", fmt.Sprintf("stamps/%d", id), span("20250325000000", "20250407235959"), "")
		stamps := out.list("response", "stamps")
		if !slices.IsSorted(times(stamps)) {
			unsorted++
		}
		for i, s := range stamps {
			if i > 0 && reflect.DeepEqual(s, stamps[i-1]) {
				equal++
			}
			if strings.HasPrefix(field(s, "stamped_at").(string), "2025/04/01 0") && number(field(s, "type")) == 12 {
				overnight++
			}
			if field(s, "timezone") == "+9.0" {
				oddZone++
			}
			if _, ok := field(s, "attributes").(map[string]any)["method"]; !ok {
				brief++
			}
			if field(s, "attributes", "latitude") != nil {
				located++
			}
		}
	}
	for name, n := range map[string]int{
		"person out of order": unsorted, "pair of equal stamps": equal, "way out on the morning of 1 April": overnight,
		"odd zone": oddZone, "attributes without method": brief, "place": located,
	} {
		if n == 0 {
			t.Errorf("no %s anywhere", name)
		}
	}
}

func TestSpanLimits(t *testing.T) {
	r := start(t, akashi.Options{})
	ids := fmt.Sprintf("&staff_ids=%d", akashi.GateID)
	for name, c := range map[string]struct {
		path, query string
		ok          bool
	}{
		"below six months":          {"stamps", span("20250101000000", "20250630235959"), true},
		"exactly six months":        {"stamps", span("20250101000000", "20250701000000"), false},
		"six short months":          {"stamps", span("20240831000000", "20250227235959"), true},
		"six months of a 31st":      {"stamps", span("20240831000000", "20250228000000"), false},
		"one second":                {"stamps", span("20250101000000", "20250101000000"), true},
		"backwards":                 {"stamps", span("20250102000000", "20250101000000"), false},
		"no such day":               {"stamps", span("20250230000000", "20250301000000"), false},
		"below 31 days":             {"multiple_stamps", span("20250501000000", "20250531235959") + ids, true},
		"exactly 31 days":           {"multiple_stamps", span("20250501000000", "20250601000000") + ids, false},
		"unknown person":            {"multiple_stamps", span("20250501000000", "20250501000000") + "&staff_ids=5", false},
		"the same person twice":     {"multiple_stamps", span("20250501000000", "20250501000000") + ids + fmt.Sprintf(",%d", akashi.GateID), true},
		"person and unknown person": {"multiple_stamps", span("20250501000000", "20250501000000") + ids + ",5", false},
	} {
		t.Run(name, func(t *testing.T) {
			out := r.get(c.path, c.query)
			if ok := out.status == 200 && out.value("success") == true; ok != c.ok {
				t.Errorf("HTTP %d %v", out.status, out.body)
			}
			if len(out.broken) > 0 {
				t.Errorf("the contract reported %v", out.broken)
			}
		})
	}
}

// What the vendor would refuse, the contract must report too: it is what catches a client's mistake.
func TestWrongRequestsAreReported(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, c := range []struct{ path, query, want string }{
		{"stamps", "end_date=20250531000000", "start_date"},
		{"stamps", "start_date=20250501000000", "end_date"},
		{"stamps/1001", "start_date=2025-05-01&end_date=20250531000000", "start_date"},
		{"multiple_stamps", span("20250501000000", "20250501000000"), "staff_ids"},
		{"multiple_stamps", span("20250501000000", "20250501000000") + "&staff_ids=1,,2", "staff_ids"},
		{"working_records", "start_date=20250501000000&staff_ids=1001", "start_date"},
		{"organizations", "", "includesParents"},
		{"organizations", "includesParents=2", "includesParents"},
	} {
		out := r.get(c.path, c.query)
		r.refused(out, 400, "SANDBOX_PARAMETER")
		if len(out.broken) != 1 || !strings.Contains(out.broken[0].String(), c.want) {
			t.Errorf("%s?%s: the contract reported %v, want %s", c.path, c.query, out.broken, c.want)
		}
	}
}

// The document's first example has dates of eight digits. Taken as midnight, the last day is lost.
func TestEightDigitsAreMidnight(t *testing.T) {
	r := start(t, akashi.Options{})
	long := r.ok("GET", "stamps", span("20250512000000", "20250516000000"), "")
	short := r.get("stamps", span("20250512", "20250516"))
	if !reflect.DeepEqual(long.body, short.body) || len(long.list("response", "stamps")) == 0 {
		t.Errorf("long %.200v, short %.200v", long.body, short.body)
	}
}

func TestEndOfWindow(t *testing.T) {
	query := span("20250520000000", "20250520000100")
	gate := fmt.Sprintf("stamps/%d", akashi.GateID)
	if n := len(start(t, akashi.Options{}).ok("GET", gate, query, "").list("response", "stamps")); n != 2 {
		t.Errorf("inclusive end: %d stamps, want 2", n)
	}
	if n := len(start(t, akashi.Options{EndExclusive: true}).ok("GET", gate, query, "").list("response", "stamps")); n != 1 {
		t.Errorf("exclusive end: %d stamps, want 1", n)
	}
}
