package v2

import (
	"context"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

// rosterKnows is what Kaonavi's basic information says of a member. Whether somebody may log in stands with the accounts.
const rosterKnows = people.Number | people.Name | people.Kana | people.Mail | people.Department | people.Concurrent | people.Entered | people.Left

// Roster reads members and departments. fields are names of the company's own fields that are wanted as well; nil: what fields there
// are is not asked.
func (c *Client) Roster(ctx context.Context, fields ...string) (people.Roster, error) {
	r := people.Roster{Service: "kaonavi", Knows: rosterKnows}
	own, err := c.ownFields(ctx, fields, &r)
	if err != nil {
		return r, err
	}
	paths, err := c.units(ctx, &r)
	if err != nil {
		return r, err
	}
	for m, err := range c.Members(ctx, "") {
		if err != nil {
			return people.Roster{}, err
		}
		r.People = append(r.People, personOf(m, paths, own))
	}
	return r, nil
}

// ownFields returns the names of wanted fields by id. Of two that are called alike the first counts, as in a file's header.
func (c *Client) ownFields(ctx context.Context, wanted []string, to *people.Roster) (map[string]string, error) {
	if wanted == nil {
		return nil, nil
	}
	layout, err := c.Layout(ctx, "")
	if err != nil {
		return nil, err
	}
	own, names := map[string]string{}, layout.Names()
	to.Own = []string{}
	for _, f := range layout.Fields {
		column := f.fileColumn()
		if f.Custom {
			column = names[f.Key]
		}
		if f.Required && !f.ReadOnly {
			to.Required = append(to.Required, column)
		}
		if f.Custom && !f.ReadOnly && slices.Contains(wanted, column) {
			own[f.Key] = column
			to.Own = append(to.Own, column)
		}
	}
	return own, nil
}

// units reads the departments, and returns their paths by code.
func (c *Client) units(ctx context.Context, to *people.Roster) (map[string]string, error) {
	parents, names := map[string]string{}, map[string]string{}
	for d, err := range c.Departments(ctx) {
		if err != nil {
			return nil, err
		}
		code := d.Lookup("code").Text()
		names[code], parents[code] = d.Lookup("name").Text(), d.Lookup("parent_code").Text()
		to.Units = append(to.Units, people.Unit{Code: code, Name: names[code], Leader: d.Lookup("leader_member_code").Text(), Order: d.Lookup("order").Text(), Memo: d.Lookup("memo").Text()})
	}
	paths := map[string]string{}
	for i := range to.Units {
		u := &to.Units[i]
		u.Path = people.PathOf(u.Code, parents, names, "")
		u.Parent, paths[u.Code] = people.ParentPath(u.Path), u.Path
	}
	return paths, nil
}

func personOf(m record.Record, paths, own map[string]string) people.Person {
	text := func(name string) string { return m.Lookup(name).Text() }
	p := people.Person{
		Number: text("code"), Name: text("name"), Kana: text("name_kana"), Mail: text("mail"), Entered: text("entered_date"), Left: text("retired_date"),
	}
	add := func(department record.Value) {
		path := paths[department.Field("code").Text()]
		if path == "" { // made since the departments were read
			var names []string
			for name := range department.Field("names").Elements() {
				names = append(names, name.Text())
			}
			path = people.JoinPath(names...)
		}
		if path != "" {
			p.Departments = append(p.Departments, path)
		}
	}
	add(m.Lookup("department"))
	for sub := range m.Lookup("sub_departments").Elements() {
		add(sub)
	}
	if len(own) > 0 {
		p.More = map[string]string{}
	}
	for field := range m.Lookup("custom_fields").Elements() {
		if name, wanted := own[field.Field("id").Text()]; wanted {
			p.More[name] = joinedValues(field.Field("values"))
		}
	}
	return p
}

// joinedValues writes the values of a field into one text, as members list does.
func joinedValues(values record.Value) string {
	text := ""
	for v := range values.Elements() {
		if text != "" {
			text += listJoin
		}
		text += v.Text()
	}
	return text
}
