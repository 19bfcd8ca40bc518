package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// process is a step of the work on a record.
type process struct {
	name                              string
	rank                              int
	completed                         bool
	completion, limit, target, notice string
}

// steps returns the processes that each record of a table of customers has.
func steps() []string { return []string{"初回訪問", "見積提出", "受注"} }

// firstProcess is the number of the first of a record's processes.
const firstProcess = 11

func (c *call) process(r *record, id int) *process {
	key := strings.Join([]string{c.parts[1], strconv.FormatInt(r.id, 10), strconv.Itoa(id)}, "/")
	p := c.processes[key]
	if p == nil {
		p = &process{name: steps()[id-firstProcess], rank: id - firstProcess + 1, target: "101", limit: "2025-04-30 18:00:00"}
		c.processes[key] = p
	}
	return p
}

// listProcesses answers with a bare list.
func (c *call) listProcesses() (any, *failure) {
	_, r, f := c.record()
	if f != nil {
		return nil, f
	}
	rows := []object{}
	for i := range steps() {
		p := c.process(r, firstProcess+i)
		completed := 2
		if p.completed {
			completed = 1
		}
		rows = append(rows, object{
			{"id", 7000 + int(r.id)*10 + i},
			{"type", 2},
			{"type_name", "プロセス"},
			{"start_date", r.created},
			{"end_date", p.limit},
			{"limit_date", p.limit},
			{"limit_date_allday_flg", 1},
			{"completion_flg", completed},
			{"completion_date", orNil(p.completion)},
			{"completion_date_allday_flg", 1},
			{"target_user_id", number(p.target)},
			{"target_user_type", 1},
			{"process_id", strconv.Itoa(firstProcess + i)},
			{"process_name", p.name},
			{"rank", p.rank},
		})
	}
	return rows, nil
}

func orNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// updateProcess answers with a list of one.
func (c *call) updateProcess() (any, *failure) {
	_, r, f := c.record()
	if f != nil {
		return nil, f
	}
	id, err := strconv.Atoi(c.parts[4])
	if err != nil || id < firstProcess || id >= firstProcess+len(steps()) {
		return nil, invalid("Process not found.")
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	if c.someone(values.Get("userid"), values.Get("employee_no")) == nil {
		return nil, invalid("User not found.")
	}
	p := c.process(r, id)
	if flag := values.Get("completion_flg"); flag != "" {
		if flag != "1" && flag != "2" {
			return nil, invalid("completion_flg must be 1 or 2.")
		}
		p.completed = flag == "1"
		p.completion = c.now()
	}
	for name, value := range map[string]*string{"completion_date": &p.completion, "limit_date": &p.limit, "target_user": &p.target, "notice_user": &p.notice} {
		switch {
		case !values.Has(name):
		case strings.HasSuffix(name, "_date"):
			*value = whole(values.Get(name))
		default:
			*value = values.Get(name)
		}
	}
	return []object{done()}, nil
}

// someone returns the user with the record number, or with the employee number.
func (s *Server) someone(id, employee string) *person {
	i := slices.IndexFunc(s.users, func(p *person) bool {
		return id != "" && strconv.Itoa(p.id) == id || id == "" && employee != "" && p.values["employee_no"] == employee
	})
	if i < 0 {
		return nil
	}
	return s.users[i]
}
