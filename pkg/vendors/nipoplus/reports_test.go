package nipoplus_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	sandbox "github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// everyWay are all readings of what the document leaves open.
func everyWay(t *testing.T, try func(t *testing.T, o sandbox.Options)) {
	for _, by := range []string{"userTs", "createTs", "updateTs"} {
		for _, ends := range []sandbox.Options{{}, {WholeSecondTo: true}, {FromExclusive: true}} {
			ends.Seed, ends.FilterBy = 3, by
			t.Run(fmt.Sprintf("%s/whole=%v/exclusive=%v", by, ends.WholeSecondTo, ends.FromExclusive), func(t *testing.T) {
				try(t, ends)
			})
		}
	}
}

// truth returns the ids of the reports whose time lies in the span, taken from the sandbox without the client, minute by
// minute where it is dense; ordered by that time and then by id.
func truth(t *testing.T, s *sandbox.Server, group, by string, want period.Span) []string {
	t.Helper()
	key := fmt.Sprint(group, by, want) // whatever the ends of a range mean, the truth is the same
	if ids, known := truths.Load(key); known {
		return slices.Clone(ids.([]string))
	}
	type report struct {
		ID                         string
		UserTs, CreateTs, UpdateTs int64
	}
	var reports []report
	have := map[string]bool{}
	end := want.To.Add(2 * time.Second)
	for from := want.From.Add(-time.Second); from.Before(end); {
		step := 24 * time.Hour
		var found []report // of this turn: Unmarshal makes a new slice
		for {
			to := from.Add(step)
			body := fmt.Sprintf(`{"groupId":%q,"size":1000,"from":%q,"to":%q}`, group, from.Format("2006/01/02 15:04:05"), to.Format("2006/01/02 15:04:05"))
			var answer struct {
				Result struct{ Data []report }
			}
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodPost, "/reports/admin", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Authorization", "Bearer "+s.Settings("")["api_key"])
			s.ServeHTTP(w, r)
			if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
				t.Fatal(err)
			}
			if found = answer.Result.Data; len(found) < 1000 {
				from = to
				break
			}
			step /= 24
		}
		for _, r := range found {
			time := map[string]int64{"userTs": r.UserTs, "createTs": r.CreateTs, "updateTs": r.UpdateTs}[by]
			if !have[r.ID] && want.From.UnixMilli() <= time && time < want.To.UnixMilli()+1000 {
				have[r.ID] = true
				r.UserTs = time
				reports = append(reports, r)
			}
		}
	}
	slices.SortFunc(reports, func(a, b report) int {
		if a.UserTs != b.UserTs {
			return int(a.UserTs - b.UserTs)
		}
		return strings.Compare(a.ID, b.ID)
	})
	var ids []string
	for _, r := range reports {
		ids = append(ids, r.ID)
	}
	truths.Store(key, slices.Clone(ids))
	return ids
}

var truths sync.Map // of seed 3, in which all who ask agree

// A month with a day that no answer holds: complete, each once, in order, whatever the vendor goes by.
func TestReportsAreCompleteWhateverTheRangeMeans(t *testing.T) {
	everyWay(t, func(t *testing.T, o sandbox.Options) {
		c, s := unchecked(t, o)
		for _, days := range []period.Span{
			span("2025-05-10 00:00:00", "2025-05-20 23:59:59"),
			span("2025-05-15 17:00:10", "2025-05-15 17:00:19"),
			span("2024-02-29 00:00:00", "2024-02-29 23:59:59"),
		} {
			got := values(all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: sandbox.HeadOffice, Span: &days})), "id")
			want := truth(t, s, sandbox.HeadOffice, o.FilterBy, days)
			same(t, days.String(), got, want)
		}
	})
}

// same compares ids, first as a set: a missing row is worse than one out of its place.
func same(t *testing.T, name string, got, want []string) {
	t.Helper()
	g, w := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	switch {
	case len(want) == 0:
		t.Errorf("%s: nothing to compare with", name)
	case !slices.Equal(g, w):
		t.Errorf("%s: %d reports, want %d", name, len(got), len(want))
	case !slices.Equal(got, want):
		t.Errorf("%s: not in order", name)
	}
}

// The pieces of a period are the period: no report is in two of them, none in neither.
func TestPiecesAddUp(t *testing.T) {
	everyWay(t, func(t *testing.T, o sandbox.Options) {
		c, _ := unchecked(t, o)
		pull := func(from, to string) []string {
			s := span(from, to)
			return values(all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: sandbox.HeadOffice, Span: &s})), "id")
		}
		whole := pull("2025-05-12 00:00:00", "2025-05-16 23:59:59")
		var parts []string
		for _, cut := range [][2]string{
			{"2025-05-12 00:00:00", "2025-05-13 23:59:59"},
			{"2025-05-14 00:00:00", "2025-05-15 17:00:29"},
			{"2025-05-15 17:00:30", "2025-05-15 17:00:30"},
			{"2025-05-15 17:00:31", "2025-05-16 23:59:59"},
		} {
			parts = append(parts, pull(cut[0], cut[1])...)
		}
		same(t, "parts", slices.Sorted(slices.Values(parts)), slices.Sorted(slices.Values(whole)))
	})
}

