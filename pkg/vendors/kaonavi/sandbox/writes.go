package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// writeUsers answers §2.3 and §2.4.
func (c *call) writeUsers() answer {
	company, overwrite := c.company, c.path[1] == "overwrite"
	check := func(rows []params) []string {
		var errs []string
		for i, r := range rows {
			at := func(message string) { errs = append(errs, fmt.Sprintf("%d行目: %s", i+1, message)) }
			there := slices.ContainsFunc(company.users, func(u object) bool { return u.Text("email") == r.Text("email") })
			switch {
			case r.Text("email") == "":
				at("ログインIDは必須です。")
			case !overwrite && there:
				at("ログインIDは既に使われています。")
			case !there && r.Text("password") == "":
				at("パスワードは必須です。")
			}
			if code := r.Text("member_code"); code != "" && !company.has(code) {
				at("社員番号 " + code + " は存在しません。")
			}
			if kind := r.Text("type"); kind != "" && kind != "Adm" && kind != "一般" {
				at("アカウント種別が正しくありません。")
			}
		}
		return errs
	}
	return c.write("users", "user", check, func(rows []params) {
		var kept []object
		if !overwrite {
			kept = company.users
		}
		for _, r := range rows {
			kept = append(kept, company.account(r))
		}
		company.users = kept
	})
}

// account returns what an account becomes. A password is taken at its word, **** too.
func (c *company) account(r params) object {
	u := user(1, r.Text("name"))
	for _, old := range c.users {
		if old.Text("email") == r.Text("email") {
			u = old
		}
	}
	for _, name := range []string{"email", "password", "member_code", "name", "type", "role"} {
		if text := r.Text(name); text != "" || r[name] != nil {
			u = withMember(u, name, text)
		}
	}
	for _, name := range []string{"is_active", "password_locked", "use_smartphone", "use_secure"} {
		if v, isBool := r[name].(bool); isBool {
			u = withMember(u, name, v)
		}
	}
	return u
}

// writeDepartments answers §2.6 and §2.7.
func (c *call) writeDepartments() answer {
	company, overwrite := c.company, c.path[1] == "overwrite"
	check := func(rows []params) []string {
		known := map[string]bool{}
		if !overwrite {
			for _, d := range company.departments {
				known[codes(d.Text)] = true
			}
		}
		var errs []string
		for i, r := range rows {
			key := codes(r.Text)
			parent, _, nested := cutLast(key)
			switch {
			case key == "":
				errs = append(errs, fmt.Sprintf("%d行目: 所属コード1は必須です。", i+1))
			case known[key]:
				errs = append(errs, fmt.Sprintf("%d行目: 所属 %s は既に存在します。", i+1, key))
			case nested && !known[parent]:
				errs = append(errs, fmt.Sprintf("%d行目: 上位の所属 %s が存在しません。", i+1, parent))
			}
			known[key] = true
			if code := r.Text("leader_member_code"); code != "" && !company.has(code) {
				errs = append(errs, fmt.Sprintf("%d行目: 責任者 %s は存在しません。", i+1, code))
			}
		}
		return errs
	}
	return c.write("departments", "department", check, func(rows []params) {
		var kept []object
		if !overwrite {
			kept = company.departments
		}
		for _, r := range rows {
			var o object
			for n := 1; r.Text(fmt.Sprint("department_code", n)) != ""; n++ {
				for _, name := range []string{"department_code", "department_name"} {
					name += strconv.Itoa(n)
					o = append(o, member{name, r.Text(name)})
				}
			}
			for _, name := range []string{"leader_member_code", "leader_member_name", "memo"} {
				o = append(o, member{name, r.Text(name)})
			}
			kept = append(kept, o)
		}
		company.departments = kept
	})
}

func codes(text func(string) string) string {
	var all []string
	for n := 1; text(fmt.Sprint("department_code", n)) != ""; n++ {
		all = append(all, text(fmt.Sprint("department_code", n)))
	}
	return strings.Join(all, "/")
}

