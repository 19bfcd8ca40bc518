package v2

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// WithOptionIDs reports whether rows that are not checked yet name options by what may be their ids, which then have to be
// looked up.
func (f Form) WithOptionIDs(rows *intake.Rows) (bool, error) {
	var fields []Field
	names := f.Layout.Names()
	for _, field := range f.Layout.Fields {
		if field.Type == "enum" && field.Custom && !field.ReadOnly && f.has(field.fileColumn(), names[field.Key]) {
			fields = append(fields, field)
		}
	}
	if len(fields) == 0 {
		return false, nil
	}
	for r, err := range rows.All() {
		if err != nil {
			return false, err
		}
		for _, field := range fields {
			for _, column := range []string{field.fileColumn(), names[field.Key]} {
				values, _ := field.values(r.Value(column))
				if slices.ContainsFunc(values, field.maybeID) {
					return true, nil
				}
			}
		}
	}
	return false, nil
}

// maybeID reports whether a value is no option's name and may be an id.
func (f Field) maybeID(value string) bool {
	value = strings.TrimRight(value, blanks)
	return isNumber(value) && !slices.Contains(f.Options, value)
}

// ReadOptionIDs notes the ids of the options of the layout's fields, out of the fields that have options.
func (l *Layout) ReadOptionIDs(fields Records) error {
	ids := map[string]map[string]string{}
	for r, err := range fields {
		if err != nil {
			return err
		}
		mine := map[string]string{}
		for option := range r.Lookup(OptionList).Elements() {
			mine[option.Field("id").Text()] = option.Field("name").Text()
		}
		ids[r.Lookup("id").Text()] = mine
	}
	for i := range l.Fields {
		if l.Fields[i].Custom {
			l.Fields[i].OptionIDs = ids[l.Fields[i].Key]
		}
	}
	return nil
}
