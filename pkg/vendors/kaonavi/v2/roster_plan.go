package v2

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/work/people"
)

// PlanRoster writes a plan as two files: changes for members update, and who is new for members add. to is Kaonavi as it is: its departments
// have codes, and a field that it doesn't have is in no file.
func PlanRoster(p people.Plan, to *people.Roster) people.Import {
	codes := map[string]string{}
	for _, u := range to.Units {
		codes[u.Path] = u.Code
	}
	columns := []string{"code", "name", "name_kana", "mail", "entered_date", "retired_date", "department.code", "sub_departments"}
	own := to.OwnFields()
	columns = append(columns, own...)
	changed := people.Table{Command: []string{"genba", "kaonavi", "members", "update", "-f", "FILE", "--wait"}, Columns: columns}
	added := people.Table{Suffix: "new", Command: []string{"genba", "kaonavi", "members", "add", "-f", "FILE", "--wait"}, Columns: columns}
	var made people.Import
	for i := range p.Steps {
		s := &p.Steps[i]
		row, hand := planRow(s, codes, own)
		made.Hand = append(made.Hand, hand...)
		wanted := slices.IndexFunc(to.Required, func(column string) bool { return row[column] == "" })
		switch {
		case s.Target == nil && wanted >= 0:
			made.Hand = append(made.Hand, s.Of("Kaonavi wants %s of a new member, and the source doesn't say it", to.Required[wanted]).InNoFile())
		case s.Target == nil:
			added.Rows = append(added.Rows, row)
		case len(row) > 1: // more than the code
			changed.Rows = append(changed.Rows, row)
		}
	}
	made.Tables = []people.Table{changed, added}
	for _, l := range p.Leavers {
		if l.Date == "" {
			made.Hand = append(made.Hand, l.Of("has left, on a day that the source doesn't say").Keeping(string(people.Gone)))
			continue
		}
		made.Commands = append(made.Commands, []string{"genba", "kaonavi", "members", "update", "--set", "code=" + l.Person.Number, "--set", "retired_date=" + l.Date, "--wait"})
	}
	return made
}

func planRow(s *people.Step, codes map[string]string, own []string) (row map[string]string, hand []people.Hand) {
	created := s.Target == nil
	row = map[string]string{"code": s.Number}
	if !created {
		row["code"] = s.Target.Number
		if s.Differs("number") {
			hand = append(hand, s.Of("the number %s is to be %s: the code is what a member is known by, and changes on Kaonavi's screen", s.Target.Number, s.Number).Keeping("number"))
		}
	}
	for field, cell := range map[string]struct{ column, text string }{
		"name": {"name", s.Source.Name}, "kana": {"name_kana", s.Source.Kana}, "mail": {"mail", s.Source.Mail},
		"entered": {"entered_date", s.Source.Entered}, "left": {"retired_date", s.Source.Left},
	} {
		if (created || s.Differs(field)) && cell.text != "" {
			row[cell.column] = cell.text
		}
	}
	if s.Differs("left") && s.Source.Left == "" {
		hand = append(hand, s.Of("is in force, and Kaonavi has %s as the last day: in the row of code %s retired_date has to be emptied", s.Target.Left, s.Target.Number).Keeping("left"))
	}
	for _, name := range own {
		if text := s.Source.More[name]; (created || s.Differs(name)) && text != "" {
			row[name] = text
		}
	}
	if (created || s.Differs("department")) && s.Department != "" {
		row["department.code"] = codes[s.Department]
	}
	if several, unordered := s.Unordered(); !unordered {
		hand = append(hand, planFurther(s, codes, row)...)
	} else if created || s.Differs("department") {
		hand = append(hand, several)
	}
	for _, path := range s.Lacking {
		hand = append(hand, s.Of("Kaonavi has no department %q: genba org plan makes it", path).Keeping(lackingField(s, path)))
	}
	return row, hand
}

// lackingField returns the field of which a department that Kaonavi lacks is a part.
func lackingField(s *people.Step, path string) string {
	if path == s.Source.Department() {
		return "department"
	}
	return "concurrent"
}

// planFurther plans the further departments (兼務).
func planFurther(s *people.Step, codes, row map[string]string) []people.Hand {
	switch further := furtherCodes(s, codes); {
	case s.Target != nil && !s.Differs("concurrent"):
	case further != "":
		row["sub_departments"] = further
	case s.Differs("concurrent") && len(s.Source.Departments) < 2:
		return []people.Hand{s.Of("has sub-departments (兼務) in Kaonavi that the source doesn't have").Keeping("concurrent")}
	}
	return nil
}

// furtherCodes returns the codes of the further departments as a cell of the file.
func furtherCodes(s *people.Step, codes map[string]string) string {
	var further []string
	for _, path := range s.Further {
		further = append(further, codes[path])
	}
	return strings.Join(further, listJoin)
}

// PlanUnits writes all departments, with the new ones among them, as a file for departments overwrite, which deletes what is not in it.
func PlanUnits(create []people.Unit, to *people.Roster) (people.Table, []people.Hand) {
	table := people.Table{
		Suffix: "units", Command: []string{"genba", "kaonavi", "departments", "overwrite", "-f", "FILE", "--wait"},
		Columns: []string{"code", "name", "parent_code", "leader_member_code", "order", "memo"},
	}
	codes, taken := map[string]string{}, map[string]bool{}
	for _, u := range to.Units {
		codes[u.Path], taken[u.Code] = u.Code, true
	}
	for _, u := range to.Units {
		table.Rows = append(table.Rows, map[string]string{
			"code": u.Code, "name": u.Name, "parent_code": codes[u.Parent], "leader_member_code": u.Leader, "order": u.Order, "memo": u.Memo,
		})
	}
	var hand []people.Hand
	made := false
	for _, u := range create {
		parent, there := codes[u.Parent]
		if u.Code == "" || taken[u.Code] || u.Parent != "" && !there {
			hand = append(hand, people.Hand{Key: u.Code, Name: u.Path, What: say.T("a department of Kaonavi's needs a code that no other one has")})
			continue
		}
		codes[u.Path], taken[u.Code], made = u.Code, true, true
		table.Rows = append(table.Rows, map[string]string{"code": u.Code, "name": u.Name, "parent_code": parent, "order": "999"})
	}
	if !made {
		table.Rows = nil
	}
	return table, hand
}
