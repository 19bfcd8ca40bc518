package flexcrm

import (
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Rules are what is expected of the columns of a file that writes these fields. A field may go by the name that people see.
func (f Fields) Rules() []intake.Rule {
	names := map[string]int{}
	for _, field := range f {
		names[field.ID]++
		if field.Name != field.ID {
			names[field.Name]++
		}
	}
	var rules []intake.Rule
	for _, field := range f {
		if field.Kind == ReadOnly {
			rules = append(rules, field.refused())
		}
	}
	for _, field := range f.writable() {
		rule := field.rule()
		if field.Name != "" && field.Name != field.ID && names[field.Name] == 1 {
			rule.Aliases = []string{field.Name}
		}
		rules = append(rules, rule)
	}
	return rules
}

// refused is the rule of a field that can't be written: its column may stand in a file that was exported.
func (f Field) refused() intake.Rule {
	message := "FlexCRM fills it in by itself: leave the column out"
	if strings.Contains(f.Type, "ファイル") || strings.EqualFold(f.Type, "file") {
		message = "a file is written with flexdb upload: leave the column out"
	}
	return intake.Rule{Name: f.ID, Check: func(row intake.Row) string {
		if row.Has(f.ID) {
			return message
		}
		return ""
	}}
}

// writable are the fields that a request may set. An address that the vendor lists as one field is written in its four parts.
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
				p := Field{ID: field.ID + part}
				if part == "_zip" {
					p.Kind = Zip
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
	rule := intake.Rule{Name: f.ID, Required: f.Required, Enum: f.Enum, Secret: f.ID == "password"}
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
func (f Field) checked(problem func(record.Value) string) func(intake.Row) string {
	return func(row intake.Row) string {
		v := row.Value(f.ID)
		if v.Kind() == record.KindAbsent || v.Kind() == record.KindNull || v.Text() == "" {
			return ""
		}
		return problem(v)
	}
}

// problem is what is wrong with a value of the field, or "".
func (f Field) problem(v record.Value) string {
	single := v.Kind() != record.KindArray && v.Kind() != record.KindObject
	switch {
	case f.Kind == Free:
		return ""
	case f.Kind == Document:
		return documentProblem(v)
	case f.Kind == Choice:
		if v.Kind() == record.KindObject {
			return "an object; the id or the label of a choice is expected, or a list of them"
		}
		_, problem := f.choices(v)
		return problem
	case !single:
		return "a single value is expected"
	case f.Kind == Number:
		return numberProblem(v.Text())
	case f.Kind == Date:
		return timeProblem(v.Text(), dateForms())
	case f.Kind == Minute:
		return timeProblem(v.Text(), append(dateForms(), "2006-01-02 15:04", "2006/01/02 15:04"))
	case f.Kind == Zip:
		return zipProblem(v.Text())
	}
	return ""
}

// documentProblem wants JSON: a list or an object, or the same as text in a cell.
func documentProblem(v record.Value) string {
	if v.Kind() == record.KindString {
		inner, err := record.ParseValue([]byte(v.Text()))
		if err != nil {
			return "is not JSON: " + err.Error()
		}
		v = inner
	}
	if v.Kind() != record.KindArray && v.Kind() != record.KindObject {
		return "a JSON list or object is expected"
	}
	return ""
}

// numberProblem wants a plain decimal number of at most ten digits before the point.
func numberProblem(text string) string {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 {
		return `"` + text + `" is not a number`
	}
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return `"` + text + `" is not a plain number such as 1234.5 (half-width, without commas)`
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > len(NumberMax) || whole == NumberMax && strings.Trim(fraction, "0") != "" {
		return text + " is beyond 9,999,999,999"
	}
	return ""
}

// dateForms are the accepted ways to write a day and a time (FlexDB データの登録).
func dateForms() []string {
	return []string{"2006-01-02", "2006/01/02", "2006-01-02 15:04:05", "2006/01/02 15:04:05"}
}

func timeProblem(text string, forms []string) string {
	for _, form := range forms {
		if len(text) != len(form) {
			continue
		}
		if _, err := time.Parse(form, text); err == nil {
			return ""
		}
	}
	return `"` + text + `" is not a day such as 2025-03-01 or 2025/03/01, with 15:04:05 behind it or without`
}

// zipProblem wants seven digits, with the hyphen or without: it finds the code whose leading zero a spreadsheet or a JSON number
// has lost.
func zipProblem(text string) string {
	front, back, hyphen := strings.Cut(text, "-")
	switch digits := strings.Trim(front+back, "0123456789") == ""; {
	case digits && hyphen && len(front) == 3 && len(back) == 4, digits && !hyphen && len(text) == 7:
		return ""
	case digits:
		return `"` + text + `" has not seven digits; a leading zero is lost where a spreadsheet or JSON takes it for a number: write 0600001, in JSON in quotes`
	}
	return `"` + text + `" is not a postcode such as 0600001 or 060-0001 (half-width)`
}
