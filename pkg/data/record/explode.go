package record

import "iter"

// IsZero reports whether nothing was ever put into the record.
func (r Record) IsZero() bool { return r.raw == nil && r.front == nil }

// Explode gives one record for each item of the list that the record has under the name, the item in the
// place of the list. A record whose list is empty is given once, with null there; one without a list as it is.
func (r Record) Explode(name string) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		list := r.Lookup(name)
		if list.Kind() != KindArray {
			yield(r)
			return
		}
		empty := true
		for item := range list.Elements() {
			empty = false
			if !yield(r.replace(name, item)) {
				return
			}
		}
		if empty {
			yield(r.replace(name, Null()))
		}
	}
}

// replace returns the record with another value under a name that it has.
func (r Record) replace(name string, v Value) Record {
	var out Record
	for member, value := range r.Value().Fields() {
		if member == name {
			value = v
		}
		out = out.With(member, value)
	}
	return out
}
