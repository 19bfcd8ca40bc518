package kaonavi

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
)

// The columns that Kaonavi fills in itself: a file that was read from it has them, and no write takes them.
var (
	ownUserColumns  = []string{"last_logined_at", "password_modified_at", "last_modified_by", "last_modified_at"}
	ownSheetColumns = []string{"last_modified_by", "last_modified_at"}
)

// own reports whether Kaonavi fills in a column of the write's rows itself.
func (w Write) own(column string) bool {
	switch w.kind {
	case ofUsers:
		return slices.Contains(ownUserColumns, column) || w.Replaces && column == "created_at" // §2.3 lacks it, §2.4 has it
	case ofDepartments:
		return false
	}
	return slices.Contains(ownSheetColumns, column)
}

// ownRules returns those of the own columns, by name or by label.
func (f *File) ownRules() []intake.Rule {
	var rules []intake.Rule
	for _, c := range UserColumns() { // whose last two are those of a sheet, too
		if f.own(c.Name) {
			rules = append(rules, intake.Rule{Name: c.Name, Aliases: []string{c.Title}, ReadOnly: "Kaonavi fills it in itself"})
		}
	}
	return rules
}

// ownHeadings returns the headings of the rows that name an own column.
func (f *File) ownHeadings() []string {
	var own []string
	for _, rule := range f.rules(func(intake.Row, string) bool { return false }) {
		if rule.ReadOnly == "" {
			continue
		}
		for _, heading := range headings(f.Rows) {
			if charset.Same(heading, rule.Name) || slices.ContainsFunc(rule.Aliases, func(a string) bool { return charset.Same(a, heading) }) {
				own = append(own, heading)
			}
		}
	}
	return own
}

// headings returns the names of the rows' fields, each once. Most rows have those of the one before.
func headings(rows []intake.Row) []string {
	var names []string
	seen := map[string]bool{}
	for i, r := range rows {
		if i > 0 && slices.EqualFunc(r.Fields, rows[i-1].Fields, func(a, b intake.Field) bool { return a.Name == b.Name }) {
			continue
		}
		for _, f := range r.Fields {
			if !seen[f.Name] {
				seen[f.Name] = true
				names = append(names, f.Name)
			}
		}
	}
	return names
}
