package akashi

import (
	"github.com/genba-cli/genba/pkg/say"
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
			made.Hand = append(made.Hand, people.Hand{Key: l.Person.Key(), Name: l.Person.Name, What: say.T("has left, on a day that the source doesn't say")})
			continue
		}
		made.Commands = append(made.Commands, command)
	}
	return made
}

// planRow returns a row of the file; nil where nothing of the person can be written.
func planRow(s *people.Step) (row map[string]string, hand []people.Hand) {
	row = map[string]string{}
	named := s.Source
	if s.Target != nil {
		row["staff_id"] = s.Target.ID
		if !s.Differs("name") {
			named = s.Target // both names have to be in a row, as AKASHI has them
		}
	}
	last, first, ok := named.Names()
	if !ok {
		h := s.Of("AKASHI wants family and given name apart, and %q has no blank between them", s.Source.Name)
		h.Whole = true
		return nil, []people.Hand{h}
	}
	row["last_name"], row["first_name"] = last, first
	created := s.Target == nil
	if created || s.Differs("kana") {
		if family, given, ok := s.Source.Kanas(); ok {
			row["last_name_kana"], row["first_name_kana"] = family, given
		} else if s.Source.Kana != "" {
			hand = append(hand, s.Of("the kana %q have no blank between family and given name", s.Source.Kana))
		}
	}
	if created || s.Differs("number") {
		row["staff_code"] = s.Number
	}
	if created {
		row["email"] = s.Source.Mail
		row["organization"] = Company
	}
	if created || s.Differs("employment") {
		row["employment_category"] = s.Source.Employment
	}
	switch {
	case !created && !s.Differs("department"):
	case s.Department != "":
		row["organization"] = s.Department
	case s.Source.Department() != "":
		h := s.Of("AKASHI has no organization %q: genba org plan makes it", s.Source.Department())
		h.Whole = created
		hand = append(hand, h)
		if created {
			return nil, hand
		}
	}
	if s.Differs("concurrent") || created && len(s.Source.Departments) > 1 {
		hand = append(hand, s.Of("further organizations (サブグループ) are set on AKASHI's screen"))
	}
	return changed(s, row), hand
}

// changed returns the row; nil where it holds no more than staff_id and the names as they are.
func changed(s *people.Step, row map[string]string) map[string]string {
	if s.Target != nil && len(row) == 3 && !s.Differs("name") {
		return nil
	}
	return row
}

// PlanUnits writes new departments as a file for organizations create (§6.1.2), parents first.
func PlanUnits(create []people.Unit) people.Table {
	table := people.Table{Suffix: "units", Command: []string{"genba", "akashi", "organizations", "create", "-f", "FILE"}, Columns: []string{"name", "code", "parent_organization"}}
	for _, u := range create {
		table.Rows = append(table.Rows, map[string]string{"name": u.Name, "code": u.Code, "parent_organization": u.Parent})
	}
	return table
}
