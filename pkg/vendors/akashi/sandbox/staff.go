package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// Some ids that scripts and tests may rely on. Ids are not consecutive: three lie between neighbours.
const (
	administratorID int64 = 1001
	GateID          int64 = 1004 // 計測ゲート: stamps every minute of each month's 20th
	idStep          int64 = 3
	population            = 120 // people of a new company: six full pages, so that the seventh is empty
)

// permission is the vendor's permissionType.
type permission int

const (
	companyAdministrator permission = 1 + iota
	generalAdministrator
	employee
)

var permissionNames = [...]string{companyAdministrator: "企業管理者", generalAdministrator: "一般管理者", employee: "従業員"}

// staff is one person.
type staff struct {
	id int64
	person
	organization int64
	subgroups    []int64
	category     int // index into employmentCategories
	tag, code    string
	idm, email   string
	tel, sex     string
	remarks      string
	permission   permission
	managed      []int64 // organizations looked after
	pattern      pattern
	index        int       // place in the morning burst; -1 for people registered later
	retired      time.Time // last day; zero while employed
}

func (p *staff) retiredBy(t time.Time) bool {
	return !p.retired.IsZero() && startOfDay(t).After(p.retired)
}

// roots returns the organizations whose trees the person may see.
func (p *staff) roots() []int64 {
	switch p.permission {
	case companyAdministrator:
		return []int64{1}
	case generalAdministrator:
		return p.managed
	}
	return []int64{p.organization}
}

// manages reports whether a token of the owner opens a person's data: one's own, and that of the organizations looked after.
func (c *company) manages(owner, p *staff) bool {
	if owner.id == p.id || owner.permission == companyAdministrator {
		return true
	}
	for _, root := range owner.managed {
		if c.within(p.organization, root) {
			return true
		}
	}
	return false
}

// visible returns the person with the id, if there is one and the token may see them.
func (c *call) visible(id int64) (*staff, *failure) {
	p := c.company.staff(id)
	switch {
	case p == nil:
		return nil, notFound("従業員が存在しません。")
	case !c.company.manages(c.owner, p):
		return nil, refuse(http.StatusForbidden, codePermission, "この従業員を参照する権限がありません。")
	}
	return p, nil
}

func newCompany(seed int64) *company {
	c := &company{}
	for i, o := range organizationTable {
		o.id = int64(i + 1)
		c.organizations = append(c.organizations, o)
	}
	rng := rand.New(rand.NewPCG(uint64(seed), 0x57aff))
	for i := range population {
		c.staffs = append(c.staffs, newStaff(i, rng))
	}
	c.lastStaffID = c.staffs[population-1].id
	return c
}

func newStaff(i int, rng *rand.Rand) *staff {
	family, given := families[rng.IntN(len(families))], givens[rng.IntN(len(givens))]
	p := &staff{
		id:           administratorID + int64(i)*idStep,
		person:       person{family[0], given[0], family[1], given[1]},
		organization: int64(2 + rng.IntN(len(organizationTable)-1)),
		category:     rng.IntN(len(employmentCategories)),
		tag:          tags[i%len(tags)],
		code:         fmt.Sprintf("%06d", i+1), // leading zeros: a code is text
		email:        fmt.Sprintf("staff%03d@example.com", i+1),
		tel:          fmt.Sprintf("090-0000-%04d", i),
		sex:          given[2],
		remarks:      remarks[i%len(remarks)],
		permission:   employee,
		pattern:      pattern(rng.IntN(int(lastPattern) + 1)),
		index:        i,
	}
	if rng.IntN(3) > 0 {
		p.idm = fmt.Sprintf("%016X", rng.Uint64())
	}
	if rng.IntN(4) == 0 {
		p.subgroups = []int64{int64(2 + rng.IntN(len(organizationTable)-1))}
	}
	switch odd := i - 2; {
	case i == 0:
		p.person = person{"管理", "花子", "カンリ", "ハナコ"}
		p.organization, p.category, p.sex, p.permission, p.pattern = 1, 1, "女", companyAdministrator, officeHours
	case p.id == GateID:
		p.person = person{"計測ゲート", "１号機", "", ""}
		p.organization, p.category, p.sex, p.email, p.tel, p.pattern = 6, 0, "", "", "", noHours
	case odd < len(oddPeople):
		p.person = oddPeople[odd]
	case i%25 == 0:
		p.permission, p.managed = generalAdministrator, []int64{p.organization}
	}
	if p.pattern == night {
		p.organization = 7
	}
	return p
}
