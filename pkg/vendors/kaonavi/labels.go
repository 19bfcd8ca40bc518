package kaonavi

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const definition = "definition_"

// Labels are a sheet's columns by what people call them.
type Labels []Label

// Label is one of them.
type Label struct {
	Column string // definition_46
	Label  string
	Type   string // as the sheet's definition has it, or empty
}

// ReadLabels reads what --columns names, in any of the forms in which people have it: CSV or JSON rows of column and
// label, as sheet get --dry-run prints them; a sheet's definition as Kaonavi's screen shows it (§2.8); a JSON object of
// labels and columns, either way round, such as the headers of an answer (§2.14).
func ReadLabels(r io.Reader, o intake.Options) (Labels, error) {
	buffered := bufio.NewReader(r)
	first, _ := buffered.Peek(1) // what is wrong with the file Read finds, too
	rows, err := intake.Read(buffered, o)
	if err != nil {
		return nil, err
	}
	var all Labels
	for _, row := range rows {
		found, ok := labelsOf(row)
		if !ok && string(first) == "{" {
			found, ok = labelPairs(row)
		}
		if !ok {
			return nil, fault.Errorf(fault.Usage, "%s: row %d names no column and label", o.Name, row.Number).
				WithHint("CSV with the columns column,label, or JSON: {\"label\": \"definition_46\"}, or the sheet's definition from 公開API情報確認")
		}
		all = append(all, found...)
	}
	return all, nil
}

// LabelsOf returns the columns that an answer of Kaonavi's names.
func LabelsOf(headers []Header) Labels {
	all := make(Labels, len(headers))
	for i, h := range headers {
		all[i] = Label{Column: h.Column, Label: h.Label}
	}
	return all
}

// NeedsLabels reports whether some heading of a sheet's rows can only be a label: sheet get --labels wrote the file.
func (f *File) NeedsLabels() bool {
	if f.kind != ofSheet {
		return false
	}
	known := map[string]bool{}
	for _, rule := range (&File{Write: f.Write, Sheet: f.Sheet}).rules(nil) {
		for _, name := range append([]string{rule.Name}, rule.Aliases...) {
			known[charset.Compose(name)] = true
		}
	}
	return slices.ContainsFunc(headings(f.Rows), func(heading string) bool {
		return !known[charset.Compose(heading)] && !strings.HasPrefix(heading, definition)
	})
}

func labelsOf(row intake.Row) (Labels, bool) {
	switch {
	case row.Has("column") && row.Has("label"):
		return Labels{{row.Text("column"), row.Text("label"), row.Text("type")}}, isColumn(row.Text("column"))
	case row.Has("definitions"):
		var all Labels
		for item := range row.Value("definitions").Elements() {
			id := item.Field("id").Text()
			all = append(all, Label{definition + id, item.Field("name").Text(), item.Field("type").Text()})
		}
		return all, !slices.ContainsFunc(all, func(l Label) bool { return !isColumn(l.Column) })
	case row.Has("id") && row.Has("name"):
		return Labels{{definition + row.Text("id"), row.Text("name"), row.Text("type")}}, isColumn(definition + row.Text("id"))
	}
	return nil, false
}

// labelPairs returns the members of an object, label and column either way round.
func labelPairs(row intake.Row) (Labels, bool) {
	var all Labels
	for _, f := range row.Fields {
		switch text := f.Value.Text(); {
		case f.Value.Kind() != record.KindString:
			return nil, false
		case isColumn(f.Name) || !isColumn(text) && slices.Contains(fixedColumns, f.Name):
			all = append(all, Label{Column: f.Name, Label: text})
		case isColumn(text):
			all = append(all, Label{Column: text, Label: f.Name})
		default:
			return nil, false
		}
	}
	return all, true
}

// fixedColumns are those of every sheet.
var fixedColumns = []string{"member_code", "member_name", "member_kana", "last_modified_by", "last_modified_at"}

// isColumn reports whether a name is that of a sheet's column.
func isColumn(name string) bool { return slices.Contains(fixedColumns, name) || isDefinition(name) }

func isDefinition(name string) bool {
	digits, ok := strings.CutPrefix(name, definition)
	n, err := strconv.Atoi(digits)
	return ok && err == nil && n >= 0 && strconv.Itoa(n) == digits
}

// Name returns the label of a column as a heading: several columns of a sheet may have the same (§2.14), and then, or where
// it is the name of another column, the column's own name goes with it. A column without a label keeps its name.
func (l Labels) Name(column string) string {
	label, same := "", 0
	for _, each := range l {
		if each.Column == column {
			label = each.Label
		}
	}
	for _, each := range l {
		if each.Column != column && charset.Same(each.Label, label) {
			same++
		}
	}
	switch {
	case label == "":
		return column
	case same > 0 || isColumn(label):
		return withColumn(label, column)
	}
	return label
}

func withColumn(label, column string) string { return label + " (" + column + ")" }

// rules returns one for each definition_N that the rows have, by its name or by its label.
func (l Labels) rules(rows []intake.Row) []intake.Rule {
	var rules []intake.Rule
	known := map[string]bool{}
	add := func(column string) {
		if known[column] || !isDefinition(column) {
			return
		}
		known[column] = true
		rules = append(rules, l.rule(column))
	}
	byHeading := map[string]string{} // composed
	for _, each := range l {
		byHeading[charset.Compose(l.Name(each.Column))] = each.Column
		byHeading[charset.Compose(withColumn(each.Label, each.Column))] = each.Column
	}
	for _, heading := range headings(rows) {
		add(heading)
		if column, ok := byHeading[charset.Compose(heading)]; ok {
			add(column)
		}
	}
	return rules
}

// Ambiguous refuses a column of the rows that is the label of several.
func (f *File) Ambiguous() error {
	columns := map[string][]string{} // by composed label
	for _, each := range f.Labels {
		label := charset.Compose(each.Label)
		columns[label] = append(columns[label], each.Column)
	}
	for _, heading := range headings(f.Rows) {
		if own := columns[charset.Compose(heading)]; len(own) > 1 && !isColumn(heading) {
			return fault.Errorf(fault.Usage, "the label %q stands for %s; nothing was sent", heading, say.Words(" and ", own)).
				WithHint("name the column in the file %s, or %q", own[0], withColumn(heading, own[0]))
		}
	}
	return nil
}

func (l Labels) rule(column string) intake.Rule {
	return intake.Rule{Name: column, Aliases: l.aliases(column)}
}

// aliases returns the headings by which a column goes besides its name.
func (l Labels) aliases(column string) []string {
	var aliases []string
	for _, each := range l {
		if each.Column != column || each.Label == "" {
			continue
		}
		for _, alias := range []string{l.Name(column), withColumn(each.Label, column)} {
			if alias != column && !slices.Contains(aliases, alias) {
				aliases = append(aliases, alias)
			}
		}
	}
	return aliases
}
