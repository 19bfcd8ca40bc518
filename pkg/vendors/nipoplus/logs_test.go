package nipoplus_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	sandbox "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// A day with more logs than an answer holds: complete, each once, in order.
func TestLogs(t *testing.T) {
	for _, o := range []sandbox.Options{{}, {WholeSecondTo: true}, {FromExclusive: true}, {Spelling: sandbox.Bare}} {
		c, _ := unchecked(t, o)
		logs := all(t, c.Logs(t.Context(), sandbox.HeadOffice, span("2025-05-14 00:00:00", "2025-05-16 23:59:59"), 0))
		ids, times := values(logs, "id"), values(logs, "ts")
		if len(logs) != 1700 || !slices.IsSorted(times) || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 1700 {
			t.Errorf("%+v: %d logs", o, len(logs))
		}
	}
}

// logVendor has a log every ten seconds of a day, and answers with what row makes of each.
func logVendor(t *testing.T, row func(i int, at time.Time) string) http.Handler {
	t.Helper()
	day := at("2025-05-14 00:00:00")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Size     int
			From, To string
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			t.Error(err)
		}
		from, _ := time.ParseInLocation("2006/01/02 15:04:05", q.From, jst)
		to, _ := time.ParseInLocation("2006/01/02 15:04:05", q.To, jst)
		var rows []string
		for i := range 8640 {
			if at := day.Add(time.Duration(i) * 10 * time.Second); !at.Before(from) && !at.After(to) && len(rows) < q.Size {
				rows = append(rows, row(i, at))
			}
		}
		_, _ = fmt.Fprintf(w, `{"error":false,"result":[%s]}`, strings.Join(rows, ","))
	})
}

// Logs without an id: two that are equal are two, and the overlap of pieces doubles none.
func TestLogsWithoutIDs(t *testing.T) {
	day := span("2025-05-14 00:00:00", "2025-05-14 23:59:59")
	twice := logVendor(t, func(_ int, at time.Time) string {
		row := fmt.Sprintf(`{"createTs":%d,"type":"login"}`, at.UnixMilli())
		return row + "," + row
	})
	if n := len(all(t, client(t, twice, secret).Logs(t.Context(), "g", day, 0))); n != 2*8640 {
		t.Errorf("%d logs", n)
	}
	// Where not even a time tells them apart none is dropped, and it is said.
	nothing := logVendor(t, func(int, time.Time) string { return `{"type":"login"}` })
	got, err := collect(t, client(t, nothing, secret).Logs(t.Context(), "g", day, 0))
	wantError(t, err, fault.Partial, "may be there twice")
	if len(got) < 8640 {
		t.Errorf("%d logs", len(got))
	}
	// In one piece there is nothing to be told apart.
	hour := span("2025-05-14 08:00:00", "2025-05-14 08:59:59")
	if n := len(all(t, client(t, nothing, secret).Logs(t.Context(), "g", hour, 0))); n != 361 && n != 360 {
		t.Errorf("%d logs", n)
	}
}

// A pull whose vendor fails midway says so; it is no short success.
func TestFailureMidway(t *testing.T) {
	c, _ := answers(t, `[`+strings.TrimSuffix(strings.Repeat(`{"id":"x","ts":1747180800000},`, 1000), ",")+`]`, `200 {"error":true,"message":"トークンの更新に失敗"}`)
	_, err := collect(t, c.Logs(t.Context(), "g", span("2025-05-14 00:00:00", "2025-05-14 23:59:59"), 0))
	wantError(t, err, fault.Auth, "トークンの更新に失敗")
}

// Smaller answers hold the same records.
func TestPageSize(t *testing.T) {
	c, s := unchecked(t, sandbox.Options{Seed: 3})
	day := span("2025-05-14 00:00:00", "2025-05-14 23:59:59")
	whole := values(all(t, c.Logs(t.Context(), sandbox.HeadOffice, day, 0)), "id")
	once := len(s.Requests())
	parts := values(all(t, c.Logs(t.Context(), sandbox.HeadOffice, day, 30)), "id")
	same(t, "logs", parts, whole)
	if len(s.Requests())-once <= once {
		t.Errorf("%d requests for 30 at once, %d for 1000", len(s.Requests())-once, once)
	}
	q := nipoplus.TimecardQuery{Group: sandbox.HeadOffice, Span: span("2025-03-01 00:00:00", "2025-03-31 23:59:59")}
	cards := values(all(t, c.Timecards(t.Context(), q)), "id")
	q.Size = 7
	same(t, "timecards", values(all(t, c.Timecards(t.Context(), q)), "id"), cards)
}
