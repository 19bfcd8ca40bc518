package record

import "iter"

// FieldRows are the fields of one record, row by row, where a [Reader] found them while it validated the record. They are valid as
// long as the record.
type FieldRows struct {
	raw    []byte
	fields *fields
}

// FieldRows returns the fields of a record of a reader that was told by Fields where they are. ok is false for a record whose fields
// are not written like those of the others: it has to be read itself.
func (r Record) FieldRows() (rows FieldRows, ok bool) {
	if r.index == nil || r.index.fields == nil || !r.index.fields.noted {
		return FieldRows{}, false
	}
	return FieldRows{r.raw, r.index.fields}, true
}

// Len returns how many rows there are: one, if the record has the list itself.
func (f FieldRows) Len() int { return len(f.fields.rows) }

// Row gives the fields of the n-th row, from 0. One that has a text for its value, or none, comes as its key and that text; any
// other comes whole, without a key.
func (f FieldRows) Row(n int) iter.Seq2[string, Value] {
	return func(yield func(key string, v Value) bool) {
		for _, field := range f.fields.inRow(n) {
			key := ""
			if field.head != otherField {
				key = f.fields.heads[field.head].key
			}
			if !yield(key, f.raw[field.from:field.end:field.end]) {
				return
			}
		}
	}
}
