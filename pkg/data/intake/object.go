package intake

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Object returns the row as the JSON object to send, its fields in the order of the file. A whole number in a
// column that the rules call Integer becomes a number. An empty cell of a CSV or TSV file is left out: a
// spreadsheet has no other way to say nothing. JSON and --set are sent as they were given. ReadOnly columns are never
// sent, nor are values that Unchanged found to be there in the form of an answer.
func (r Row) Object(rules []Rule) record.Value {
	object := []byte{'{'}
	for _, f := range r.Fields {
		if r.cells && isEmpty(f.Value) || readOnly(f.Name, rules) || r.kept.has(f.Name, r.Number) {
			continue
		}
		if len(object) > 1 {
			object = append(object, ',')
		}
		object = append(append(append(object, record.String(f.Name)...), ':'), wire(f, rules)...)
	}
	return append(object, '}')
}

func wire(f Field, rules []Rule) record.Value {
	for _, rule := range rules {
		if n, ok := f.Value.Int(); ok && rule.Integer && rule.Name == f.Name {
			return record.Int(n)
		}
	}
	return f.Value
}

func readOnly(name string, rules []Rule) bool {
	return slices.ContainsFunc(rules, func(r Rule) bool { return r.ReadOnly != "" && r.Name == name })
}

// Silent reports whether a value of the row is an empty cell of CSV or TSV, which says nothing.
func (r Row) Silent(v record.Value) bool { return r.cells && isEmpty(v) }
