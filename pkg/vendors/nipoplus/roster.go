package nipoplus

import (
	"context"

	"github.com/genba-cli/genba/pkg/work/people"
)

// rosterKnows is what NipoPlus says of a staff: a name and the groups. It has no number.
const rosterKnows = people.Name | people.Department | people.Concurrent | people.Active

// Roster reads all staffs of the organization and, as their units, the groups that they are in. It needs an administrator's key. Of a
// group that the key may not read nobody is known to be in it; leftOut is told.
func (c *Client) Roster(ctx context.Context, leftOut func(Group, error)) (people.Roster, error) {
	r := people.Roster{Service: "nipoplus", Knows: rosterKnows, FlatUnits: true}
	groups, err := c.AllGroups(ctx)
	if err != nil {
		return r, err
	}
	places := map[string]int{}
	for s, err := range c.OrganizationStaffs(ctx) {
		if err != nil {
			return people.Roster{}, err
		}
		id := staffID(s)
		if _, again := places[id]; again {
			continue
		}
		places[id] = len(r.People)
		active, said := s.Lookup("active").Bool()
		r.People = append(r.People, people.Person{ID: id, Name: staffName(s), Inactive: said && !active})
	}
	for _, g := range groups {
		u := people.Unit{ID: g.ID, Name: g.Name, Path: g.Name}
		staffs, err := c.staffList(ctx, g.ID)
		switch {
		case NotMember(err):
			leftOut(g, err)
			continue
		case err != nil:
			return people.Roster{}, err
		}
		r.Units = append(r.Units, u)
		for _, s := range staffs {
			if i, known := places[staffID(s)]; known {
				r.People[i].Departments = append(r.People[i].Departments, u.Path)
			}
		}
	}
	return r, nil
}
