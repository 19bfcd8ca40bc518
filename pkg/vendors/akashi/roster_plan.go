package akashi

import (
	"github.com/genba-cli/genba/pkg/work/people"
)

// PlanRoster writes a plan as a file for staffs import (§6.3.2), and what no request of AKASHI's does: further organizations (サブグループ).
func PlanRoster(p people.Plan) people.Import {
	var made people.Import
	table := people.Table{
		Command: []string{"genba", "akashi", "staffs", "import", "-f", "FILE"},
		Columns: []string{"staff_id", "staff_code", "last_name", "first_name", "last_name_kana", "first_name_kana", "organization", "employment_category", "email"},
	}
	for i := range p.Steps {
		row, hand := planRow(&p.Steps[i])
		made.Hand = append(made.Hand, hand...)
		if row != nil {
			table.Rows = append(table.Rows, row)
		}
	}
	made.Tables = []people.Table{table}
	for _, l := range p.Leavers {
		command := []string{"genba", "akashi", "staffs", "retire", l.Person.ID, "--date", l.Date}
		if l.Date == "" {
			made.Hand = append(made.Hand, l.Of("has left, on a day that the source doesn't say").Keeping(string(people.Gone)))
			continue
		}
		made.Commands = append(made.Commands, command)
	}
	return made
}

// planRow returns a row of the file; nil where nothing of the person can be written.
func planRow(s *people.Step) (row map[string]string, hand []people.Hand) {
	created := s.Target == nil
	row, hand, renamed := planNames(s)
	if row == nil {
		return nil, hand
	}
	if created || s.Differs("kana") {
		if family, given, ok := s.Source.Kanas(); ok {
			row["last_name_kana"], row["first_name_kana"] = family, given
		} else if s.Source.Kana != "" {
			hand = append(hand, s.Of("the kana %q have no blank between family and given name", s.Source.Kana).Keeping("kana"))
		}
	}
	if created || s.Differs("number") {
		row["staff_code"] = s.Number
	}
	if created || s.Differs("employment") {
		row["employment_category"] = s.Source.Employment
	}
	if created {
		row["email"] = s.Source.Mail
	}
	if created || s.Differs("department") {
		organization, missing := planOrganization(s)
		hand = append(hand, missing...)
		switch {
		case organization != "":
			row["organization"] = organization
		case created:
			return nil, hand
		}
	}
	if s.Differs("concurrent") || created && len(s.Source.Departments) > 1 {
		hand = append(hand, s.Of("further organizations (サブグループ) are set on AKASHI's screen").Keeping("concurrent"))
	}
	if !created && !renamed && len(row) == 3 { // staff_id and the names as they are
		return nil, hand
	}
	return row, hand
}

// planNames begins a row with the names, which have to be in every one, as AKASHI has them where nothing else can be written. A row of nil:
// nobody can be written without them.
func planNames(s *people.Step) (row map[string]string, hand []people.Hand, renamed bool) {
	row, renamed = map[string]string{}, s.Target == nil || s.Differs("name")
	if s.Target != nil {
		row["staff_id"] = s.Target.ID
	}
	if renamed {
		if last, first, ok := s.Source.Names(); ok {
			row["last_name"], row["first_name"] = last, first
			return row, nil, true
		}
		hand = append(hand, s.Of("AKASHI wants family and given name apart, and %q has no blank between them", s.Source.Name).Keeping("name"))
	}
	if s.Target == nil {
		return nil, []people.Hand{hand[0].InNoFile()}, false
	}
	last, first, ok := s.Target.Names()
	if !ok {
		h := s.Of("AKASHI wants family and given name apart, and %q has no blank between them", s.Target.Name)
		return nil, []people.Hand{h.InNoFile()}, false
	}
	row["last_name"], row["first_name"] = last, first
	return row, hand, false
}

// planOrganization returns the main organization of somebody; "" where AKASHI doesn't have it, or nobody knows which it is.
func planOrganization(s *people.Step) (string, []people.Hand) {
	missing, unordered := s.Unordered()
	switch {
	case unordered:
	case s.Department != "":
		return s.Department, nil
	case s.Source.Department() == "":
		return Company, nil
	default:
		missing = s.Of("AKASHI has no organization %q: genba org plan makes it", s.Source.Department()).Keeping("department")
	}
	if s.Target == nil {
		missing = missing.InNoFile()
	}
	return "", []people.Hand{missing}
}

// PlanUnits writes new departments as a file for organizations create (§6.1.2), parents first.
func PlanUnits(create []people.Unit) people.Table {
	table := people.Table{Suffix: "units", Command: []string{"genba", "akashi", "organizations", "create", "-f", "FILE"}, Columns: []string{"name", "code", "parent_organization"}}
	for _, u := range create {
		table.Rows = append(table.Rows, map[string]string{"name": u.Name, "code": u.Code, "parent_organization": u.Parent})
	}
	return table
}
