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
)

// Where both ends of a range are left out, only an answer that reaches over a second's start has what lies at it. Such
// a record is given, or at least said to be missing.
func TestStartOfAFullSecond(t *testing.T) {
	start := at("2025-05-15 17:00:00").UnixMilli()
	for _, c := range []struct {
		name  string
		times func(i int) int64 // of the i-th of 1,050 reports
		given int
		whole bool
	}{
		{"a second as full as an answer", func(i int) int64 { return start + int64(i%1000) + int64(i/1000)*60_000 }, 1050, false},
		{"more at one millisecond", func(int) int64 { return start }, 1000, false},
		{"the second before goes on into it", func(i int) int64 { return start - 525 + int64(i) }, 1050, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				var q struct {
					Size     int
					From, To string
				}
				_ = json.NewDecoder(r.Body).Decode(&q)
				from, _ := time.ParseInLocation("2006/01/02 15:04:05", q.From, jst)
				to, _ := time.ParseInLocation("2006/01/02 15:04:05", q.To, jst)
				var found []string
				for i := range 1050 {
					if ms := c.times(i); from.UnixMilli() < ms && ms < to.UnixMilli() && len(found) < q.Size {
						found = append(found, fmt.Sprintf(`{"id":"r%04d","userTs":%d}`, i, ms))
					}
				}
				_, _ = fmt.Fprintf(w, `[%s]`, strings.Join(found, ","))
			}), secret)
			days := span("2025-05-15 00:00:00", "2025-05-15 23:59:59")
			got, err := collect(t, client.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: "g", Span: &days}))
			ids := slices.Sorted(slices.Values(values(got, "id")))
			if n := len(slices.Compact(ids)); n != c.given || len(got) != n {
				t.Errorf("%d reports, %d of them different, want %d", len(got), n, c.given)
			}
			if c.whole && err != nil {
				t.Error(err)
			}
			if !c.whole {
				wantError(t, err, fault.Partial, "2025-05-15 17:00:00")
			}
		})
	}
}
