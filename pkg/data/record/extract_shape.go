package record

// maxPlans bounds how many shapes an Extractor remembers. One source of records has at most maxShapes.
const maxPlans = 2 * maxShapes

// plan says where the values of the records of one shape are, by path of the extractor.
type plan struct {
	shape  *shape
	usable bool
	slots  []int16
	front  string // the name of what was put in front of the last record
	filled []int  // the paths that it is the value of
}

// Places of a path that are no value of the shape.
const (
	slotAbsent = -1
	slotFront  = -2
)

// Placed are the values of a record of known shape, found without a walk.
type Placed struct {
	slots  []int16
	raw    []byte
	places []uint16
	front  Value
}

// Value returns the value of the i-th path, nil where the record has none.
func (p *Placed) Value(i int) Value {
	switch k := int(p.slots[i]); {
	case k >= 0:
		from, end := p.places[2*k], p.places[2*k+1]
		return p.raw[from:end:end]
	case k == slotFront:
		return p.front
	}
	return nil
}

// Placed returns the values of a record whose shape is known. ok is false for one that has to be walked through by Extract:
// the first of its shape, which shows the names that nobody wants, one with a column that is an object, and one with
// several fields in front.
func (e *Extractor) Placed(r *Record) (placed Placed, ok bool) {
	if r.index == nil || r.more != nil {
		return placed, false
	}
	p := e.plan
	if s := r.shape(); p == nil || s != p.shape {
		if p = e.plans[s]; p == nil {
			if len(e.plans) < maxPlans {
				if e.plans == nil {
					e.plans = map[*shape]*plan{}
				}
				e.plans[s] = e.planOf(s)
			}
			return placed, false
		}
		e.plan = p
	}
	if !p.usable {
		return placed, false
	}
	if p.front != r.first.name && !e.inFront(p, r.first.name) {
		return placed, false
	}
	return Placed{p.slots, r.raw, r.index.places[r.index.found[r.number].first:], r.first.value}, true
}

// planOf finds the values of the paths.
func (e *Extractor) planOf(s *shape) *plan {
	p := &plan{shape: s, slots: make([]int16, e.width)}
	for i := range p.slots {
		p.slots[i] = slotAbsent
	}
	for k, path := range s.paths {
		c := e.top.at(path)
		switch {
		case c == nil:
		case c.below != nil: // it might have been an object
			return p
		default:
			for _, at := range c.at {
				p.slots[at] = int16(k)
			}
		}
	}
	for _, path := range s.containers {
		if c := e.top.at(path); c != nil && len(c.at) > 0 {
			return p // the object itself is wanted
		}
	}
	p.usable = len(e.whole) == 0
	e.inFront(p, "")
	return p
}

// inFront finds the paths that a field in front of the record is the value of: none where the record has its own. false
// is for one that has to be looked into.
func (e *Extractor) inFront(p *plan, name string) bool {
	c := e.top.wanted[name]
	if p.shape.has(name) {
		c = nil
	}
	if c != nil && c.below != nil {
		return false
	}
	for _, at := range p.filled {
		p.slots[at] = slotAbsent
	}
	p.front, p.filled = name, nil
	if c != nil {
		p.filled = c.at
	}
	for _, at := range p.filled {
		p.slots[at] = slotFront
	}
	return true
}

// at returns the column at the path; nil where nothing is wanted.
func (o *object) at(path []string) *column {
	for _, name := range path[:len(path)-1] {
		c := o.wanted[name]
		if c == nil || c.below == nil {
			return nil
		}
		o = c.below
	}
	return o.wanted[path[len(path)-1]]
}
