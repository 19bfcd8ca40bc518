package sandbox

import "strings"

// Person is a member of a company that is given.
type Person struct {
	Code, Name, Kana, Mail, Entered, Retired string
	Departments                              []string // codes, the main one first
	Employment                               string   // 雇用区分
}

// Department is a department of such a company; the parents come first.
type Department struct{ Code, Name, Parent, Leader string }

func (o Options) company() *company {
	if len(o.People) == 0 {
		return newCompany(o.Members, o.Now())
	}
	c := newCompany(0, o.Now())
	c.departments = nil
	for i, d := range o.Departments {
		memo := ""
		made := department{Code: d.Code, Name: d.Name, Order: i + 1, Memo: &memo}
		if d.Parent != "" {
			made.Parent = &d.Parent
		}
		if d.Leader != "" {
			made.Leader = &d.Leader
		}
		c.departments = append(c.departments, made)
	}
	for i, p := range o.People {
		m := &member{code: p.Code, info: newRecord(), updated: o.Now(), texts: map[string]string{
			"name": p.Name, "name_kana": p.Kana, "mail": p.Mail, "entered_date": p.Entered, "retired_date": p.Retired,
		}}
		if len(p.Departments) > 0 {
			m.main, m.subs = p.Departments[0], p.Departments[1:]
		}
		m.info.values[102] = []string{p.Employment}
		c.members = append(c.members, m)
		if strings.HasPrefix(p.Code, "00000") { // a few have an account
			code := m.code
			c.users = append(c.users, &user{ID: i + 1, Email: p.Mail, Member: &code, role: min(i+1, 3), Active: true, login: "2025-06-07 09:01:32"})
		}
	}
	return c
}
