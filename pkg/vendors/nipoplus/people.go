package nipoplus

import (
	"context"
	"iter"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
)

// NameColumns returns the columns that WithNames adds. NipoPlus's document knows neither a staff's number nor its department: they stay
// empty unless its lists have them.
func NameColumns() []record.Column {
	return []record.Column{{Name: "staff_number"}, {Name: "name"}, {Name: "department"}}
}

// Named returns columns with those that WithNames adds behind the first, the id.
func Named(columns []record.Column) []record.Column {
	return slices.Insert(slices.Clone(columns), 1, NameColumns()...)
}

// WithNames gives each record the number, name and department of the staff whom it is about; null where the group does not list
// them. A member of the record's own that is called so stays.
func (c *Client) WithNames(ctx context.Context, group string, records iter.Seq2[record.Record, error]) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		staffs, err := c.staffList(ctx, group)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		byID := map[string]record.Record{}
		for _, r := range staffs {
			byID[staffID(r)] = r
		}
		for r, err := range records {
			if err == nil {
				r = described(r, byID[whoseID(r)])
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// whoseID returns the id of the staff whom a record is about, in the spellings that such records have.
func whoseID(r record.Record) string {
	for _, name := range StaffMembers() {
		if id := r.Lookup(name).Text(); id != "" {
			return id
		}
	}
	return ""
}

// StaffMembers returns the members of a record that say whom it is about, the likeliest first.
func StaffMembers() []string { return []string{"staffId", "uid", "owner", "account"} }

// described puts what is known of a staff in front of a record.
func described(r, staff record.Record) record.Record {
	values := []record.Value{record.Null(), record.Null(), record.Null()}
	if !staff.IsZero() {
		if name := staffName(staff); name != "" {
			values[1] = record.String(name)
		}
		for i, member := range map[int]string{0: "staffNumber", 2: "department"} {
			if v := staff.Lookup(member); v.Kind() == record.KindString || v.Kind() == record.KindNumber {
				values[i] = v
			}
		}
	}
	for i, column := range NameColumns() {
		r = r.With(column.Name, values[i])
	}
	return r
}
