package akashi_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
)

// calendar answers for working records: every staff, every day asked for, the last ones first. Without end_date
// the answer reaches on to the end of the month.
type calendar struct {
	t       *testing.T
	wrapped bool // an object around the list, as in the document's table
	// together is what becomes of end_date beside breaks: "" refuses it, as the document says; "taken"; "ignored": one day comes;
	// "breaks ignored": all days come without breaks.
	together string

	mu   sync.Mutex
	asks []url.Values
}

func (c *calendar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	c.mu.Lock()
	c.asks = append(c.asks, q)
	c.mu.Unlock()
	from, err := time.Parse("20060102", q.Get("start_date"))
	to := time.Date(from.Year(), from.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	if q.Has("end_date") {
		to, err = time.Parse("20060102", q.Get("end_date"))
	}
	breaks := q.Has("include_break_results")
	if breaks && q.Has("end_date") {
		switch c.together {
		case "":
			reply(w, 400, `{"success":false,"errors":[{"code":"E","message":"終了日時を指定できません。"}]}`)
			return
		case "ignored":
			to = from
		case "breaks ignored":
			breaks = false
		}
	}
	staff := strings.Split(q.Get("staff_ids"), ",")
	if err != nil || r.URL.Path != "/sample01/working_records" || len(staff) > 50 || to.Sub(from) > 30*24*time.Hour || to.Before(from) {
		c.t.Errorf("%s?%s: %v", r.URL.Path, q.Encode(), err)
	}
	slices.Reverse(staff)
	var holders []string
	for _, id := range staff {
		var days []string
		for day := to; !day.Before(from); day = day.AddDate(0, 0, -1) {
			rest := ""
			if breaks {
				rest = `,"break_time_results":[]`
			}
			days = append(days, fmt.Sprintf(`{"date":%q,"start_time":null%s}`, day.Format("2006/01/02"), rest))
		}
		holders = append(holders, fmt.Sprintf(`{"staff_id":%s,"working_records":[%s]}`, id, strings.Join(days, ",")))
	}
	list := "[" + strings.Join(holders, ",") + "]"
	if c.wrapped {
		list = `{"login_company_code":"sample01","response":` + list + `}`
	}
	reply(w, 200, `{"success":true,"response":`+list+`}`)
}

func TestWorkingRecords(t *testing.T) {
	for name, s := range map[string]period.Span{
		"a day":        span("2025-03-03 00:00:00", "2025-03-03 23:59:59"),
		"part of days": span("2025-03-03 18:00:00", "2025-03-04 06:00:00"),
		"31 days":      span("2025-03-01 00:00:00", "2025-03-31 23:59:59"),
		"32 days":      span("2025-03-01 00:00:00", "2025-04-01 23:59:59"),
		"29 February":  span("2024-02-28 00:00:00", "2024-03-01 23:59:59"),
		"a quarter":    span("2024-12-30 00:00:00", "2025-03-31 23:59:59"),
	} {
		for _, n := range []int64{1, 50, 51, 120} {
			for _, wrapped := range []bool{true, false} {
				if n > 1 && s.Days() > 32 {
					continue
				}
				t.Run(fmt.Sprintf("%s/%d/%v", name, n, wrapped), func(t *testing.T) {
					c := &calendar{t: t, wrapped: wrapped}
					staff := ids(1, n)
					slices.Reverse(staff)
					records := all(t, newClient(t, serve(t, c.ServeHTTP)).WorkingRecords(t.Context(), akashi.WorkingRecordQuery{Span: s, Staff: staff}))
					var want []string
					for _, day := range s.CutDays(1) {
						for id := range n {
							want = append(want, fmt.Sprintf(`{"staff_id":%d,"date":%q,"start_time":null}`, id+1, day.From.Format("2006/01/02")))
						}
					}
					if len(records) != len(want) {
						t.Fatalf("%d records, want %d", len(records), len(want))
					}
					for i, r := range records {
						if string(r.JSON()) != want[i] {
							t.Fatalf("record %d is %s, want %s", i, r.JSON(), want[i])
						}
					}
					if requests := (s.Days() + 30) / 31 * (int(n) + 49) / 50; len(c.asks) > requests+1 {
						t.Errorf("%d requests", len(c.asks))
					}
				})
			}
		}
	}
}

// end_date beside breaks is tried once. Unless both days come, with their breaks, each day is asked for on its own, whose answer
// reaches further than the day: each day is there once.
func TestWorkingRecordsWithBreaks(t *testing.T) {
	for together, requests := range map[string]int{"": 1 + 9*2, "ignored": 1 + 9*2, "breaks ignored": 1 + 9*2, "taken": 1 + 2} {
		t.Run(together, func(t *testing.T) {
			c := &calendar{t: t, together: together}
			s := span("2025-02-25 00:00:00", "2025-03-05 23:59:59")
			records := all(t, newClient(t, serve(t, c.ServeHTTP)).WorkingRecords(t.Context(), akashi.WorkingRecordQuery{Span: s, Staff: ids(1, 60), Breaks: true}))
			if len(records) != 9*60 || len(c.asks) != requests {
				t.Fatalf("%d records of %d requests, want 540 of %d", len(records), len(c.asks), requests)
			}
			for i, r := range records {
				day := s.From.AddDate(0, 0, i/60).Format("2006/01/02")
				if r.Lookup("date").Text() != day || r.Lookup("staff_id").Text() != fmt.Sprint(i%60+1) || r.Lookup(akashi.BreakList).Text() != "[]" {
					t.Fatalf("record %d is %s", i, r.JSON())
				}
			}
			if q := c.asks[0]; q.Get("staff_ids") != "1" || q.Get("start_date") != "20250225" || q.Get("end_date") != "20250226" {
				t.Errorf("tried with %s", q.Encode())
			}
			for _, q := range c.asks[1:] {
				if q.Get("include_break_results") != "1" || q.Has("end_date") != (together == "taken") {
					t.Errorf("asked for %s", q.Encode())
				}
			}
		})
	}
}

// A vendor that is down is no vendor that refuses end_date.
func TestWorkingRecordsTryInTrouble(t *testing.T) {
	q := akashi.WorkingRecordQuery{Span: span("2025-03-03 00:00:00", "2025-03-05 23:59:59"), Staff: []int64{7}, Breaks: true}
	_, err := collect(t, newClient(t, answers(t, 401, `{"success":false,"errors":[{"code":"ERR300003","message":"甲"}]}`)).WorkingRecords(t.Context(), q))
	wantError(t, err, fault.Auth)
}

// The days are those of the calendar that the span was made in.
func TestWorkingRecordsDaysOfAnotherZone(t *testing.T) {
	c := &calendar{t: t}
	zone := time.FixedZone("UTC-8", -8*3600)
	s := period.Span{From: time.Date(2025, 3, 3, 0, 0, 0, 0, zone), To: time.Date(2025, 3, 4, 23, 59, 59, 0, zone)}
	records := all(t, newClient(t, serve(t, c.ServeHTTP)).WorkingRecords(t.Context(), akashi.WorkingRecordQuery{Span: s, Staff: []int64{7}}))
	if len(records) != 2 || c.asks[0].Get("start_date") != "20250303" || c.asks[0].Get("end_date") != "20250304" {
		t.Errorf("%d records for %s", len(records), c.asks[0].Encode())
	}
}

func TestWorkingRecordsInTrouble(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		kind fault.Kind
		n    int
	}{
		"no list":      {`{"success":true,"response":{"login_company_code":"sample01"}}`, fault.Other, 0},
		"a null in it": {`{"success":true,"response":[null]}`, fault.Other, 0},
		"no staff_id":  {`{"success":true,"response":[{"working_records":[]}]}`, fault.Other, 0},
		"no days":      {`{"success":true,"response":[{"staff_id":7}]}`, fault.Other, 0},
		"no object":    {`{"success":true,"response":[{"staff_id":7,"working_records":[1]}]}`, fault.Other, 0},
		"no date":      {`{"success":true,"response":[{"staff_id":7,"working_records":[{}]}]}`, fault.Other, 0},
		"no such date": {`{"success":true,"response":[{"staff_id":7,"working_records":[{"date":"2025/02/30"}]}]}`, fault.Other, 0},
		"refused":      {`{"success":false,"errors":[{"code":"E","message":"甲"}]}`, fault.Refused, 0},
		"in part":      {`{"success":true,"response":[{"staff_id":7,"working_records":[{"date":"2025/03/03"}]}],"errors":[{"code":"E","message":"甲"}]}`, fault.Partial, 1},
	} {
		t.Run(name, func(t *testing.T) {
			q := akashi.WorkingRecordQuery{Span: span("2025-03-03 00:00:00", "2025-03-03 23:59:59"), Staff: []int64{7}}
			records, err := collect(t, newClient(t, answers(t, 200, c.body)).WorkingRecords(t.Context(), q))
			wantError(t, err, c.kind)
			if len(records) != c.n {
				t.Errorf("%d records, want %d", len(records), c.n)
			}
		})
	}
}

