package flexcrm

import (
	"cmp"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/work/people"
)

// PlanRoster writes a plan as two files: changes for users update, and who is new for users create. No request of FlexCRM's sets the
// department of a user.
func PlanRoster(p people.Plan) people.Import {
	columns := []string{"name", "kana", "employee_no", "mail", "status"}
	changed := people.Table{Command: []string{"genba", "flexcrm", "users", "update", "-f", "FILE"}, Columns: append([]string{"id"}, columns...)}
	added := people.Table{Suffix: "new", Command: []string{"genba", "flexcrm", "users", "create", "-f", "FILE"}, Columns: append([]string{"userid"}, columns[:4]...)}
	var made people.Import
	for i := range p.Steps {
		s := &p.Steps[i]
		row := planRow(s)
		if s.Differs("department") || s.Differs("concurrent") || s.Target == nil && s.Department != "" {
			made.Hand = append(made.Hand, s.Of("belongs to %s: departments of users are set on FlexCRM's screen", s.Departments()).Keeping("department", "concurrent"))
		}
		switch {
		case s.Target == nil && s.Source.Mail == "" && s.Number == "":
			made.Hand = append(made.Hand, s.Of("FlexCRM wants a name to log in by (userid), and the source says neither a mail address nor a number").InNoFile())
		case s.Target == nil:
			row["userid"] = cmp.Or(s.Source.Mail, s.Number)
			added.Rows = append(added.Rows, row)
		case len(row) > 0:
			row["id"] = s.Target.ID
			changed.Rows = append(changed.Rows, row)
		}
	}
	made.Tables = []people.Table{changed, added}
	for _, l := range p.Leavers {
		made.Commands = append(made.Commands, []string{"genba", "flexcrm", "users", "update", l.Person.ID, "--set", "status=" + switchedOff})
		made.Hand = append(made.Hand, l.Of("left on %s: the command switches the account off at once", l.Date))
	}
	return made
}

func planRow(s *people.Step) map[string]string {
	row := map[string]string{}
	for field, cell := range map[string]struct{ column, text string }{
		"name": {"name", s.Source.Name}, "kana": {"kana", s.Source.Kana}, "mail": {"mail", s.Source.Mail}, "number": {"employee_no", s.Number},
	} {
		if (s.Target == nil || s.Differs(field)) && cell.text != "" {
			row[cell.column] = cell.text
		}
	}
	if s.Differs("active") {
		row["status"] = "1"
	}
	return row
}

// PlanUnits writes new departments as a file for departments create. FlexCRM knows a parent by its number, which one that is new itself
// has only when it is made.
func PlanUnits(create []people.Unit, to *people.Roster) (people.Table, []people.Hand) {
	ids := map[string]string{}
	for _, u := range to.Units {
		ids[u.Path] = u.ID
	}
	table := people.Table{Suffix: "units", Command: []string{"genba", "flexcrm", "departments", "create", "-f", "FILE"}, Columns: []string{"name", "code", "parent"}}
	var hand []people.Hand
	for _, u := range create {
		parent := ids[u.Parent]
		if u.Parent != "" && parent == "" {
			hand = append(hand, people.Hand{Key: u.Code, Name: u.Path, What: say.T("its parent is new itself: make a plan again when that is there")})
			continue
		}
		table.Rows = append(table.Rows, map[string]string{"name": u.Name, "code": u.Code, "parent": parent})
	}
	return table, hand
}
