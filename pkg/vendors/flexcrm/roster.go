package flexcrm

import (
	"context"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

// rosterKnows is what FlexCRM says of a user: no dates, but whether the account is in use.
const rosterKnows = people.Number | people.Name | people.Kana | people.Mail | people.Department | people.Concurrent | people.Active

// switchedOff is the status of an account that is not in use.
const switchedOff = "2"

// Roster reads users and departments. Deleted users are left out. A user may be in several departments, and which is the main one
// FlexCRM doesn't say.
func (c *Client) Roster(ctx context.Context) (people.Roster, error) {
	r := people.Roster{Service: "flexcrm", Knows: rosterKnows, FlatUnits: true}
	paths, leaders, err := c.units(ctx, &r)
	if err != nil {
		return r, err
	}
	keys := map[string]string{}
	for u, err := range c.List(ctx, Users(), Slice{}) {
		if err != nil {
			return people.Roster{}, err
		}
		if u.Lookup("del_flg").Text() == "1" {
			continue
		}
		p := people.Person{
			ID: u.Lookup("id").Text(), Number: u.Lookup("employee_no").Text(), Name: u.Lookup("name").Text(), Kana: u.Lookup("kana").Text(),
			Mail: u.Lookup("mail").Text(), Inactive: u.Lookup("status").Text() == switchedOff,
		}
		for id := range listed(u.Lookup("department")) {
			if path := paths[id.Text()]; path != "" {
				p.Departments = append(p.Departments, path)
			}
		}
		keys[p.ID] = p.Key()
		r.People = append(r.People, p)
	}
	for i, id := range leaders {
		r.Units[i].Leader = keys[id]
	}
	return r, nil
}

// listed gives the elements of a list, which FlexCRM sends as text of JSON.
func listed(v record.Value) func(func(record.Value) bool) {
	if v.Kind() == record.KindString {
		v, _ = record.ParseValue([]byte(v.Text())) // a text that is no list has no elements
	}
	return v.Elements()
}

// units reads the departments: their paths by id, and the ids of who leads them in their order.
func (c *Client) units(ctx context.Context, to *people.Roster) (paths map[string]string, leaders []string, err error) {
	parents, names := map[string]string{}, map[string]string{}
	for d, err := range c.List(ctx, Departments(), Slice{}) {
		if err != nil {
			return nil, nil, err
		}
		id := d.Lookup("id").Text()
		names[id], parents[id] = d.Lookup("name").Text(), parentOf(id, d.Lookup("hierarchy").Text(), d.Lookup("parent").Text())
		to.Units = append(to.Units, people.Unit{ID: id, Code: d.Lookup("code").Text(), Name: names[id]})
		leaders = append(leaders, d.Lookup("manager_user_id").Text())
	}
	paths = map[string]string{}
	for i := range to.Units {
		u := &to.Units[i]
		u.Path = people.PathOf(u.ID, parents, names, "")
		u.Parent, paths[u.ID] = people.ParentPath(u.Path), u.Path
	}
	return paths, leaders, nil
}

// parentOf returns the department above: the one before the last of a hierarchy like /255/256/291/, else what parent says.
func parentOf(id, hierarchy, parent string) string {
	steps := strings.FieldsFunc(hierarchy, func(c rune) bool { return c == '/' })
	if n := len(steps); n > 1 && steps[n-1] == id {
		return steps[n-2]
	}
	if len(steps) == 1 && steps[0] == id || parent == "0" || parent == id {
		return ""
	}
	return parent
}