func TestWorkingRecordsSaysAllThatWasLeftOut(t *testing.T) {
	base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		first, _, _ := strings.Cut(q.Get("staff_ids"), ",")
		reply(w, 200, fmt.Sprintf(`{"success":true,"response":[],"errors":[{"code":"E","message":"%s の %s"}]}`, q.Get("start_date"), first))
	})
	q := akashi.WorkingRecordQuery{Span: span("2025-03-01 00:00:00", "2025-04-30 23:59:59"), Staff: ids(1, 60)}
	_, err := collect(t, newClient(t, base).WorkingRecords(t.Context(), q))
	wantError(t, err, fault.Partial, "20250301 の 1", "20250301 の 51", "20250401 の 1", "20250401 の 51")
}

// Nothing asked for is a mistake, not an empty result.
func TestWorkingRecordsOfNobodyOrNever(t *testing.T) {
	base, requests := recording(t, 200, `{}`)
	for _, q := range []akashi.WorkingRecordQuery{
		{Span: span("2025-03-03 00:00:00", "2025-03-03 23:59:59")},
		{Span: span("2025-03-03 00:00:00", "2025-03-02 23:59:59"), Staff: []int64{7}},
	} {
		_, err := collect(t, newClient(t, base).WorkingRecords(t.Context(), q))
		wantError(t, err, fault.Usage)
	}
	if len(requests()) > 0 {
		t.Error("something was sent")
	}
}
