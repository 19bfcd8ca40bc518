package v2

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// Form is what a file for a write may hold: the fields of a layout.
type Form struct {
	Write  Write
	Layout Layout
	Sheet  bool // records of a sheet, else members
	// Departments are the codes that there are; nil: not looked at.
	Departments map[string]bool

	given map[string]bool // composed names of the columns of the rows that are checked; nil: not looked at
}

// For returns the form for rows that are not checked yet: columns that none of them has cost nothing.
func (f Form) For(rows *intake.Rows) Form {
	f.given = map[string]bool{}
	for _, name := range rows.Columns() {
		f.given[charset.Compose(name)] = true
	}
	return f
}

// has reports whether the rows may have a column that goes by one of the names.
func (f Form) has(names ...string) bool {
	return f.given == nil || slices.ContainsFunc(names, func(name string) bool { return f.given[charset.Compose(name)] })
}

// madeByKaonavi returns the columns of members that Kaonavi makes itself.
func madeByKaonavi() []string {
	return []string{"department.name", "age", "years_of_service", "id", "face_image.updated_at", "sub_departments.name"}
}

const recordColumn = "record"

// Rules returns what is expected of the columns.
func (f Form) Rules() []intake.Rule {
	rules := []intake.Rule{codeRule(!f.Sheet || !f.Layout.Several)}
	if f.Sheet {
		rules = append(rules, intake.Rule{Name: recordColumn})
	} else {
		for _, name := range madeByKaonavi() {
			rules = append(rules, intake.Rule{Name: name, ReadOnly: "Kaonavi makes it itself"})
		}
	}
	names := f.Layout.Names()
	for _, field := range f.Layout.Fields {
		if field.Key == "code" && !field.Custom {
			continue
		}
		rules = append(rules, f.rule(field, names[field.Key]))
	}
	return rules
}

// CodeRules returns those of a file that only names members.
func CodeRules() []intake.Rule { return []intake.Rule{codeRule(true)} }

// codeRule returns the member's code.
func codeRule(unique bool) intake.Rule {
	return intake.Rule{Name: "code", Aliases: []string{"社員番号"}, Required: true, Text: true, Unique: unique, Check: func(r intake.Row) say.Text {
		text := r.Text("code")
		if strings.TrimSpace(text) != text || strings.ContainsFunc(text, unicode.IsControl) {
			return say.T("%q has blanks around it, or control characters", text)
		}
		return say.Text{}
	}}
}

// fileColumn returns the name of a field's column in a file.
func (f Field) fileColumn() string {
	if f.Type == "department" {
		return f.Key + ".code"
	}
	return f.Column()
}

func (f Form) rule(field Field, name string) intake.Rule {
	column := field.fileColumn()
	rule := intake.Rule{Name: column}
	if field.Custom {
		rule.Aliases, rule.Exported = []string{name}, true
	} else if field.Label != "" {
		rule.Aliases = []string{field.Label}
	}
	if field.Type == "department[]" {
		rule.Aliases = append(rule.Aliases, field.Key+".code")
	}
	if field.ReadOnly {
		rule.ReadOnly = "Kaonavi lets no one write it"
		return rule
	}
	rule.Required = field.Required && f.Write.Whole
	if !f.has(append(rule.Aliases, column)...) {
		return rule
	}
	rule.Check = func(r intake.Row) say.Text {
		values, wrong := field.values(r.Value(column))
		if !wrong.IsZero() {
			return wrong
		}
		if len(values) == 0 {
			if field.Required && r.Has(column) && r.Value(column).Kind() == record.KindString && string(r.Value(column)) == `""` && f.Write.Whole {
				return say.T("is required")
			}
			return say.Text{}
		}
		return f.wrong(field, values)
	}
	return rule
}

