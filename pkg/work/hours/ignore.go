package hours

import (
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/say"
)

// Ignored are days that somebody has looked at and that are no gaps: leave, a strike of the time clock.
type Ignored []IgnoredDays

// IgnoredDays is one row of a file of days to ignore.
type IgnoredDays struct {
	Person   string
	From, To Date
	Reason   string
	Line     int
	used     bool
}

// IgnoreRules returns the columns of such a file. An empty to is the same day as from.
func IgnoreRules() []intake.Rule {
	return []intake.Rule{
		{Name: "person", Aliases: []string{"staff_number"}, Text: true, Required: true},
		{Name: "from", Aliases: []string{"date"}, Text: true, Required: true, Check: dayProblem("from")},
		{Name: "to", Text: true, Check: dayProblem("to")},
		{Name: "reason", Text: true, Local: true},
		{Name: "name", Text: true, Local: true},
	}
}

func dayProblem(column string) func(intake.Row) say.Text {
	return func(row intake.Row) say.Text {
		text := row.Text(column)
		if _, ok := ParseDate(text); !ok && text != "" {
			return say.T("a day is expected, such as 2026-03-01 or 2026/3/1")
		}
		from, _ := ParseDate(row.Text("from"))
		if to, ok := ParseDate(row.Text("to")); column == "to" && ok && to < from {
			return say.T("the range ends before it begins")
		}
		return say.Text{}
	}
}

// ParseDate reads a day as people and spreadsheets write it.
func ParseDate(text string) (Date, bool) {
	day, ok := intake.ParseSheetDate(text)
	if !ok {
		return 0, false
	}
	return DateOf(day), true
}

// NewIgnored makes the list of rows that keep IgnoreRules.
func NewIgnored(rows []intake.Row) Ignored {
	var list Ignored
	for _, row := range rows {
		from, _ := ParseDate(row.Text("from"))
		to, ok := ParseDate(row.Text("to"))
		if !ok {
			to = from
		}
		list = append(list, IgnoredDays{Person: row.Text("person"), From: from, To: to, Reason: row.Text("reason"), Line: row.Line})
	}
	return list
}

// Has reports whether a day is to be ignored. number is the person's number; id, the source's own, counts for a person without
// a number: one's number may be another's id.
func (l Ignored) Has(number, id string, day Date) bool {
	found := false
	for i, row := range l {
		if who := row.Person; who == number && number != "" || number == "" && who == id {
			l[i].used = true
			found = found || row.From <= day && day <= row.To
		}
	}
	return found
}

// Strangers returns the persons of the list whom nobody's number was.
func (l Ignored) Strangers() []string {
	var names []string
	for _, row := range l {
		if !row.used {
			names = append(names, row.Person)
		}
	}
	return names
}
