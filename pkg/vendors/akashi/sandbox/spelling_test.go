package sandbox_test

import (
	"testing"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

// Every spelling is one that the document, its examples or real servers have; the contract allows all, which
// the rig checks on every answer.
func TestSpellings(t *testing.T) {
	for _, c := range []struct {
		spelling                                akashi.Spelling
		stampedAt, total, staffs, code, message string
		punchIn                                 string
		records                                 []any // path to the people of working records
		topParent                               int64
	}{
		{akashi.Recorded, "stampedAt", "TotalCount", "staffs", "ERR300402", "message", "start_punch_time", []any{"response"}, 1},
		{akashi.Document, "stamped_at", "totalCount", "staffs ", " ERR300402", "messages", "attendance_punch_time", []any{"response", "response"}, 0},
		{akashi.Examples, "stamped_aAt", "total_count", "staffs", " ERR300402", "message", "attendance_punch_time", []any{"response"}, 1},
	} {
		t.Run(string(c.spelling), func(t *testing.T) {
			r := start(t, akashi.Options{Spelling: c.spelling})
			if got := r.ok("POST", "stamps", "", `{"type":11}`).value("response", c.stampedAt); got != "2025/06/30 12:00:00" {
				t.Errorf("%s is %v", c.stampedAt, got)
			}
			if got := number(r.ok("GET", "staffs", "page=6", "").value("response", c.total)); got != 120 {
				t.Errorf("%s is %d", c.total, got)
			}
			out := r.ok("PATCH", "staffs/", "", `{"staffs":[`+newPerson+`},{"last_name":"a","first_name":"","organization":"企業"}]}`)
			if len(out.list("response", c.staffs)) != 1 || out.value("errors", 0, "code") != c.code {
				t.Errorf("staff update: %v", out.body)
			}
			out = r.any("POST", "organizations", "", `{"organizations":[{"name":"営業部"}]}`)
			if out.status != 400 || out.value("errors", 0, c.message) == nil {
				t.Errorf("failed organization: %v", out.body)
			}
			created := r.ok("POST", "organizations", "", `{"organizations":[{"name":"新部署"}]}`)
			if got := number(created.value("response", "organizations", 0, "parentId")); got != c.topParent {
				t.Errorf("parent of a new top organization is %d", got)
			}
			people := r.ok("GET", "working_records", "start_date=20250602&end_date=20250606&staff_ids=1001", "").list(c.records...)
			if _, ok := field(people[0], "working_records", 0).(map[string]any)[c.punchIn]; !ok {
				t.Errorf("no %s in %v", c.punchIn, people[0])
			}
			r.ok("GET", "organizations", "includesParents=1", "")
			r.ok("GET", "alerts", "", "")
			r.ok("GET", "stamps", span("20250501000000", "20250531235959"), "")
			r.ok("GET", "multiple_stamps", span("20250501000000", "20250531235959")+"&staff_ids=1001,1007", "")
			r.ok("DELETE", "staff/1007", "", `{"retirement_date":"2025/06/30"}`)
			r.reissue()
		})
	}
}