// values reads a cell: several come as a list in JSON, or for check boxes and sub-departments with 、 between them.
func (f Field) values(v record.Value) (values []string, wrong say.Text) {
	switch v.Kind() {
	case record.KindAbsent, record.KindNull:
		return nil, say.Text{}
	case record.KindArray:
		for item := range v.Elements() {
			if item.Kind() == record.KindObject {
				item = item.Field("code")
			}
			if text := item.Text(); text != "" {
				values = append(values, text)
			}
		}
		return values, say.Text{}
	case record.KindObject:
		return nil, say.T("is an object where a single value is expected")
	}
	text := v.Text()
	if text == "" {
		return nil, say.Text{}
	}
	if f.several() {
		for part := range strings.SplitSeq(text, listJoin) {
			if part = strings.TrimSpace(part); part != "" {
				values = append(values, part)
			}
		}
		return values, say.Text{}
	}
	return []string{text}, say.Text{}
}

// several reports whether a field may have several values.
func (f Field) several() bool { return f.Detail == "check_box" || f.Type == "department[]" }

// wrong says what is wrong with values, or "".
func (f Form) wrong(field Field, values []string) say.Text {
	if len(values) > 1 && !field.several() {
		return say.T("has %d values; a field of this kind takes one", len(values))
	}
	for _, v := range values {
		switch field.Type {
		case "enum":
			if len(field.Options) > 0 && !slices.Contains(field.Options, field.plain(v)) {
				return say.T("%q is none of its options: %s", v, field.optionsShown())
			}
		case "number":
			if _, ok := number(v); !ok {
				return say.T("%q is not a number", v)
			}
		case "date":
			if _, ok := day(v); !ok && field.Detail != "year_month" {
				return say.T("%q is not a day as 2025-04-01", v)
			}
		case "department", "department[]":
			if f.Departments != nil && !f.Departments[v] {
				return say.T("%q is not the code of a department%s", v, sameButZeros(v, f.Departments))
			}
		}
		if n := utf8.RuneCountInString(v); field.MaxLength > 0 && n > field.MaxLength {
			return say.T("%q has %d {character|characters}; at most %d {is|are} allowed", v, n, field.MaxLength)
		}
	}
	return say.Text{}
}

// optionsShown returns the options for a message, with their ids where those are known.
func (f Field) optionsShown() string {
	ids := map[string]string{}
	for id, name := range f.OptionIDs {
		ids[name] = id
	}
	shown := slices.Clone(f.Options)
	for i, name := range shown {
		if id := ids[name]; id != "" {
			shown[i] = name + " (" + id + ")"
		}
	}
	return strings.Join(shown, ", ")
}

// sameButZeros names the code that differs by leading zeros only, as Excel drops them.
func sameButZeros(code string, known map[string]bool) say.Text {
	bare := strings.TrimLeft(code, "0")
	for k := range known {
		if k != code && strings.TrimLeft(k, "0") == bare {
			return say.T("; there is %q", k)
		}
	}
	return say.Text{}
}

// WithDepartments reports whether rows have codes of departments, which then have to be looked up.
func WithDepartments(rows *intake.Rows) bool {
	return slices.ContainsFunc(rows.Columns(), func(name string) bool {
		return strings.HasPrefix(name, "department") || strings.HasPrefix(name, "sub_departments") || name == "所属" || name == "兼務情報"
	})
}

// DepartmentCodes reads the codes of all departments.
func DepartmentCodes(records Records) (map[string]bool, error) {
	codes := map[string]bool{}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		codes[r.Lookup("code").Text()] = true
	}
	return codes, nil
}

// Lacks reports whether no row has a column that can be written, so that its values would be emptied.
func (f Form) Lacks(rows *intake.Rows, column string) bool {
	for _, field := range f.Layout.Fields {
		if field.fileColumn() == column && !field.ReadOnly && column != "code" {
			return !rows.HasColumn(column)
		}
	}
	return false
}

// Labelled reports whether rows that are not checked yet name custom fields by their labels.
func (f Form) Labelled(rows *intake.Rows) bool {
	for _, name := range f.Layout.Names() {
		if rows.HasColumn(name) {
			return true
		}
	}
	return false
}

// LosesFiles reports whether records that have files are replaced as a whole.
func (f Form) LosesFiles() bool {
	replaced := f.Write == ReplaceSheet || f.Write == UpdateSheet && f.Layout.Several
	return f.Sheet && replaced && slices.ContainsFunc(f.Layout.Fields, func(field Field) bool { return field.Detail == "attach_file" })
}
