package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func TestWorkingRecords(t *testing.T) {
	r := start(t, akashi.Options{})
	ids := r.staffIDs()
	out := r.ok("GET", "working_records", "start_date=20250501&end_date=20250531&staff_ids="+join(ids[:25]), "")
	people := out.list("response")
	if len(people) != 25 {
		t.Fatalf("%d people, want 25", len(people))
	}
	worked, off, overnight, forgotten := 0, 0, 0, 0
	for _, p := range people {
		records := field(p, "working_records").([]any)
		if len(records) != 31 {
			t.Fatalf("%d days, want 31", len(records))
		}
		for _, rec := range records {
			from, to := field(rec, "start_time"), field(rec, "end_time")
			switch {
			case from == nil:
				off++
			case to == nil:
				forgotten++
			case from.(string)[:10] != to.(string)[:10]:
				overnight++
			default:
				worked++
			}
			if _, ok := rec.(map[string]any)["break_time_results"]; ok {
				t.Fatal("breaks that nobody asked for")
			}
		}
	}
	if worked == 0 || off == 0 || overnight == 0 || forgotten == 0 {
		t.Errorf("%d worked, %d off, %d over midnight, %d forgotten: each must happen", worked, off, overnight, forgotten)
	}
}

func TestWorkingRecordLimits(t *testing.T) {
	r := start(t, akashi.Options{})
	ids := r.staffIDs()
	for name, c := range map[string]struct {
		query   string
		days    int // of the first person; -1: refused
		broken  int
		persons int
	}{
		"31 days":                  {"start_date=20250501&end_date=20250531&staff_ids=1001", 31, 0, 1},
		"32 days":                  {"start_date=20250501&end_date=20250601&staff_ids=1001", -1, 0, 0},
		"50 people":                {"start_date=20250501&end_date=20250501&staff_ids=" + join(ids[:50]), 1, 0, 50},
		"51 people":                {"start_date=20250501&end_date=20250501&staff_ids=" + join(ids[:51]), -1, 1, 0},
		"one day":                  {"start_date=20250501&staff_ids=1001", 1, 0, 1},
		"one day with breaks":      {"start_date=20250501&staff_ids=1001&include_break_results=1", 1, 0, 1},
		"breaks and an end":        {"start_date=20250501&end_date=20250502&staff_ids=1001&include_break_results=1", -1, 0, 0},
		"no breaks and an end":     {"start_date=20250501&end_date=20250502&staff_ids=1001&include_break_results=0", 2, 0, 1},
		"backwards":                {"start_date=20250502&end_date=20250501&staff_ids=1001", -1, 0, 0},
		"nothing beyond today":     {"start_date=20250629&end_date=20250705&staff_ids=1001", 2, 0, 1},
		"unknown person":           {"start_date=20250501&staff_ids=5", -1, 0, 0},
		"misspelt name of a value": {"start_date=20250501&staff_ids=1001&include_breaks=1", 1, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			out := r.get("working_records", c.query)
			if len(out.broken) != c.broken {
				t.Errorf("the contract reported %v, want %d", out.broken, c.broken)
			}
			if c.days < 0 {
				if out.status == 200 || out.value("success") != false {
					t.Errorf("HTTP %d %v, want a refusal", out.status, out.body)
				}
				return
			}
			if n := len(out.list("response")); n != c.persons {
				t.Errorf("%d people, want %d", n, c.persons)
			}
			if n := len(out.list("response", 0, "working_records")); n != c.days {
				t.Errorf("%d days, want %d", n, c.days)
			}
		})
	}
}

func TestBreaksAgreeWithStamps(t *testing.T) {
	r := start(t, akashi.Options{})
	for day := 2; day < 28; day++ {
		date := fmt.Sprintf("202506%02d", day)
		out := r.ok("GET", "working_records", "start_date="+date+"&staff_ids=1001&include_break_results=1", "")
		rests := out.list("response", 0, "working_records", 0, "break_time_results")
		var starts []string
		for _, s := range r.ok("GET", "stamps", span(date+"000000", date+"235959"), "").list("response", "stamps") {
			if number(field(s, "type")) == 31 {
				starts = append(starts, field(s, "stamped_at").(string))
			}
		}
		if len(rests) != len(starts) || len(rests) == 1 && !strings.HasPrefix(starts[0], field(rests[0], "result_break_time_start_time").(string)[:16]) {
			t.Fatalf("%s: breaks %v, stamps %v", date, rests, starts)
		}
	}
}

func TestAlertsOfTheOwner(t *testing.T) {
	r := start(t, akashi.Options{})
	out := r.ok("GET", "alerts", "", "")
	alerts := out.list("response", "alerts")
	if len(alerts) == 0 || int64(len(alerts)) != number(out.value("response", "count")) || number(out.value("response", "staff_id")) != 1001 {
		t.Fatalf("got %v", out.body)
	}
	months := map[bool]bool{}
	for _, a := range alerts {
		day, err := time.Parse("2006/01/02", field(a, "date").(string))
		if err != nil || day.Format("2006/01/02") >= "2025/06/30" {
			t.Errorf("date %v", field(a, "date"))
		}
		sameMonth := strings.HasPrefix(field(a, "month").(string), day.Format("2006/01"))
		if sameMonth != (day.Day() > 15) {
			t.Errorf("%v belongs to %v; the books close on the 15th", field(a, "date"), field(a, "month"))
		}
		months[sameMonth] = true
	}
	if len(months) != 2 {
		t.Error("the alerts do not reach into both halves of a month")
	}
	r.token = r.Issue(akashi.GateID)
	if n := len(r.ok("GET", "alerts", "", "").list("response", "alerts")); n != 0 {
		t.Errorf("a gate has %d alerts", n)
	}
}
