package record

// Unwanted counts the places in the records of an Extractor that no path wanted, at any depth. It looks at each object of the
// paths, and at nothing of the records, so that it can be asked after every one.
type Unwanted struct {
	objects []*object
	columns []*column // that want only what is deeper
}

// Unwanted returns the count of the Extractor's records.
func (e *Extractor) Unwanted() *Unwanted {
	u := &Unwanted{}
	u.below(e.top)
	return u
}

func (u *Unwanted) below(o *object) {
	u.objects = append(u.objects, o)
	for _, c := range o.wanted {
		if c.below == nil {
			continue
		}
		if len(c.at) == 0 {
			u.columns = append(u.columns, c)
		}
		u.below(c.below)
	}
}

// Count returns how many there were so far. It grows when a record has one that none before it had.
func (u *Unwanted) Count() int {
	n := 0
	for _, o := range u.objects {
		n += len(o.stray)
	}
	for _, c := range u.columns {
		if c.plain {
			n++
		}
	}
	return n
}
