package intake

import "github.com/genba-cli/genba/pkg/data/record"

// Unfold returns an Options.Spread for objects that a vendor nests in its records, by their names: "role": {"id": 2} is the column
// role.id, as a CSV of the same records has it.
func Unfold(names ...string) func(Row) []Row {
	nested := map[string]bool{}
	for _, name := range names {
		nested[name] = true
	}
	return func(row Row) []Row {
		var fields []Field
		for _, f := range row.Fields {
			if !nested[f.Name] || f.Value.Kind() != record.KindObject {
				fields = append(fields, f)
				continue
			}
			for name, v := range f.Value.Fields() {
				fields = append(fields, Field{Name: f.Name + "." + name, Value: v})
			}
		}
		row.Fields = fields
		return []Row{row}
	}
}
