package flexcrm

import (
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Rules returns what is expected of the columns of a file that writes these fields. A column goes by the field's id or by any name
// that Labels gives it, so that what was exported goes back in.
func (f Fields) Rules() []intake.Rule {
	labels := f.Labels()
	var rules []intake.Rule
	add := func(rule intake.Rule, name string) {
		if label := labels.name(rule.Name); label != rule.Name {
			rule.Aliases, rule.Exported = append(rule.Aliases, label), true
		}
		if both := (Field{ID: rule.Name, Name: name}).both(); name != "" && !slices.Contains(rule.Aliases, both) {
			rule.Aliases = append(rule.Aliases, both)
		}
		rules = append(rules, rule)
	}
	for _, field := range f {
		if field.Kind != ReadOnly {
			continue
		}
		add(intake.Rule{Name: field.ID, ReadOnly: field.why()}, field.Name)
		if list := field.ID + "_file_list"; field.isFile() {
			add(intake.Rule{Name: list, ReadOnly: field.why()}, "")
		}
	}
	for _, field := range f.writable() {
		add(field.rule(), field.Name)
	}
	return rules
}

// ReadOnly returns the rules of the columns of a resource that no request sets, of a new record the id as well: a file that was exported has them.
func (r Resource) ReadOnly(id bool) []intake.Rule {
	var rules []intake.Rule
	for _, c := range r.Columns() {
		_, writable := r.Fields.named(c.Name)
		if !writable && (id || c.Name != "id") {
			rules = append(rules, intake.Rule{Name: c.Name, ReadOnly: "no request of FlexCRM's sets it"})
		}
	}
	if r.OwnID { // of a department the flag of the answer stands in the record itself
		rules = append(rules, intake.Rule{Name: "status", ReadOnly: "no request of FlexCRM's sets it"})
	}
	return rules
}

// why says for what reason no request sets the field.
func (f Field) why() say.Format {
	if f.isFile() {
		return "a file is written with flexdb upload"
	}
	return "FlexCRM fills it in by itself"
}

func (f Field) isFile() bool {
	return strings.Contains(f.Type, "ファイル") || strings.EqualFold(f.Type, "file")
}

// writable returns the fields that a request may set. An address that the vendor lists as one field is written in its four parts.
func (f Fields) writable() Fields {
	var all Fields
	for _, field := range f {
		switch field.Kind {
		case ReadOnly:
		case Address:
			if partOf(field.ID) != "" {
				all = append(all, field)
				continue
			}
			for _, part := range addressParts() {
				if _, listed := f.named(field.ID + part); listed {
					continue
				}
				p := field.part(part)
				if p.Name = ""; p.Kind == Address {
					p.Kind = Free
				}
				all = append(all, p)
			}
		default:
			all = append(all, field)
		}
	}
	return all
}

func addressParts() []string { return []string{"_zip", "_state", "_city", "_address"} }

func partOf(id string) string {
	for _, part := range addressParts() {
		if strings.HasSuffix(id, part) {
			return part
		}
	}
	return ""
}

func (f Field) rule() intake.Rule {
	rule := intake.Rule{Name: f.ID, Required: f.Required, Enum: f.Enum, Secret: f.ID == "password", Answered: f.answered()}
	switch f.Kind {
	case Line:
		rule.MaxLength = LineMax
	case Text:
		rule.MaxLength = TextMax
	case Word:
		rule.Text = true // a number would have lost its leading zeros on its way here
	case Whole:
		rule.Integer = true
	default:
		rule.Check = f.checked(f.problem)
	}
	return rule
}

// checked asks only about a value that is there.
func (f Field) checked(problem func(record.Value) say.Text) func(intake.Row) say.Text {
	return func(row intake.Row) say.Text {
		v := row.Value(f.ID)
		if v.Kind() == record.KindAbsent || v.Kind() == record.KindNull || v.Text() == "" {
			return say.Text{}
		}
		return problem(v)
	}
}

// problem returns what is wrong with a value of the field, or "".
func (f Field) problem(v record.Value) say.Text {
	single := v.Kind() != record.KindArray && v.Kind() != record.KindObject
	switch {
	case f.Kind == Free:
		return say.Text{}
	case f.Kind == Document:
		return documentProblem(v)
	case f.Kind == Choice:
		if v.Kind() == record.KindObject {
			return say.T("an object; the id or the label of a choice is expected, or a list of them")
		}
		_, problem := f.choices(v)
		return problem
	case !single:
		return say.T("a single value is expected")
	case f.Kind == Number:
		return numberProblem(v.Text())
	case f.Kind == Date:
		return timeProblem(v.Text(), dateForms())
	case f.Kind == Minute:
		return timeProblem(v.Text(), append(dateForms(), "2006-01-02 15:04", "2006/01/02 15:04"))
	case f.Kind == Zip:
		return zipProblem(v.Text())
	}
	return say.Text{}
}

// documentProblem wants JSON: a list or an object, or the same as text in a cell.
func documentProblem(v record.Value) say.Text {
	if v.Kind() == record.KindString {
		inner, err := record.ParseValue([]byte(v.Text()))
		if err != nil {
			return say.T("is not JSON: %s", err)
		}
		v = inner
	}
	if v.Kind() != record.KindArray && v.Kind() != record.KindObject {
		return say.T("a JSON list or object is expected")
	}
	return say.Text{}
}

// numberProblem wants a plain decimal number of at most ten digits before the point.
func numberProblem(text string) say.Text {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 {
		return say.T("\"%s\" is not a number", text)
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return say.T("\"%s\" is not a plain number such as 1234.5 (half-width, without commas)", text)
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > len(NumberMax) || whole == NumberMax && strings.Trim(fraction, "0") != "" {
		return say.T("%s is beyond 9,999,999,999", text)
	}
	return say.Text{}
}

// dateForms returns the accepted ways to write a day and a time (FlexDB データの登録).
func dateForms() []string {
	return []string{"2006-01-02", "2006/01/02", "2006-01-02 15:04:05", "2006/01/02 15:04:05"}
}

func timeProblem(text string, forms []string) say.Text {
	for _, form := range forms {
		if len(text) != len(form) {
			continue
		}
		if _, err := time.Parse(form, text); err == nil {
			return say.Text{}
		}
	}
	return say.T("\"%s\" is not a day such as 2025-03-01 or 2025/03/01, with 15:04:05 behind it or without", text)
}

// zipProblem wants seven digits, with the hyphen or without: it finds the code whose leading zero a spreadsheet or a JSON number
// has lost.
func zipProblem(text string) say.Text {
	front, back, hyphen := strings.Cut(text, "-")
	switch digits := strings.Trim(front+back, "0123456789") == ""; {
	case digits && hyphen && len(front) == 3 && len(back) == 4, digits && !hyphen && len(text) == 7:
		return say.Text{}
	case digits:
		return say.T("\"%s\" has not seven digits; a leading zero is lost where a spreadsheet or JSON takes it for a number: write 0600001, in JSON in quotes", text)
	}
	return say.T("\"%s\" is not a postcode such as 0600001 or 060-0001 (half-width)", text)
}
