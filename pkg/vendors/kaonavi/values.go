package kaonavi

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// values looks at the values of a sheet's row, for intake.Check: one walk through the row, however many columns there are.
// The types are known only from a definition (§2.8).
func (l Labels) values(is returned) func(intake.Row) []intake.Problem {
	isDate, isRadar := map[string]bool{}, map[string]bool{}
	for _, each := range l {
		isDate[each.Column] = strings.EqualFold(each.Type, "date")
		isRadar[each.Column] = radar(each.Type)
	}
	said := map[string]bool{} // of a radar chart's column: that is no row's fault
	return func(r intake.Row) []intake.Problem {
		var problems []intake.Problem
		for _, f := range r.Fields {
			if !strings.HasPrefix(f.Name, definition) {
				continue
			}
			message := valueProblem(f.Value, isDate[f.Name])
			if isRadar[f.Name] {
				message = say.Text{}
				if !said[f.Name] {
					message = say.T("a radar chart's column can't be used by this API (§2.8)")
				}
				said[f.Name] = true
			} else if !message.IsZero() && f.Value.Kind() == record.KindString && is(r, f.Name) {
				message = say.Text{}
			}
			if !message.IsZero() {
				problems = append(problems, intake.Problem{Column: f.Name, Message: message})
			}
		}
		return problems
	}
}

// radar reports whether a column's type is a radar chart. The document says what such a column may not be used for, and
// neither how the type is written nor what its values are.
func radar(kind string) bool {
	return strings.Contains(strings.ToLower(kind), "radar") || strings.Contains(charset.Compose(kind), "レーダー")
}

// valueProblem returns what is wrong with a value of a sheet. The types are known only from a definition; without one, what
// looks like a day may be a number of anything.
func valueProblem(v record.Value, isDate bool) say.Text {
	switch v.Kind() {
	case record.KindArray, record.KindObject:
		return say.T("%s; a single value is expected", v.Kind())
	}
	text := v.Text()
	switch {
	case text == "":
		return say.Text{}
	case isDate:
		return dayProblem(text)
	}
	return controlProblem(text)
}
