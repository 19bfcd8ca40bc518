package sandbox

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
)

// application is an application of a workflow. Its names in a request are not those in an answer.
type application struct {
	id, format, applicant int
	date, deadline, title string
	routes                string // JSON
	status                int
	created, updated      string
}

// What an application can be.
const (
	draftStatus = 1
	applied     = 2
	returned    = 4
)

func statusName(status int) string {
	return map[int]string{draftStatus: "下書き", applied: "申請中", returned: "差し戻し"}[status]
}

func (c *call) find() (*application, *failure) {
	i := slices.IndexFunc(c.applications, func(a *application) bool {
		return strconv.Itoa(a.format) == c.parts[1] && strconv.Itoa(a.id) == c.parts[2]
	})
	if i < 0 {
		return nil, invalid("Application not found.")
	}
	return c.applications[i], nil
}

func (c *call) getApplication() (any, *failure) {
	a, f := c.find()
	if f != nil {
		return nil, f
	}
	return done(
		member{"count", "1"},
		member{"data", object{{"id", strconv.Itoa(a.id)}}},
		member{"basicdata", object{
			{"id", a.id},
			{"workflow_setting_id", a.format},
			{"h_number", 1},
			{"applicant", a.applicant},
			{"application_date", a.date},
			{"deadline", orNil(a.deadline)},
			{"subject", a.title},
			{"contents", "内容"},
			{"supplier_id", nil},
			{"contract_type", nil},
			{"contract_date", nil},
			{"approval_routes", a.routes},
			{"status", a.status},
			{"proxy_flg", 0},
			{"progress", 1},
			{"times", 1},
			{"intermediate_reject_times", 0},
			{"approval_name", "上長承認"},
			{"create_user_id", a.applicant},
			{"update_user_id", a.applicant},
			{"update_date_for_user", a.updated},
			{"update_date", a.updated},
			{"create_date", a.created},
			{"create_user_name", "佐藤 花子"},
			{"update_user_name", "佐藤 花子"},
			{"status_name", statusName(a.status)},
		}},
	), nil
}

// listApprovals has its list under a name of its own, in which one value is JSON escaped twice.
func (c *call) listApprovals() (any, *failure) {
	a, f := c.find()
	if f != nil {
		return nil, f
	}
	rows := []object{}
	if a.status != draftStatus {
		rows = append(rows, object{
			{"application_id", a.id},
			{"approval_route_rank", 1},
			{"authorizer", "102"},
			{"name", "鈴木 一郎"},
			{"issue", 1},
			{"issue_name", "承認"},
			{"comment", "よろしくお願いします。\n至急。"},
			{"times", 1},
			{"intermediate_reject_times", 0},
			{"remand_route", 0},
			{"remand_route_name", "承認1"},
			{"remand_authorizer", "承認者1"},
			{"comment_notice_target", `{\"all\":\"\",\"group\":\"\",\"user\":\"102\"}`},
			{"create_user_id", 102},
			{"update_user_id", 102},
			{"create_date", a.created},
			{"update_date", a.updated},
		})
	}
	return object{{"approvalList", rows}, {"status", "success"}}, nil
}

func (c *call) draft() (any, *failure) { return c.newApplication(draftStatus) }

func (c *call) apply() (any, *failure) { return c.newApplication(applied) }

func (c *call) newApplication(status int) (any, *failure) {
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	for _, name := range []string{"format_id", "user_id", "applicant_date"} {
		if values.Get(name) == "" {
			return nil, invalid(name + " is required.")
		}
	}
	i := slices.IndexFunc(c.users, func(p *person) bool { return p.values["userid"] == values.Get("user_id") })
	routes := values.Get("approval_routes")
	switch {
	case i < 0:
		return nil, invalid("User not found.")
	case status == applied && values.Get("applicant_title") == "":
		return nil, invalid("applicant_title is required.")
	case routes != "" && !json.Valid([]byte(routes)):
		return nil, invalid("approval_routes is not JSON.")
	}
	a := &application{
		id: 5001 + len(c.applications), format: int(number(values.Get("format_id"))), applicant: c.users[i].id,
		routes: routes, status: status, created: c.now(),
	}
	c.applications = append(c.applications, a)
	a.set(values, c.now())
	return done(member{"id", a.id}), nil
}

func (a *application) set(values url.Values, now string) {
	for name, value := range map[string]*string{"applicant_date": &a.date, "applicant_deadline": &a.deadline, "applicant_title": &a.title} {
		if values.Get(name) != "" {
			*value = values.Get(name)
		}
	}
	a.updated = now
}

func (c *call) reapply() (any, *failure) {
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	i := slices.IndexFunc(c.applications, func(a *application) bool { return strconv.Itoa(a.id) == values.Get("application_id") })
	switch {
	case i < 0:
		return nil, invalid("Application not found.")
	case c.someone(values.Get("user_id"), "") == nil:
		return nil, invalid("User not found.")
	case c.applications[i].status != returned:
		return nil, invalid("差し戻しのワークフローではありません。")
	}
	a := c.applications[i]
	a.status = applied
	a.set(values, c.now())
	return done(member{"id", a.id}), nil
}
