package sandbox_test

import (
	"testing"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

func TestOrganizations(t *testing.T) {
	r := start(t, akashi.Options{})
	out := r.ok("GET", "organizations", "includesParents=1", "")
	list := out.list("response", "organizations")
	if len(list) != 10 || field(list[0], "name") != "企業" || field(list[0], "parentId") != nil || field(list[0], "code") != nil {
		t.Errorf("got %d, first %v", len(list), field(list[0]))
	}
	one := r.ok("GET", "organizations", "includesParents=1&orgId=7", "").list("response", "organizations")
	if len(one) != 1 || field(one[0], "name") != "夜勤班" || number(field(one[0], "parentId")) != 6 {
		t.Errorf("orgId gave %v", one)
	}
	r.refused(r.get("organizations", "includesParents=0&orgId=99"), 404, "SANDBOX_NOT_FOUND")
}

// Parents come with includesParents=1 only; the gate belongs to 物流部/第一倉庫, with 夜勤班 below it.
func TestOrganizationsOfAnEmployee(t *testing.T) {
	r := start(t, akashi.Options{})
	r.token = r.Issue(akashi.GateID)
	for query, want := range map[string]string{
		"includesParents=0": "第一倉庫 夜勤班 ",
		"includesParents=1": "企業 物流部 第一倉庫 夜勤班 ",
	} {
		got := ""
		for _, o := range r.ok("GET", "organizations", query, "").list("response", "organizations") {
			got += field(o, "name").(string) + " "
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

func TestCreateOrganizations(t *testing.T) {
	r := start(t, akashi.Options{})
	out := r.ok("POST", "organizations", "", `{"organizations":[
		{"name":"第一事業本部","code":"001","parent_organization":""},
		{"name":"営業部","code":"0011","parent_organization":"第一事業本部"},
		{"name":"一課","parent_organization":"第一事業本部/営業部"}]}`)
	list := out.list("response", "organizations")
	if number(out.value("response", "count")) != 3 || len(list) != 3 {
		t.Fatalf("got %v", out.body)
	}
	if field(list[2], "parentId") != field(list[1], "organizationId") || number(field(list[0], "parentId")) != 1 {
		t.Errorf("the tree is wrong: %v", list)
	}
	r.ok("PATCH", "staffs/", "", `{"staffs":[{"last_name":"佐藤","first_name":"花子","organization":"第一事業本部/営業部/一課"}]}`)
}

func TestOrganizationsAreCreatedAllOrNone(t *testing.T) {
	for name, c := range map[string]struct {
		rows   string
		broken int
	}{
		"parent missing":          {`{"name":"新"},{"name":"x","parent_organization":"無し"}`, 0},
		"parent created too late": {`{"name":"x","parent_organization":"新"},{"name":"新"}`, 0},
		"parent is 企業":            {`{"name":"新"},{"name":"x","parent_organization":"企業"}`, 0},
		"no name":                 {`{"name":"新"},{"code":"1"}`, 1},
		"there already":           {`{"name":"新"},{"name":"営業部"}`, 0},
		"twice":                   {`{"name":"新"},{"name":"新"}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, akashi.Options{})
			out := r.any("POST", "organizations", "", `{"organizations":[`+c.rows+`]}`)
			r.refused(out, 400, "SANDBOX_PARAMETER")
			if len(out.broken) != c.broken {
				t.Errorf("the contract reported %v", out.broken)
			}
			if n := len(r.ok("GET", "organizations", "includesParents=1", "").list("response", "organizations")); n != 10 {
				t.Errorf("%d organizations after a refusal, want 10", n)
			}
		})
	}
}
