package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// writeStaffs (6.3) registers rows without staff_id and updates those with one. Rows stand alone:
// what is wrong with some is in errors, success is true all the same, even if no row was good.
func (c *call) writeStaffs() (answer, *failure) {
	rows, ok := c.params.Rows("staffs")
	if !ok {
		return answer{}, invalid("従業員は必ず指定してください。")
	}
	if c.owner.permission == employee {
		return answer{}, refuse(http.StatusForbidden, codePermission, "従業員を登録または更新する権限がありません。")
	}
	n := c.names()
	var errs []object
	written := []object{}
	for _, row := range rows {
		p, problems := c.writeStaff(row)
		for _, problem := range problems {
			errs = append(errs, object{
				{"code", n.rowCode},
				{"staff_id", row.Text("staff_id")},
				{"name", row.Text("last_name") + row.Text("first_name")},
				{"message", problem},
			})
		}
		if len(problems) > 0 {
			continue
		}
		written = append(written, object{
			{"staff_id", p.id},
			{"staff_code", orNull(p.code)},
			{"email", orNull(p.email)},
			{"organization_id", p.organization},
			{"employment_category_id", categoryID(p.category)},
		})
	}
	return answer{response: object{{"login_company_code", CompanyID}, {n.staffs, written}}, errors: errs}, nil
}

// writeStaff carries out one row, or gives every reason why not.
func (c *call) writeStaff(row params) (*staff, []string) {
	p := &staff{permission: employee, pattern: noHours, index: -1}
	if row.Has("staff_id") {
		id, _ := row.Integer("staff_id")
		old := c.company.staff(id)
		if old == nil || !c.company.manages(c.owner, old) {
			return nil, []string{"従業員が存在しません。"}
		}
		changed := *old
		p = &changed
	}
	problems := c.company.fill(p, row)
	if len(problems) > 0 {
		return nil, problems
	}
	if old := c.company.staff(p.id); old != nil {
		*old = *p
		return old, nil
	}
	c.company.lastStaffID += idStep
	p.id = c.company.lastStaffID
	c.company.staffs = append(c.company.staffs, p)
	return p, nil
}

// fill takes over what the row names; what it leaves out stays.
func (c *company) fill(p *staff, row params) (problems []string) {
	complain := func(wrong bool, message string) {
		if wrong {
			problems = append(problems, message)
		}
	}
	p.last, p.first = row.Text("last_name"), row.Text("first_name")
	complain(p.last == "", "姓は必ず入力してください。")
	complain(p.first == "", "名は必ず入力してください。")
	for _, f := range []struct {
		name  string
		to    *string
		taken string // the message when somebody else has it; "" where that is allowed
		of    func(*staff) string
	}{
		{"staff_code", &p.code, "従業員番号が既に登録されています。", func(p *staff) string { return p.code }},
		{"idm_number", &p.idm, "IDm番号が既に登録されています。", func(p *staff) string { return p.idm }},
		{"email", &p.email, "メールアドレスが既に登録されています。", func(p *staff) string { return p.email }},
		{"last_name_kana", &p.lastKana, "", nil},
		{"first_name_kana", &p.firstKana, "", nil},
		{"tel", &p.tel, "", nil},
		{"sex", &p.sex, "", nil},
		{"tag", &p.tag, "", nil},
		{"remarks", &p.remarks, "", nil},
	} {
		if !row.Has(f.name) {
			continue
		}
		*f.to = row.Text(f.name)
		complain(f.taken != "" && *f.to != "" && c.taken(p.id, f.of, *f.to), f.taken)
	}
	complain(p.sex != "" && p.sex != "男" && p.sex != "女", "性別は男または女を入力してください。")
	if path := row.Text("organization"); row.Has("organization") || p.id == 0 {
		o, ok := c.find(path)
		complain(!ok, "組織が存在しません。")
		p.organization = o.id
	}
	if name := row.Text("employment_category"); name != "" {
		p.category = slices.Index(employmentCategories, name)
		complain(p.category < 0, "雇用区分が存在しません。")
	}
	return problems
}

func (c *company) taken(id int64, of func(*staff) string, value string) bool {
	return slices.ContainsFunc(c.staffs, func(p *staff) bool { return p.id != id && strings.EqualFold(of(p), value) })
}

// removeStaff (6.5). With retirement_date the person retires; without one, all is deleted.
func (c *call) removeStaff() (answer, *failure) {
	p, f := c.pathStaff()
	switch {
	case f != nil:
		return answer{}, f
	case c.owner.permission == employee || p == c.owner:
		return answer{}, refuse(http.StatusForbidden, codePermission, "この従業員を退職または削除する権限がありません。")
	}
	if c.params.Has("retirement_date") {
		day, err := time.ParseInLocation(date, c.params.Text("retirement_date"), jst())
		if err != nil {
			return answer{}, invalid("退職日をyyyy/mm/ddの形式で指定してください。")
		}
		p.retired = day
	} else {
		c.company.staffs = slices.DeleteFunc(c.company.staffs, func(q *staff) bool { return q == p })
		delete(c.pushed, p.id)
	}
	return answer{response: object{
		{"login_company_code", CompanyID},
		{"staff_id", p.id},
		{"staff_code", orNull(p.code)},
		{"email", orNull(p.email)},
	}}, nil
}
