package flexcrm

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// The parts of a query that name fields.
const (
	inWhere say.Format = "a condition"
	inOrder say.Format = "the order"
)

const fieldsHint = "the fields of %s have their types and choices"

// systemIDs returns the fields that every table has (FlexDB list).
func systemIDs() []string {
	return []string{"id", "create_user_id", "update_user_id", "update_date_for_user", "update_date", "create_date"}
}

// NamesFields reports whether the query names fields of the table's own, whose ids and choices only the table knows.
func (q RecordQuery) NamesFields() bool {
	own := func(id string) bool { return !slices.Contains(systemIDs(), id) }
	return slices.ContainsFunc(q.Where, func(c Condition) bool { return own(c.Field) }) ||
		slices.ContainsFunc(q.Order, func(s Sort) bool { return own(s.Field) })
}

// Resolve returns the query with ids for names: a field may be given by the name that people see, a choice by its text. A field
// that the table does not have stays as it was typed. Where a word can't be told apart, or is no choice of its field, the query
// would quietly find nothing, and is refused.
func (f Fields) Resolve(table string, q RecordQuery) (RecordQuery, error) {
	resolved := q
	resolved.Where, resolved.Order = nil, nil
	for _, c := range q.Where {
		field, ok, err := f.lookup(inWhere, c.Field)
		if err != nil {
			return q, err
		}
		if ok {
			c.Field = field.ID
		}
		if field.Kind == Choice && c.Value != "" && !c.Operator.ordered() {
			ids, problem := field.choices(record.String(c.Value))
			if !problem.IsZero() {
				return q, badCondition(table, c, problem)
			}
			c.Value = strings.Join(ids, ",")
		}
		resolved.Where = append(resolved.Where, c)
	}
	for _, s := range q.Order {
		field, ok, err := f.lookup(inOrder, s.Field)
		if err != nil {
			return q, err
		}
		if ok {
			s.Field = field.ID
		}
		resolved.Order = append(resolved.Order, s)
	}
	return resolved, nil
}

// CheckQuery does what Resolve does, and holds conditions and order against the fields of the table: names, numbers, days.
func (f Fields) CheckQuery(table string, q RecordQuery) (RecordQuery, error) {
	for _, c := range q.Where {
		field, ok, err := f.lookup(inWhere, c.Field)
		switch {
		case err != nil:
			return q, err
		case !ok:
			return q, f.unknown(inWhere, c.Field)
		}
		c.Field = field.ID
		if problem := field.conditionProblem(c); !problem.IsZero() {
			return q, badCondition(table, c, problem)
		}
	}
	for _, s := range q.Order {
		if _, ok, err := f.lookup(inOrder, s.Field); err == nil && !ok {
			return q, f.unknown(inOrder, s.Field)
		}
	}
	return f.Resolve(table, q)
}

func badCondition(table string, c Condition, problem say.Text) error {
	return fault.Errorf(fault.Usage, "the condition %s%s%s: %s; no record was asked for", c.Field, c.Operator, c.Value, problem).
		WithHint(fieldsHint, table)
}

func (f Fields) unknown(where say.Format, word string) error {
	return fault.Errorf(fault.Usage, "%s: the table has no field %q%s; no record was asked for", say.T(where), word, nearest.Suggest(word, f.words())).
		WithHint("it has: %s", strings.Join(f.shown(), ", "))
}

// lookup finds the field of that name, the parts of an address included. A name that several fields have is refused.
func (f Fields) lookup(where say.Format, word string) (Field, bool, error) {
	if field, ok := f.find(word); ok {
		return field, true, nil
	}
	if same := f.called(word); len(same) > 1 {
		return Field{}, false, fault.Errorf(fault.Usage, "%s: several fields are called %q; no record was asked for", say.T(where), word).
			WithHint("give an id: %s", strings.Join(same.shown(), ", "))
	}
	if part := partOf(word); part != "" {
		if field, ok := f.find(strings.TrimSuffix(word, part)); ok && field.Kind == Address {
			return field.part(part), true, nil
		}
	}
	if word == "id" {
		return Field{ID: "id", Kind: ReadOnly}, true, nil
	}
	return Field{}, false, nil
}

// part returns one of the four fields in which an address is written.
func (f Field) part(suffix string) Field {
	p := Field{ID: f.ID + suffix, Kind: Address}
	if f.Name != "" {
		p.Name = f.Name + suffix
	}
	if suffix == "_zip" {
		p.Kind = Zip
	}
	return p
}

// called returns the fields whose shown name is word.
func (f Fields) called(word string) Fields {
	var found Fields
	for _, field := range f {
		if field.Name != "" && charset.Same(field.Name, word) {
			found = append(found, field)
		}
	}
	return found
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

// ordered reports whether the operator compares by size, which is for numbers and days only (FlexDB list).
func (o Operator) ordered() bool { return strings.ContainsAny(string(o), "<>") }

// conditionProblem returns what is wrong with a condition on the field, or "".
func (f Field) conditionProblem(c Condition) say.Text {
	value := record.String(c.Value)
	switch {
	case c.Operator.ordered() && f.Kind == Choice:
		return say.T("choices have no order; use = or ~")
	case c.Operator.ordered() && slices.Contains([]Kind{Line, Text, Word, Whole, Zip, Address, Document}, f.Kind):
		return say.T("%s is for numbers and days only", string(c.Operator))
	case c.Value == "":
		return say.Text{}
	case f.Kind == Whole && c.Operator == Equal && !isWhole(c.Value):
		return say.T(`"%s" is not a whole number: a user is named by the record number`, c.Value)
	case (f.Kind == Number || f.Kind == Date) && c.Operator != Contains && c.Operator != NotContains:
		return f.problem(value)
	}
	return say.Text{}
}

func isWhole(text string) bool { return strings.Trim(text, "0123456789") == "" }
