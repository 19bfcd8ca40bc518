package sandbox

import (
	"net/url"
	"slices"
	"strconv"
)

// person is a user. Values that the vendor keeps as JSON are text here, too.
type person struct {
	id      int
	values  map[string]string
	updated string
}

// unit is a group, a department or a position.
type unit struct {
	id, rank, manager, parent   int
	name, memo, code, hierarchy string
	updated                     string
}

const born = "2024-04-01 09:00:00"

// listOf returns the slice of a list that was asked for, with the numbers around it.
func listOf[T any](c *call, all []T, show func(T) object, status, totalName string) (any, *failure) {
	from, to, limit, offset, f := c.slice(len(all))
	if f != nil {
		return nil, f
	}
	rows := []object{}
	for _, one := range all[from:to] {
		rows = append(rows, show(one))
	}
	return object{{"status", status}, {"limit", limit}, {"offset", offset}, {"count", len(rows)}, {totalName, len(all)}, {"data", rows}}, nil
}

func (p *person) object() object {
	v := p.values
	return object{
		{"id", p.id},
		{"userid", v["userid"]},
		{"name", v["name"]},
		{"kana", v["kana"]},
		{"employee_no", v["employee_no"]},
		{"mail", v["mail"]},
		{"status", int(number(v["status"]))},
		{"del_flg", int(number(v["del_flg"]))},
		{"login_date", born},
		{"last_login_date", born},
		{"access_time", born},
		{"create_user_id", 101},
		{"update_user_id", 101},
		{"update_date_for_user", p.updated},
		{"update_date", p.updated},
		{"create_date", born},
		{"group", v["group"]},
		{"department", v["department"]},
		{"position", v["position"]},
		{"notification_setting", v["notification_setting"]},
	}
}

func (c *call) listUsers() (any, *failure) {
	return listOf(c, c.users, (*person).object, "success", "maxCount")
}

func (c *call) user() (*person, *failure) {
	if p := c.someone(c.parts[1], ""); p != nil {
		return p, nil
	}
	return nil, invalid("User not found.")
}

// getUser answers with the bare user, whose status is 1 or 2; older pages show a list of one below data.
func (c *call) getUser() (any, *failure) {
	p, f := c.user()
	switch {
	case f != nil:
		return nil, f
	case c.o.Older:
		return done(member{"data", []object{p.object()}}), nil
	}
	return p.object(), nil
}

func (c *call) createUser() (any, *failure) {
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	if values.Get("userid") == "" || slices.ContainsFunc(c.users, func(p *person) bool { return p.values["userid"] == values.Get("userid") }) {
		return nil, invalid("userid が無いか、既に登録されています。")
	}
	p := &person{id: c.users[len(c.users)-1].id + 1, values: map[string]string{"status": "1", "del_flg": "0", "group": "[]", "department": "[]", "position": "[]"}}
	p.set(values, c.now())
	c.users = append(c.users, p)
	return done(), nil
}

func (p *person) set(values url.Values, now string) {
	for name := range values {
		if name != "password" { // which is never answered
			p.values[name] = values.Get(name)
		}
	}
	p.updated = now
}

func (c *call) updateUser() (any, *failure) {
	p, f := c.user()
	if f != nil {
		return nil, f
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	p.set(values, c.now())
	return done(), nil
}

func (u *unit) stamps() object {
	return object{{"create_user_id", 101}, {"update_user_id", 101}, {"update_date_for_user", u.updated}, {"update_date", u.updated}, {"create_date", born}}
}

func (u *unit) group() object {
	return append(object{{"id", u.id}, {"name", u.name}, {"memo", u.memo}, {"rank", u.rank}, {"manager_user_id", u.manager}}, u.stamps()...)
}

// department has its manager's number as text.
func (u *unit) department() object {
	o := object{{"id", u.id}, {"name", u.name}, {"code", u.code}, {"rank", u.rank}, {"hierarchy", u.hierarchy}, {"manager_user_id", strconv.Itoa(u.manager)}}
	return append(append(o, u.stamps()...), member{"parent", u.parent})
}

func (u *unit) position() object {
	return append(object{{"id", u.id}, {"name", u.name}, {"rank", u.rank}, {"manager_user_id", u.manager}}, u.stamps()...)
}

func (c *call) one(all []*unit) (*unit, *failure) {
	i := slices.IndexFunc(all, func(u *unit) bool { return strconv.Itoa(u.id) == c.parts[1] })
	if i < 0 {
		return nil, invalid("Data not found.")
	}
	return all[i], nil
}

// listGroups says "status" of its status, as the document does.
func (c *call) listGroups() (any, *failure) {
	return listOf(c, c.groups, (*unit).group, "status", "maxCount")
}

func (c *call) getGroup() (any, *failure) { return c.show(c.groups, (*unit).group) }

func (c *call) updateGroup() (any, *failure) { return c.change(c.groups) }

func (c *call) listDepartments() (any, *failure) {
	return listOf(c, c.departments, (*unit).department, "success", "maxcount")
}

// getDepartment answers with the bare department, in which the status stands, too.
func (c *call) getDepartment() (any, *failure) {
	return c.show(c.departments, func(u *unit) object { return append(u.department(), member{"status", "success"}) })
}

func (c *call) createDepartment() (any, *failure) {
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	u := &unit{id: c.departments[len(c.departments)-1].id + 1, manager: 101}
	u.hierarchy = "/" + strconv.Itoa(u.id) + "/"
	if f := u.set(values, c.now()); f != nil {
		return nil, f
	}
	c.departments = append(c.departments, u)
	return done(), nil
}

func (c *call) updateDepartment() (any, *failure) { return c.change(c.departments) }

func (c *call) listPositions() (any, *failure) {
	return listOf(c, c.positions, (*unit).position, "success", "maxCount")
}

func (c *call) getPosition() (any, *failure) { return c.show(c.positions, (*unit).position) }

func (c *call) show(all []*unit, show func(*unit) object) (any, *failure) {
	u, f := c.one(all)
	if f != nil {
		return nil, f
	}
	return show(u), nil
}

func (c *call) change(all []*unit) (any, *failure) {
	u, f := c.one(all)
	if f != nil {
		return nil, f
	}
	values, f := c.form()
	if f != nil {
		return nil, f
	}
	if f := u.set(values, c.now()); f != nil {
		return nil, f
	}
	return done(), nil
}

func (u *unit) set(values url.Values, now string) *failure {
	for name := range values {
		text := values.Get(name)
		switch name {
		case "name":
			u.name = text
		case "memo":
			u.memo = text
		case "code":
			u.code = text
		case "rank":
			u.rank = int(number(text))
		case "parent":
			u.parent = int(number(text))
		case "id":
		default:
			return invalid("Unknown parameter " + name + ".")
		}
	}
	u.updated = now
	return nil
}
