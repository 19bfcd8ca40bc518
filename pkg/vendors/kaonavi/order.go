package kaonavi

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// order is the union of the names of many records, each where it stands in its record: a column that the first records
// lack comes behind the one before it there, and not at the end.
type order struct {
	names []string
	place map[string]int
}

// add walks through a record. Most are like the one before, and then each name is compared once.
func (o *order) add(r record.Value) {
	at := 0 // where the next name is expected
	for c := r.Cursor(); ; c.Take() {
		quoted, ok := c.Member()
		if !ok {
			return
		}
		if at < len(o.names) && quoted.Is(o.names[at]) {
			at++
			continue
		}
		name := record.Value(quoted).Text()
		if there, known := o.place[name]; known {
			at = there + 1
			continue
		}
		o.names = slices.Insert(o.names, at, name)
		o.place = make(map[string]int, len(o.names))
		for i, name := range o.names {
			o.place[name] = i
		}
		at++
	}
}
