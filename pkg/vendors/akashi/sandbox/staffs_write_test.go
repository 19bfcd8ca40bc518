package sandbox_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	akashi "github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

const newPerson = `{"last_name":"佐藤","first_name":"花子","organization":"営業部/営業一課"`

// rowErrors returns the codes and messages of a reply, and how many rows were written.
func rowErrors(out reply, staffs string) (messages []string, written int) {
	for i := range 10 {
		e := out.value("errors", i)
		if e == nil {
			break
		}
		messages = append(messages, fmt.Sprintf("%v|%v|%v|%v", field(e, "code"), field(e, "staff_id"), field(e, "name"), field(e, "message")))
	}
	return messages, len(out.list("response", staffs))
}

func TestStaffRows(t *testing.T) {
	for name, c := range map[string]struct {
		rows    string
		errors  []string
		written int
	}{
		"new":                  {newPerson + `}`, nil, 1},
		"at the top":           {strings.Replace(newPerson, "営業部/営業一課", "企業", 1) + `}`, nil, 1},
		"everything":           {newPerson + `,"staff_code":"S1","last_name_kana":"サトウ","first_name_kana":"ハナコ","employment_category":"正社員","idm_number":"01","email":"s1@example.com","tel":"03-0000-0000","sex":"女","tag":"a,b","remarks":"x\ny"}`, nil, 1},
		"no organization":      {strings.Replace(newPerson, "営業部/営業一課", "営業部/営業9課", 1) + `}`, []string{"ERR300402||佐藤花子|組織が存在しません。"}, 0},
		"top written out":      {strings.Replace(newPerson, "営業部", "企業/営業部", 1) + `}`, []string{"ERR300402||佐藤花子|組織が存在しません。"}, 0},
		"code taken":           {newPerson + `,"staff_code":"000001"}`, []string{"ERR300402||佐藤花子|従業員番号が既に登録されています。"}, 0},
		"email taken":          {newPerson + `,"email":"STAFF001@example.com"}`, []string{"ERR300402||佐藤花子|メールアドレスが既に登録されています。"}, 0},
		"sex":                  {newPerson + `,"sex":"F"}`, []string{"ERR300402||佐藤花子|性別は男または女を入力してください。"}, 0},
		"category":             {newPerson + `,"employment_category":"役員"}`, []string{"ERR300402||佐藤花子|雇用区分が存在しません。"}, 0},
		"no names":             {`{"organization":"企業"}`, []string{"ERR300402|||姓は必ず入力してください。", "ERR300402|||名は必ず入力してください。"}, 0},
		"unknown id":           {`{"staff_id":5,"last_name":"a","first_name":"b"}`, []string{"ERR300402|5|ab|従業員が存在しません。"}, 0},
		"update":               {`{"staff_id":1007,"last_name":"髙橋","first_name":"恵","tag":"x"}`, nil, 1},
		"one's own code again": {`{"staff_id":1007,"last_name":"髙橋","first_name":"恵","staff_code":"000003"}`, nil, 1},
		"one good, one bad":    {newPerson + `},` + newPerson + `,"sex":"x"}`, []string{"ERR300402||佐藤花子|性別は男または女を入力してください。"}, 1},
		"twice in one file":    {newPerson + `,"staff_code":"S1"},` + newPerson + `,"staff_code":"S1"}`, []string{"ERR300402||佐藤花子|従業員番号が既に登録されています。"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, akashi.Options{})
			out := r.any("PATCH", "staffs/", "", `{"staffs":[`+c.rows+`]}`)
			if out.status != 200 || out.value("success") != true {
				t.Fatalf("HTTP %d %v", out.status, out.body)
			}
			messages, written := rowErrors(out, "staffs")
			if !reflect.DeepEqual(messages, c.errors) || written != c.written {
				t.Errorf("errors %q, written %d; want %q, %d", messages, written, c.errors, c.written)
			}
			if total := number(r.ok("GET", "staffs", "page=0", "").value("response", "TotalCount")); strings.Contains(c.rows, "staff_id") && total != 120 {
				t.Errorf("an update made it %d people", total)
			}
		})
	}
}