// A second that holds more than an answer is named; what came of it is given.
func TestSecondThatIsFull(t *testing.T) {
	c, s := unchecked(t, sandbox.Options{})
	days := span("2025-05-14 00:00:00", "2025-05-16 23:59:59")
	q := nipoplus.ReportQuery{Scope: "admin", Group: sandbox.Crowd, Span: &days}
	got, err := collect(t, c.Reports(t.Context(), q))
	wantError(t, err, fault.Partial, "2025-05-15 17:00:00")
	if n := len(got); n < 1000 || n > 1100 {
		t.Errorf("%d reports", n)
	}
	for _, line := range s.Requests() {
		if strings.Contains(line, "17:00:00") && strings.Contains(line, `"to":"2025/05/15 17:00:00"`) {
			q.Limit = 1100
			_, err := collect(t, c.Reports(t.Context(), q))
			wantError(t, err, fault.Partial, "2025-05-15 17:00:00")
			return
		}
	}
	t.Error("the second was not asked for alone")
}

// Where the end of a range is seen to mean its whole second, one that just fits alone is complete.
func TestFullSecondThatFitsAlone(t *testing.T) {
	second := at("2025-05-15 17:00:00").UnixMilli()
	report := func(i int, ms int64) string { return fmt.Sprintf(`{"id":"r%04d","userTs":%d}`, i, ms) }
	c := client(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Size     int
			From, To string
		}
		_ = json.NewDecoder(r.Body).Decode(&q)
		from, _ := time.ParseInLocation("2006/01/02 15:04:05", q.From, jst)
		to, _ := time.ParseInLocation("2006/01/02 15:04:05", q.To, jst)
		var found []string
		for i := range 1800 { // 900 in each of two seconds
			if ms := second + int64(i/900)*1000 + int64(i%900) + 1; from.UnixMilli() <= ms && ms < to.UnixMilli()+1000 && len(found) < q.Size {
				found = append(found, report(i, ms))
			}
		}
		_, _ = fmt.Fprintf(w, `[%s]`, strings.Join(found, ","))
	}), secret)
	days := span("2025-05-15 00:00:00", "2025-05-15 23:59:59")
	got := values(all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: "g", Span: &days})), "id")
	if len(got) != 1800 || !slices.IsSorted(got) || len(slices.Compact(got)) != 1800 {
		t.Errorf("%d reports", len(got))
	}
}

func TestNewest(t *testing.T) {
	for _, by := range []string{"userTs", "createTs", "updateTs"} {
		c, s := unchecked(t, sandbox.Options{Seed: 3, FilterBy: by})
		newest := truth(t, s, sandbox.HeadOffice, by, span("2025-06-12 00:00:00", "2025-07-03 00:00:00"))
		slices.Reverse(newest)
		for n, want := range map[int]int{0: 10, 1: 1, 1000: 1000, 1400: 1400} {
			got := values(all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: sandbox.HeadOffice, Limit: n})), "id")
			if len(got) != want || len(newest) < want {
				t.Errorf("%s: limit %d: %d reports of %d", by, n, len(got), len(newest))
				continue
			}
			if want > 1 { // one report tells nothing of the order, and two may be equally new
				same(t, fmt.Sprint(by, ": limit ", n), got[:want-1], newest[:want-1])
			}
		}
	}
}

func TestNewestOfARange(t *testing.T) {
	c, s := unchecked(t, sandbox.Options{Seed: 3})
	days := span("2025-05-11 00:00:00", "2025-05-19 23:59:59")
	inMay := truth(t, s, sandbox.HeadOffice, "userTs", days)
	for n, want := range map[int][]string{50: inMay[len(inMay)-50:], 9999: inMay} {
		got := values(all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "admin", Group: sandbox.HeadOffice, Span: &days, Limit: n})), "id")
		slices.Reverse(got)
		same(t, fmt.Sprint("limit ", n), got, want)
	}
}

func TestFilters(t *testing.T) {
	c, _ := unchecked(t, sandbox.Options{})
	days := span("2025-05-01 00:00:00", "2025-05-31 23:59:59")
	base := nipoplus.ReportQuery{Scope: "admin", Group: sandbox.HeadOffice, Span: &days}
	reports := all(t, c.Reports(t.Context(), base))
	owner := reports[0].Lookup("owner").Text()
	for name, f := range map[string]func(*nipoplus.ReportQuery){
		"state":    func(q *nipoplus.ReportQuery) { q.States = []string{"新規", "承認"} },
		"owner":    func(q *nipoplus.ReportQuery) { q.Owners = []string{owner} },
		"template": func(q *nipoplus.ReportQuery) { q.Templates = []string{"sbxTemplateDaily0003", "sbxTemplateGone00004"} },
		"tag":      func(q *nipoplus.ReportQuery) { q.Tags = []string{"sbxTagUrgent00000001"} },
	} {
		q := base
		f(&q)
		var want []string
		for _, r := range reports {
			in := func(words []string, path string) bool {
				return words == nil || slices.Contains(words, r.Lookup(path).Text())
			}
			if in(q.States, "state") && in(q.Owners, "owner") && in(q.Templates, "templateId") && (q.Tags == nil || strings.Contains(r.Lookup("tags").Text(), q.Tags[0])) {
				want = append(want, r.Lookup("id").Text())
			}
		}
		if len(want) == len(reports) {
			t.Errorf("%s: filters nothing", name)
		}
		same(t, name, values(all(t, c.Reports(t.Context(), q)), "id"), want)
	}
	own := all(t, c.Reports(t.Context(), nipoplus.ReportQuery{Scope: "outbox", Group: sandbox.HeadOffice, Span: &days}))
	if len(own) == 0 || len(slices.Compact(slices.Sorted(slices.Values(values(own, "owner"))))) != 1 {
		t.Errorf("outbox: %d", len(own))
	}
}
