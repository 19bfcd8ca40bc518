package flexcrm

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// CheckQuery holds conditions and order against the fields of the table: names, choices, numbers, days. A field may be given by
// the name that people see, and is then asked for by its id.
func (f Fields) CheckQuery(table string, q RecordQuery) (RecordQuery, error) {
	checked := q
	checked.Where, checked.Order = nil, nil
	for _, c := range q.Where {
		field, err := f.known("--where", c.Field)
		if err != nil {
			return q, err
		}
		c.Field = field.ID
		if problem := field.conditionProblem(c); problem != "" {
			return q, fault.Errorf(fault.Usage, "--where %s%s%s: %s; no record was asked for", c.Field, c.Operator, c.Value, problem).
				WithHint("genba flexcrm flexdb fields %s shows the fields with their choices", table)
		}
		checked.Where = append(checked.Where, c)
	}
	for _, s := range q.Order {
		field, err := f.known("--order-by", s.Field)
		if err != nil {
			return q, err
		}
		s.Field = field.ID
		checked.Order = append(checked.Order, s)
	}
	return checked, nil
}

// known is the field of that name, the parts of an address included.
func (f Fields) known(flag, word string) (Field, error) {
	if field, ok := f.find(word); ok {
		return field, nil
	}
	if part := partOf(word); part != "" {
		if field, ok := f.find(strings.TrimSuffix(word, part)); ok && field.Kind == Address {
			return Field{ID: field.ID + part}, nil
		}
	}
	if word == "id" {
		return Field{ID: "id", Kind: Whole}, nil
	}
	return Field{}, fault.Errorf(fault.Usage, "%s: the table has no field %q%s; no record was asked for", flag, word, nearest.Suggest(word, f.words())).
		WithHint("it has: %s", strings.Join(f.shown(), ", "))
}

func (f Fields) shown() []string {
	var shown []string
	for _, field := range f {
		text := field.ID
		if field.Name != "" && field.Name != field.ID {
			text += " " + field.Name
		}
		shown = append(shown, text)
	}
	return shown
}

// conditionProblem is what is wrong with a condition on the field, or "". More and less are for numbers and days only (FlexDB list).
func (f Field) conditionProblem(c Condition) string {
	ordered := strings.ContainsAny(string(c.Operator), "<>")
	value := record.String(c.Value)
	switch {
	case c.Value == "":
		return ""
	case f.Kind == Choice && ordered:
		return "choices have no order; use = or ~"
	case f.Kind == Choice:
		_, problem := f.choices(value)
		return problem
	case ordered && (f.Kind == Line || f.Kind == Text || f.Kind == Word):
		return string(c.Operator) + " is for numbers and days only"
	case (f.Kind == Number || f.Kind == Date) && c.Operator != Contains && c.Operator != NotContains:
		return f.problem(value)
	}
	return ""
}
