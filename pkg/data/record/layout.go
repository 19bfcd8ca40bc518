package record

// Layout is what the records of one shape have in common: where their values stand. It is the same pointer for all of them.
type Layout shape

// Layout returns that of the record, nil where its shape isn't known or has values that others lack.
func (r *Record) Layout() *Layout {
	if r.index == nil || r.shape().optional > 0 {
		return nil
	}
	return (*Layout)(r.shape())
}

// Paths returns the paths of the values that are no objects, one name a level, in the order of the text.
func (l *Layout) Paths() [][]string { return l.paths }

// At returns the value under the k-th of the paths of the record's layout.
func (r *Record) At(k int) Value { return r.value(k) }

// Front returns what was put in front of the record.
func (r *Record) Front() *Front { return r.front }

// Fields calls do with the fields in the order in which they were put there.
func (f *Front) Fields(do func(name string, v Value)) { f.each(do) }

// Has reports whether records of the layout have a member of the name at their top.
func (l *Layout) Has(name string) bool { return (*shape)(l).has(name) }
