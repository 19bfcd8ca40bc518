package sandbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func TestStaffPages(t *testing.T) {
	r := start(t, akashi.Options{})
	seen := map[int64]bool{}
	for page, want := range []int{20, 20, 20, 20, 20, 20, 0} {
		out := r.ok("GET", "staffs", fmt.Sprintf("page=%d", page), "")
		list := out.list("response", "staffs")
		if len(list) != want || number(out.value("response", "Count")) != int64(want) || number(out.value("response", "TotalCount")) != 120 {
			t.Errorf("page %d: %d people, Count %v, TotalCount %v", page, len(list), out.value("response", "Count"), out.value("response", "TotalCount"))
		}
		for _, p := range list {
			seen[number(field(p, "staffId"))] = true
		}
	}
	if len(seen) != 120 {
		t.Errorf("%d different people on all pages, want 120", len(seen))
	}

	r.ok("PATCH", "staffs/", "", `{"staffs":[{"last_name":"佐藤","first_name":"花子","organization":"企業"}]}`)
	if out := r.ok("GET", "staffs", "page=6", ""); len(out.list("response", "staffs")) != 1 || number(out.value("response", "TotalCount")) != 121 {
		t.Errorf("after one more person the last page is %v", out.body)
	}
	if out := r.ok("GET", "staffs", "", ""); len(out.list("response", "staffs")) != 20 {
		t.Error("without a page it is not the first one")
	}
	if out := r.ok("GET", "staffs", "page=9223372036854775807", ""); len(out.list("response", "staffs")) != 0 {
		t.Error("an absurd page has people")
	}
}

func TestStaffParameters(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, query := range []string{"page=-1", "page=x", "page="} {
		out := r.get("staffs", query)
		r.refused(out, 400, "SANDBOX_PARAMETER")
		if len(out.broken) != 1 {
			t.Errorf("%s: the contract reported %v", query, out.broken)
		}
	}
	r.refused(r.get("staffs/999999", ""), 404, "SANDBOX_NOT_FOUND")
	r.refused(r.get("staffs/x1", ""), 400, "SANDBOX_PARAMETER")
	r.refused(r.get("staffs", "target=nobody"), 404, "SANDBOX_NOT_FOUND")
}

func TestOneStaff(t *testing.T) {
	r := start(t, akashi.Options{})
	byID := r.ok("GET", fmt.Sprintf("staffs/%d", akashi.GateID), "", "")
	if byID.value("response", "staffs", 0, "lastName") != "計測ゲート" || number(byID.value("response", "TotalCount")) != 1 {
		t.Errorf("by id: %v", byID.body)
	}
	byToken := r.ok("GET", "staffs", "target="+r.Issue(akashi.GateID), "")
	if number(byToken.value("response", "staffs", 0, "staffId")) != akashi.GateID {
		t.Errorf("by token: %v", byToken.body)
	}
}

func TestNamesThatBreakPrograms(t *testing.T) {
	r := start(t, akashi.Options{Seed: 7})
	var names, kana, remarks []string
	nullKana := 0
	for page := range 6 {
		for _, p := range r.ok("GET", "staffs", fmt.Sprintf("page=%d", page), "").list("response", "staffs") {
			names = append(names, fmt.Sprint(field(p, "lastName")), fmt.Sprint(field(p, "firstName")))
			if field(p, "lastNameKana") == nil {
				nullKana++
			}
			kana = append(kana, fmt.Sprint(field(p, "lastNameKana")))
			remarks = append(remarks, fmt.Sprint(field(p, "remarks")))
		}
	}
	for _, want := range []string{"髙橋", "山﨑", "𠮷野", "张", "=山本", "Sato, Jr."} {
		if !slices.Contains(names, want) {
			t.Errorf("nobody is called %q", want)
		}
	}
	if !slices.Contains(kana, "ﾔﾏﾀﾞ") || nullKana == 0 {
		t.Error("no half-width kana, or nobody without kana")
	}
	if !slices.ContainsFunc(remarks, func(s string) bool { return strings.Contains(s, "\n") && strings.Contains(s, `"`) }) {
		t.Error("no remark has a line break and quotes")
	}
}

// A token opens what its owner looks after, and nothing else.
func TestPermissions(t *testing.T) {
	r := start(t, akashi.Options{})
	var manager, employee int64
	for page := range 6 {
		for _, p := range r.ok("GET", "staffs", fmt.Sprintf("page=%d", page), "").list("response", "staffs") {
			switch number(field(p, "permissionGroup", "permissionType")) {
			case 2:
				manager = number(field(p, "staffId"))
			case 3:
				employee = number(field(p, "staffId"))
			}
		}
	}
	r.token = r.Issue(manager)
	if n := len(r.staffIDs()); n < 2 || n >= 120 {
		t.Errorf("a manager sees %d people", n)
	}
	r.token = r.Issue(employee)
	if ids := r.staffIDs(); !slices.Equal(ids, []int64{employee}) {
		t.Errorf("an employee sees %v", ids)
	}
	span := "start_date=20250601000000&end_date=20250601000000"
	r.refused(r.get(fmt.Sprintf("stamps/%d", akashi.GateID), span), 403, "SANDBOX_PERMISSION")
	r.refused(r.any("PATCH", "staffs/", "", `{"staffs":[{"last_name":"a","first_name":"b","organization":"企業"}]}`), 403, "SANDBOX_PERMISSION")
	r.refused(r.any("DELETE", fmt.Sprintf("staff/%d", akashi.GateID), "", `{"retirement_date":"2025/06/30"}`), 403, "SANDBOX_PERMISSION")
	r.refused(r.any("POST", "organizations", "", `{"organizations":[{"name":"新部署"}]}`), 403, "SANDBOX_PERMISSION")
	r.ok("GET", "stamps", span, "")
}
