package record

import "slices"

// maxPlans bounds how many shapes an Extractor remembers. One source of records has at most maxShapes.
const maxPlans = 2 * maxShapes

// plan says where the values of the records of one shape are, by path of the extractor.
type plan struct {
	shape  *shape
	usable bool
	walked bool  // a record of the shape was walked through, which shows the names that nobody wants
	unmet  []int // values that nobody wants and that no record had yet which was walked through
	slots  []int16
	front  *Front   // of the last record
	names  []string // of its fields, the last one first
	filled []int    // the paths that they are the values of
}

// Places of a path that are no value of the shape.
const (
	slotAbsent = -1
	slotObject = -2
	slotFront  = -3 // of the field that was put there last, -4 of the one before
)

// Placed are the values of a record of known shape, found without a walk.
type Placed struct {
	slots  []int16
	raw    []byte
	places []uint16
	front  *Front
}

// Value returns the value of the i-th path, nil where the record has none.
func (p *Placed) Value(i int) Value {
	switch k := int(p.slots[i]); {
	case k >= 0:
		from, end := p.places[2*k], p.places[2*k+1]
		if end == 0 {
			return nil
		}
		return p.raw[from:end:end]
	case k <= slotFront:
		f := p.front
		for ; k < slotFront; k++ {
			f = f.before
		}
		return f.value
	}
	return nil
}

// ValueOr returns the value of the i-th path or, where the record has none, the first of its second paths that has one; second are their
// numbers, by path, and may be nil.
func (p *Placed) ValueOr(i int, second [][]int) Value {
	v := p.Value(i)
	if v != nil || second == nil {
		return v
	}
	for _, at := range second[i] {
		if v = p.Value(at); v != nil {
			return v
		}
	}
	return nil
}

// Placed returns the values of a record whose shape is known. ok is false for one that has to be walked through by Extract:
// the first of its shape, which shows the names that nobody wants, and one with a column that is an object.
func (e *Extractor) Placed(r *Record) (placed Placed, ok bool) {
	if !e.knows(r) {
		return placed, false
	}
	return e.placed(r), true
}

// placed returns the values of a record that the extractor knows.
func (e *Extractor) placed(r *Record) Placed {
	return Placed{e.plan.slots, r.raw, r.index.places[r.index.found[r.number].first:], r.front}
}

// knows reports whether the plan, which it chooses for the record, finds the values.
func (e *Extractor) knows(r *Record) bool {
	if r.index == nil {
		return false
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
			return false
		}
		e.plan = p
	}
	if !p.usable || !p.walked || len(p.unmet) > 0 && p.meets(r) {
		return false
	}
	return p.front == r.front || e.inFront(p, r.front)
}

// meets reports whether a record has a value that nobody wants and that was not met yet.
func (p *plan) meets(r *Record) bool {
	return slices.ContainsFunc(p.unmet, func(k int) bool { return r.value(k) != nil })
}

// walkedThrough notes that a record was, in which every name was met.
func (e *Extractor) walkedThrough(r *Record) {
	if r.index == nil {
		return
	}
	if p := e.plans[r.shape()]; p != nil {
		p.walked = true
		p.unmet = slices.DeleteFunc(p.unmet, func(k int) bool { return r.value(k) != nil })
	}
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
		case c == nil && k >= len(s.paths)-s.optional:
			p.unmet = append(p.unmet, k)
		case c == nil:
		case c.below != nil: // it might have been an object
			return p
		default:
			for _, at := range c.at {
				p.slots[at] = int16(k)
			}
		}
	}
	for _, inner := range s.containers {
		if c := e.top.at(inner.path); c != nil && len(c.at) > 0 {
			return p // the object itself is wanted
		}
	}
	p.usable = len(e.whole) == 0
	return p
}

// inFront finds the paths that the fields in front of a record are the values of: none where the record has its own. false
// is for one that has to be looked into.
func (e *Extractor) inFront(p *plan, front *Front) bool {
	if p.sameNames(front) {
		p.front = front
		return true
	}
	p.forgetFront()
	slot := int16(slotFront)
	for f := front; f != nil; f = f.before {
		c := e.top.wanted[f.name]
		if p.shape.has(f.name) {
			c = nil
		}
		if c != nil && c.below != nil {
			p.forgetFront()
			return false
		}
		p.names = append(p.names, f.name)
		if c != nil {
			for _, at := range c.at {
				p.slots[at] = slot
			}
			p.filled = append(p.filled, c.at...)
		}
		slot--
	}
	p.front = front
	return true
}

func (p *plan) forgetFront() {
	for _, at := range p.filled {
		p.slots[at] = slotAbsent
	}
	p.front, p.names, p.filled = nil, p.names[:0], p.filled[:0]
}

// sameNames reports whether the fields have the names of those of the last record.
func (p *plan) sameNames(front *Front) bool {
	n := 0
	for f := front; f != nil; f = f.before {
		if n == len(p.names) || p.names[n] != f.name {
			return false
		}
		n++
	}
	return n == len(p.names)
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