func TestIDmIsUnique(t *testing.T) {
	r := start(t, akashi.Options{})
	row := newPerson + `,"idm_number":"0123456789ABCDEF"}`
	r.ok("PATCH", "staffs/", "", `{"staffs":[`+row+`]}`)
	messages, written := rowErrors(r.ok("POST", "staffs/", "", `{"staffs":[`+row+`]}`), "staffs")
	if len(messages) != 1 || !strings.Contains(messages[0], "IDm番号が既に登録されています。") || written != 0 {
		t.Errorf("errors %q, written %d", messages, written)
	}
}

func TestUpdateKeepsWhatTheRowLeavesOut(t *testing.T) {
	r := start(t, akashi.Options{})
	before := field(r.ok("GET", "staffs/1007", "", "").body, "response", "staffs", 0).(map[string]any)
	r.ok("PATCH", "staffs/", "", `{"staffs":[{"staff_id":1007,"last_name":"高橋","first_name":"恵","remarks":"","tag":"a,b"}]}`)
	after := field(r.ok("GET", "staffs/1007", "", "").body, "response", "staffs", 0).(map[string]any)
	before["lastName"], before["remarks"], before["tag"] = "高橋", nil, "a,b"
	if !reflect.DeepEqual(after, before) {
		t.Errorf("got %v, want %v", after, before)
	}
}

func TestBadStaffBodies(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, body := range []string{`{"staffs":[]}`, `{"staffs":{}}`, `{"staffs":[1]}`, `{"x":1}`, `{"staffs":[`, `{"staffs":[{}]} {}`} {
		out := r.any("PATCH", "staffs/", "", body)
		r.refused(out, 400, "SANDBOX_PARAMETER")
		if len(out.broken) == 0 {
			t.Errorf("the contract let %s pass", body)
		}
	}
}

func TestRetireAndDelete(t *testing.T) {
	const may = "start_date=20250501000000&end_date=20250531235959"
	for _, path := range []string{"staff/1007", "staff/1007/", "staffs/1007"} {
		t.Run(path, func(t *testing.T) {
			r := start(t, akashi.Options{})
			all := len(r.ok("GET", "stamps/1007", may, "").list("response", "stamps"))
			out := r.ok("DELETE", path, "", `{"retirement_date":"2025/05/16"}`)
			if number(out.value("response", "staff_id")) != 1007 || out.value("response", "staff_code") != "000003" || out.value("response", "email") != "staff003@example.com" {
				t.Errorf("the answer does not say who retired: %v", out.body)
			}
			if ids := r.staffIDs(); len(ids) != 119 {
				t.Errorf("%d people are listed after one retired", len(ids))
			}
			// Payroll still needs the last month, up to the last day.
			if left := len(r.ok("GET", "stamps/1007", may, "").list("response", "stamps")); left == 0 || left >= all {
				t.Errorf("%d of %d stamps are left after retirement in mid-month", left, all)
			}
			r.ok("GET", "staffs/1007", "", "")

			r.ok("DELETE", path, "", `{"token":"`+r.token+`"}`)
			r.refused(r.get("staffs/1007", ""), 404, "SANDBOX_NOT_FOUND")
			r.refused(r.any("DELETE", path, "", `{"retirement_date":"2025/05/16"}`), 404, "SANDBOX_NOT_FOUND")
		})
	}
}

func TestRetirementInTheFutureChangesNothingYet(t *testing.T) {
	r := start(t, akashi.Options{})
	r.ok("DELETE", "staff/1007", "", `{"retirement_date":"2025/07/31"}`)
	if n := len(r.staffIDs()); n != 120 {
		t.Errorf("%d people", n)
	}
}

// An empty or wrong date must never become a deletion.
func TestWrongRetirementDate(t *testing.T) {
	r := start(t, akashi.Options{})
	for _, day := range []string{"", "2025-05-16", "2025/02/30", "20250516"} {
		out := r.any("DELETE", "staff/1007", "", `{"retirement_date":"`+day+`"}`)
		r.refused(out, 400, "SANDBOX_PARAMETER")
	}
	r.ok("GET", "staffs/1007", "", "")
}