func cutLast(key string) (parent, last string, nested bool) {
	at := strings.LastIndexByte(key, '/')
	if at < 0 {
		return "", key, false
	}
	return key[:at], key[at+1:], true
}

// writeSheet answers §2.9, §2.10, §2.15 and §2.16.
func (c *call) writeSheet() answer {
	s, refused := c.known(c.ids[0])
	if s == nil {
		return refused
	}
	company, how := c.company, c.path[3]
	modified := c.now.Format("2006/01/02 15:04:05")
	return c.write("data", "sheet", func(rows []params) []string { return company.checkSheet(s, how, rows) },
		func(rows []params) { company.applySheet(s, how, rows, modified) })
}

func (c *company) checkSheet(s *sheet, how string, rows []params) []string {
	var errs []string
	for i, r := range rows {
		at := func(message string) { errs = append(errs, fmt.Sprintf("%d行目: %s", i+1, message)) }
		code := r.Text("member_code")
		there, newcomer := c.has(code), s.id == "0" && (how == "add" || how == "overwrite")
		switch {
		case code == "":
			at("社員番号は必須です。")
		case !there && !newcomer:
			at("社員番号 " + code + " は存在しません。")
		case there && s.id == "0" && how == "add":
			at("社員番号 " + code + " は既に存在します。")
		case !there && newcomer && r.Text("member_name") == "":
			at("氏名は必須です。")
		}
		for name := range r {
			column, known := s.column(name)
			switch text := r.Text(name); {
			case !known:
				at("カラム " + name + " は存在しません。")
			case column.kind == "date" && text != "" && !isDay(text):
				at(column.label + " の日付が正しくありません。")
			}
		}
		if r.Text("definition_3") != "" && r.Text("definition_3") == r.Text("definition_0") {
			at("兼務情報に主務と同じ所属を登録することはできません。")
		}
	}
	slices.Sort(errs)
	return errs
}

func isDay(text string) bool {
	for _, layout := range []string{"2006-01-02", "2006/01/02"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}

func (c *company) applySheet(s *sheet, how string, rows []params, modified string) {
	named := map[string]bool{}
	for _, r := range rows {
		named[r.Text("member_code")] = true
	}
	switch how {
	case "delete":
		c.remove(s, func(code string) bool { return named[code] })
	case "overwrite":
		s.entries = nil
		for _, r := range rows {
			s.entries = append(s.entries, c.entry(s, nil, r, modified))
		}
		c.remove(s, func(code string) bool { return !named[code] })
	case "add":
		for _, r := range rows {
			s.entries = append(s.entries, c.entry(s, nil, r, modified))
		}
	case "update":
		for _, r := range rows {
			at := slices.IndexFunc(s.entries, func(e object) bool { return e.Text("member_code") == r.Text("member_code") })
			if at < 0 {
				s.entries = append(s.entries, c.entry(s, nil, r, modified))
				continue
			}
			s.entries[at] = c.entry(s, s.entries[at], r, modified)
		}
	}
}

// remove takes members out of a sheet; out of the basic information they are gone from everywhere.
func (c *company) remove(s *sheet, gone func(code string) bool) {
	sheets := []*sheet{s}
	if s.id == "0" {
		for _, other := range c.sheets {
			sheets = append(sheets, other)
		}
	}
	for _, each := range sheets {
		each.entries = slices.DeleteFunc(each.entries, func(e object) bool { return gone(e.Text("member_code")) })
	}
}

// entry returns a row as an entry, over an old one where there is one.
func (c *company) entry(s *sheet, old object, r params, modified string) object {
	e := object{}
	for _, col := range append(append([]column{}, before...), s.columns...) {
		value := old.Text(col.name)
		if _, sent := r[col.name]; sent {
			value = r.Text(col.name)
		}
		e = append(e, member{col.name, value})
	}
	return append(e, member{"last_modified_by", "公開API"}, member{"last_modified_at", modified})
}
