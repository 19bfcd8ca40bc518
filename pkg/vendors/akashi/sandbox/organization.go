package sandbox

import (
	"cmp"
	"slices"
	"strings"
)

// topName is the organization above all others; paths leave it out unless it stands alone.
const topName = "企業"

type organization struct {
	id, parent int64 // parent 0: none
	name, code string
}

// organizationTable is the company when it is new; the ids are the row numbers from 1.
var organizationTable = []organization{
	{parent: 0, name: topName},
	{parent: 1, name: "営業部", code: "A"},
	{parent: 2, name: "営業一課", code: "A-1"},
	{parent: 2, name: "営業二課", code: "A-2"},
	{parent: 1, name: "物流部", code: "B"},
	{parent: 5, name: "第一倉庫", code: "B-1"},
	{parent: 6, name: "夜勤班", code: "B-1-N"},
	{parent: 5, name: "第二倉庫", code: "B-2"},
	{parent: 1, name: "総務部", code: "C"},
	{parent: 1, name: "研究開発部"}, // no code
}

// employmentCategories: the first is the vendor's own default, which has no id.
var employmentCategories = []string{"従業員", "正社員", "契約社員", "パート・アルバイト", "派遣社員"}

// company is everything that the sandbox remembers about its one company.
type company struct {
	organizations []organization
	staffs        []*staff // by id, ascending
	lastStaffID   int64
}

func (c *company) organization(id int64) (organization, bool) {
	i := slices.IndexFunc(c.organizations, func(o organization) bool { return o.id == id })
	if i < 0 {
		return organization{}, false
	}
	return c.organizations[i], true
}

// find follows a path as requests give it: 企業 alone, or names from below 企業 joined by a slash.
func (c *company) find(path string) (organization, bool) {
	at := c.organizations[0]
	if path == topName {
		return at, true
	}
	for name := range strings.SplitSeq(path, "/") {
		i := slices.IndexFunc(c.organizations, func(o organization) bool { return o.parent == at.id && o.name == name })
		if i < 0 {
			return organization{}, false
		}
		at = c.organizations[i]
	}
	return at, true
}

// within reports whether the organization is the other one or somewhere below it.
func (c *company) within(id, above int64) bool {
	for id != 0 {
		if id == above {
			return true
		}
		o, _ := c.organization(id)
		id = o.parent
	}
	return false
}

func (c *company) staff(id int64) *staff {
	i, found := slices.BinarySearchFunc(c.staffs, id, func(p *staff, id int64) int { return cmp.Compare(p.id, id) })
	if !found {
		return nil
	}
	return c.staffs[i]
}
