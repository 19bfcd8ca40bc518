package batch

import "github.com/genba-cli/genba/pkg/data/record"

// Columns returns the columns of a results file and of Result.Record.
func Columns() []record.Column {
	return []record.Column{{Name: "row"}, {Name: "status"}, {Name: "id"}, {Name: "error"}}
}
