package akashi_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/genba-cli/genba/pkg/say/fault"
	sandbox "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

// The sandbox counts minutes; days that follow from the same times and breaks have the same ones.
func TestDaysAreAKASHIsOwnMinutes(t *testing.T) {
	for way, o := range ways() {
		if o.Status200Errors || o.Spelling != sandbox.Recorded {
			continue
		}
		for _, together := range []bool{false, true} {
			o.EndWithBreaks = together
			t.Run(fmt.Sprint(way, together), func(t *testing.T) { sameMinutes(t, withSandbox(t, o)) })
		}
	}
}

func sameMinutes(t *testing.T, r rig) {
	t.Helper()
	staff, err := r.StaffIDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := span("2025-05-12 00:00:00", "2025-05-14 23:59:59")
	n, unfinished := 0, 0
	for d, err := range r.Days(t.Context(), s, staff) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if d.Unfinished() {
			unfinished++
		} else if d.Worked() && d.Source != "actual_working_hours_no_rounding" {
			t.Errorf("%s on %s: minutes are %s", d.Person, d.Date, d.Source)
		}
	}
	if n != 3*len(staff) || unfinished == 0 {
		t.Errorf("%d days, %d unfinished", n, unfinished)
	}
}

// An AKASHI that knows no such parameter, or leaves single days out: the breaks are read, and nothing is counted twice.
func TestDaysWithoutAKASHIsOwnMinutes(t *testing.T) {
	for name, c := range map[string]struct {
		own  func(staff, day int) string
		want string
	}{
		"never":        {func(int, int) string { return "" }, "1 2025-03-03 480 false, 1 2025-03-04 480 false, 2 2025-03-03 480 false, 2 2025-03-04 480 false"},
		"always":       {func(int, int) string { return `,"actual_working_hours_no_rounding":"479"` }, "1 2025-03-03 479 true, 1 2025-03-04 479 true, 2 2025-03-03 479 true, 2 2025-03-04 479 true"},
		"not that day": {func(_, day int) string { return map[int]string{3: `,"actual_working_hours_no_rounding":479`}[day] }, "1 2025-03-03 479 true, 1 2025-03-04 480 false, 2 2025-03-03 479 true, 2 2025-03-04 480 false"},
	} {
		t.Run(name, func(t *testing.T) {
			var requests atomic.Int64
			base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				q := r.URL.Query()
				if q.Has("include_break_results") && q.Has("end_date") {
					reply(w, 400, `{"success":false,"errors":[{"code":"E","message":"終了日時を指定できません。"}]}`)
					return
				}
				var holders []string
				for _, staff := range strings.Split(q.Get("staff_ids"), ",") {
					var days []string
					for day := 3; day <= 4; day++ {
						extra := ""
						if q.Has("include_break_results") {
							extra = fmt.Sprintf(`,"break_time_results":[{"result_break_time_start_time":"2025/03/0%d 12:00:00","result_break_time_end_time":"2025/03/0%d 13:00:00"}]`, day, day)
						} else if q.Has("include_actual_working_hours_no_rounding") {
							extra = c.own(int(staff[0]-'0'), day)
						}
						days = append(days, fmt.Sprintf(`{"date":"2025/03/0%d","working_day_category":0,"start_time":"2025/03/0%d 09:00:00","end_time":"2025/03/0%d 18:00:00"%s}`, day, day, day, extra))
					}
					holders = append(holders, fmt.Sprintf(`{"staff_id":%s,"working_records":[%s]}`, staff, strings.Join(days, ",")))
				}
				reply(w, 200, `{"success":true,"response":[`+strings.Join(holders, ",")+`]}`)
			})
			found := map[string]string{}
			var order []string
			for d, err := range newClient(t, base).Days(t.Context(), span("2025-03-03 00:00:00", "2025-03-04 23:59:59"), []int64{2, 1}) {
				if err != nil {
					t.Fatal(err)
				}
				key := d.Person + " " + d.Date.String()
				if found[key] != "" {
					t.Errorf("%s came twice", key)
				}
				found[key] = fmt.Sprintf("%s %d %v", key, d.Minutes, d.Source == "actual_working_hours_no_rounding")
				order = append(order, key)
			}
			var got []string
			for _, key := range []string{"1 2025-03-03", "1 2025-03-04", "2 2025-03-03", "2 2025-03-04"} {
				got = append(got, found[key])
			}
			if len(order) != 4 || strings.Join(got, ", ") != c.want {
				t.Errorf("got %s, want %s", strings.Join(got, ", "), c.want)
			}
		})
	}
}

func TestDaysThatCantBeRead(t *testing.T) {
	for name, day := range map[string]string{
		"no number":  `{"date":"2025/03/03","working_day_category":0,"start_time":"2025/03/03 09:00:00","end_time":"2025/03/03 18:00:00","actual_working_hours_no_rounding":"8:00"}`,
		"below zero": `{"date":"2025/03/03","working_day_category":0,"start_time":"2025/03/03 09:00:00","end_time":"2025/03/03 18:00:00","actual_working_hours_no_rounding":-1}`,
		"no time":    `{"date":"2025/03/03","working_day_category":0,"start_time":"9 o'clock","end_time":null}`,
	} {
		base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			reply(w, 200, `{"success":true,"response":[{"staff_id":1,"working_records":[`+day+`]}]}`)
		})
		var last error
		for _, err := range newClient(t, base).Days(t.Context(), span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), []int64{1}) {
			last = err
		}
		if last == nil || fault.KindOf(last) != fault.Other {
			t.Errorf("%s: %v", name, last)
		}
	}
}
