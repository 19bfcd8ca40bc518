package people

import (
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Header returns the columns of the map as it is written: those of the file, and a history once there is one.
func (m *Map) Header() []string {
	columns := slices.Clone(m.Columns)
	if slices.Contains(columns, historyColumn) {
		return columns
	}
	if slices.ContainsFunc(m.Entries, func(e Entry) bool { return e.History != "" }) {
		columns = append(columns, historyColumn)
	}
	return columns
}

// RecordColumns returns the header as columns of records.
func (m *Map) RecordColumns() []record.Column {
	var columns []record.Column
	for _, name := range m.Header() {
		columns = append(columns, record.Column{Name: name})
	}
	return columns
}

// MapColumns returns the columns of every people map.
func MapColumns() []record.Column { return NewMap().RecordColumns() }

// Record returns an entry with the columns of the map.
func (e Entry) Record(columns []string) record.Record {
	own := map[string]string{"person": e.Person, "name": e.Name, "match": e.Match, "note": e.Note, historyColumn: e.History}
	members := make([]record.Member, len(columns))
	for i, column := range columns {
		text, ok := own[column]
		if !ok {
			if text, ok = e.Accounts[column]; !ok {
				text = e.More[column]
			}
		}
		members[i] = record.Named(column, record.String(text))
	}
	r, _ := record.Of(record.Object(members...)) // an object it is
	return r
}
