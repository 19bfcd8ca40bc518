package sandbox

import "strings"

// Staff is a person of a company that is given. The first one is the administrator whose token it is.
type Staff struct {
	Number, Last, First, LastKana, FirstKana, Mail string
	Organizations                                  []string // paths from below 企業, the main one first
	Category                                       string   // "": the vendor's default
	Night                                          bool     // works over midnight
}

// Organization is a unit of such a company; parents come first.
type Organization struct{ Path, Code string }

// firstGivenID lies above the ids of the people that are made up here.
const firstGivenID int64 = 3001

func (o Options) company() *company {
	if len(o.Staffs) == 0 {
		return newCompany(o.Seed)
	}
	c := &company{organizations: []organization{{id: 1, name: topName}}}
	for i, unit := range o.Organizations {
		parent := int64(1)
		if at := strings.LastIndexByte(unit.Path, '/'); at >= 0 {
			above, _ := c.find(unit.Path[:at])
			parent = above.id
		}
		c.organizations = append(c.organizations, organization{id: int64(i + 2), parent: parent, name: unit.Path[strings.LastIndexByte(unit.Path, '/')+1:], code: unit.Code})
	}
	for i, given := range o.Staffs {
		c.staffs = append(c.staffs, c.given(i, given))
	}
	c.lastStaffID = c.staffs[len(c.staffs)-1].id
	return c
}

func (c *company) given(i int, g Staff) *staff {
	p := &staff{
		id: firstGivenID + int64(i)*idStep, person: person{g.Last, g.First, g.LastKana, g.FirstKana}, code: g.Number, email: g.Mail,
		organization: 1, permission: employee, pattern: officeHours, index: i,
	}
	if i == 0 {
		p.id, p.permission = administratorID, companyAdministrator
	}
	if g.Night {
		p.pattern = night
	}
	for k, name := range employmentCategories {
		if name == g.Category {
			p.category = k
		}
	}
	for n, path := range g.Organizations {
		unit, _ := c.find(path)
		if n == 0 {
			p.organization = unit.id
			continue
		}
		p.subgroups = append(p.subgroups, unit.id)
	}
	return p
}
