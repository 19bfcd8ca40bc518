package akashi

import (
	"context"
	"errors"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/people"
)

// rosterKnows is what AKASHI says of a staff (§6.4.3): no mail, no dates, and not whether somebody has retired.
const rosterKnows = people.Number | people.Name | people.Kana | people.Department | people.Concurrent | people.Employment

// Roster reads the staffs and organizations that AKASHI lists for the token. With an error of kind Partial comes what there was. Names that
// the same client is asked for later come from this list.
func (c *Client) Roster(ctx context.Context) (people.Roster, error) {
	units, missing := c.units(ctx)
	if failed(missing) {
		return people.Roster{}, missing
	}
	r := people.Roster{Service: "akashi", Knows: rosterKnows}
	paths := map[string]string{}
	for _, u := range units {
		paths[u.ID] = u.Path
		if u.Path != "" { // 企業 itself is no part of a path (§6.3.2 ※2)
			r.Units = append(r.Units, u)
		}
	}
	known := &directory{people: map[int64]person{}}
	for staff, err := range c.Staffs(ctx) {
		if failed(err) {
			return people.Roster{}, err
		}
		if err != nil {
			missing = errors.Join(missing, err)
			break
		}
		r.People = append(r.People, personOf(staff, paths))
		if err := known.add(staff); err != nil {
			return people.Roster{}, err
		}
	}
	if missing == nil {
		c.known = known
	}
	return r, missing
}

func personOf(r record.Record, paths map[string]string) people.Person {
	text := func(path ...string) string { return r.Lookup(path...).Text() }
	p := people.Person{
		ID: text("staffId"), Number: text("staffNum"), Name: fullName(r), Family: text("lastName"), Given: text("firstName"),
		Kana: people.FullName(text("lastNameKana"), text("firstNameKana")), Employment: r.Lookup("employmentCategory").Field("name", "Name").Text(),
	}
	add := func(organization record.Value) {
		id := organization.Field("organizationId").Text()
		path, listed := paths[id]
		if !listed {
			path = organization.Field("name").Text()
		}
		if path != "" && path != Company {
			p.Departments = append(p.Departments, path)
		}
	}
	add(r.Lookup("organization"))
	for further := range r.Lookup("subgroups").Elements() {
		add(further)
	}
	return p
}

// units reads the organizations with their paths; that of the company is empty.
func (c *Client) units(ctx context.Context) ([]people.Unit, error) {
	var units []people.Unit
	parents, names := map[string]string{}, map[string]string{}
	var missing error
	for r, err := range c.Organizations(ctx, OrganizationQuery{Parents: true}) {
		if failed(err) {
			return nil, err
		}
		if err != nil {
			missing = err
			break
		}
		id := r.Lookup("organizationId").Text()
		if _, again := names[id]; again {
			continue
		}
		names[id], parents[id] = r.Lookup("name").Text(), r.Lookup("parentId").Text()
		units = append(units, people.Unit{ID: id, Code: r.Lookup("code").Text(), Name: names[id]})
	}
	for i := range units {
		units[i].Path = people.PathOf(units[i].ID, parents, names, Company)
		units[i].Parent = people.ParentPath(units[i].Path)
	}
	return units, missing
}
