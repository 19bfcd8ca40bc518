package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

type sentMembers struct {
	Members []sentMember `json:"member_data"`
}

// sentMembers reads a body of members and finds what is refused before there is a task: the form, codes that are there
// twice, lengths, and with whole all that is required.
func (c *call) sentMembers(whole bool) ([]sentMember, answer, bool) {
	body, err := decode[sentMembers](c)
	if err != nil {
		return nil, badBody(err), false
	}
	if len(body.Members) == 0 {
		return nil, refuse(http.StatusBadRequest, "member_dataは必須です。"), false
	}
	var errs []string
	seen := map[string]bool{}
	for i := range body.Members {
		m := &body.Members[i]
		at := func(text string) {
			if text != "" {
				errs = append(errs, fmt.Sprintf("%d件目(%s): %s", i+1, m.Code, text))
			}
		}
		if m.Code == "" {
			at("社員番号は必須です。")
		}
		if seen[m.Code] {
			at("社員番号が重複しています。")
		}
		seen[m.Code] = true
		c.aheadOfMember(m, whole, at)
	}
	if len(errs) > 0 {
		return nil, refuse(http.StatusBadRequest, errs...), false
	}
	return body.Members, answer{}, true
}

func (c *call) aheadOfMember(m *sentMember, whole bool, at func(string)) {
	texts := m.texts()
	for i, name := range standardNames {
		if text, isText := texts[name]; isText && (text != nil || whole) {
			value := ""
			if text != nil {
				value = *text
			}
			at(c.company.standard[i].ahead([]string{value}))
		}
	}
	for _, f := range c.company.fields {
		i := slices.IndexFunc(m.Fields, func(s sent) bool { return s.ID == f.id })
		switch {
		case i >= 0:
			at(f.ahead(m.Fields[i].texts()))
		case whole:
			at(f.ahead(nil))
		}
	}
}

// wrong returns what the task finds wrong with members. Messages name the code.
func (c *call) wrong(all []sentMember, mustBeThere bool) []string {
	var errs []string
	for i := range all {
		m := &all[i]
		at := func(text string) {
			if text != "" {
				errs = append(errs, "社員番号 "+m.Code+": "+text)
			}
		}
		if mustBeThere && c.company.member(m.Code) == nil {
			at("メンバーが存在しません。")
		}
		texts := m.texts()
		for n, name := range standardNames {
			if text := texts[name]; text != nil {
				at(c.company.standard[n].later([]string{*text}))
			}
		}
		for _, code := range m.departments() {
			if c.company.department(code) == nil {
				at("所属コード " + code + " は存在しません。")
			}
		}
		for _, text := range unknownFields(c.company.fields, m.Fields) {
			at(text)
		}
		for _, s := range m.Fields {
			if f := find(c.company.fields, s.ID); f != nil {
				at(f.later(s.texts()))
			}
		}
	}
	return errs
}

// departments returns the codes that a member is sent with.
func (s *sentMember) departments() (codes []string) {
	if s.Department != nil && s.Department.Code != "" {
		codes = append(codes, s.Department.Code)
	}
	if s.Subs != nil {
		for _, d := range *s.Subs {
			codes = append(codes, d.Code)
		}
	}
	return codes
}

// addMembers refuses a code that is taken at once.
func (c *call) addMembers() answer {
	all, a, good := c.sentMembers(true)
	if !good {
		return a
	}
	for i := range all {
		if c.company.member(all[i].Code) != nil {
			return refuse(http.StatusBadRequest, "社員番号 "+all[i].Code+" は既に使用されています。")
		}
	}
	return c.accept(func() []string { return c.wrong(all, false) }, func() { c.add(all) })
}

func (c *call) add(all []sentMember) {
	for i := range all {
		m := &member{code: all[i].Code, texts: map[string]string{}, info: newRecord(), born: c.now.Add(c.o.TaskTime)}
		m.put(&all[i], c.now)
		c.company.members = append(c.company.members, m)
	}
}

// replaceMembers empties what is not sent, of members that are not sent, too.
func (c *call) replaceMembers() answer {
	all, a, good := c.sentMembers(true)
	if !good {
		return a
	}
	return c.accept(func() []string { return c.wrong(all, true) }, func() {
		for _, m := range c.company.members {
			c.company.clear(m)
		}
		for i := range all {
			c.company.member(all[i].Code).put(&all[i], c.now)
		}
	})
}

func (c *call) updateMembers() answer {
	all, a, good := c.sentMembers(false)
	if !good {
		return a
	}
	return c.accept(func() []string { return c.wrong(all, true) }, func() {
		for i := range all {
			c.company.member(all[i].Code).put(&all[i], c.now)
		}
	})
}

// overwriteMembers adds members that are new and deletes those that are not sent, if they were there when the request came.
func (c *call) overwriteMembers() answer {
	all, a, good := c.sentMembers(true)
	if !good {
		return a
	}
	named := map[string]bool{}
	for i := range all {
		named[all[i].Code] = true
	}
	var gone []string
	for _, m := range c.company.members {
		if !named[m.code] {
			gone = append(gone, m.code)
		}
	}
	return c.accept(func() []string { return c.wrong(all, false) }, func() {
		c.company.remove(gone)
		for i := range all {
			if m := c.company.member(all[i].Code); m != nil {
				c.company.clear(m)
				m.put(&all[i], c.now)
				continue
			}
			c.add(all[i : i+1])
		}
	})
}

func (c *call) deleteMembers() answer {
	body, err := decode[struct {
		Codes []string `json:"codes"`
	}](c)
	switch {
	case err != nil:
		return badBody(err)
	case len(body.Codes) == 0:
		return refuse(http.StatusBadRequest, "codesは必須です。")
	}
	return c.accept(func() (errs []string) {
		for _, code := range body.Codes {
			if c.company.member(code) == nil {
				errs = append(errs, "社員番号 "+code+": メンバーが存在しません。")
			}
		}
		return errs
	}, func() { c.company.remove(body.Codes) })
}

// remove deletes members with all that hangs on them: accounts of the type 一般 go with them, others lose the link.
func (c *company) remove(codes []string) {
	gone := func(code string) bool { return slices.Contains(codes, code) }
	c.members = slices.DeleteFunc(c.members, func(m *member) bool { return gone(m.code) })
	for _, s := range c.sheets {
		for _, code := range codes {
			delete(s.records, code)
		}
	}
	c.users = slices.DeleteFunc(c.users, func(u *user) bool {
		if u.Member == nil || !gone(*u.Member) {
			return false
		}
		u.Member = nil
		return c.role(u.role).Type != "Adm"
	})
}
