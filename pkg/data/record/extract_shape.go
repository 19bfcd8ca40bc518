package record

// maxPlans bounds how many shapes an Extractor remembers. One source of records has at most maxShapes.
const maxPlans = 2 * maxShapes

// plan says where the values of the records of one shape go.
type plan struct {
	usable bool
	takes  []take
	front  string  // the name of what was put in front of the last record
	column *column // where it goes
}

// take is a value of the shape and its place in the result.
type take struct{ value, at int }

// planned extracts from a record of a known shape. ok is false for one that has to be walked through: the first of its
// shape, which shows the names that nobody wants, and those with a column that is an object.
func (e *Extractor) planned(r *Record, dst []Value) (ok bool) {
	s := r.shape()
	if s != e.shape {
		p := e.plans[s]
		if p == nil {
			if len(e.plans) >= maxPlans {
				return false
			}
			p = e.planOf(s)
			if e.plans == nil {
				e.plans = map[*shape]*plan{}
			}
			e.plans[s] = p
			return false
		}
		e.shape, e.plan = s, p
	}
	p := e.plan
	if !p.usable {
		return false
	}
	places := r.index.places[r.index.found[r.number].first:]
	raw := r.raw
	for _, t := range p.takes {
		from, end := places[2*t.value], places[2*t.value+1]
		dst[t.at] = raw[from:end:end]
	}
	if r.first.value == nil {
		return true
	}
	if p.front != r.first.name {
		p.front, p.column = r.first.name, e.inFront(s, r.first.name)
	}
	e.fill(p.column, r.first.value, dst)
	for _, f := range r.rest {
		e.fill(e.inFront(s, f.name), f.value, dst)
	}
	return true
}

// planOf finds the columns of the values.
func (e *Extractor) planOf(s *shape) *plan {
	p := &plan{column: e.inFront(s, "")}
	for k, path := range s.paths {
		c := e.top.at(path)
		switch {
		case c == nil:
		case c.below != nil: // it might have been an object
			return p
		default:
			for _, at := range c.at {
				p.takes = append(p.takes, take{k, at})
			}
		}
	}
	for _, path := range s.containers {
		if c := e.top.at(path); c != nil && len(c.at) > 0 {
			return p // the object itself is wanted
		}
	}
	p.usable = true
	return p
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

// inFront returns the column of a field in front of a record; nil where the record has its own.
func (e *Extractor) inFront(s *shape, name string) *column {
	if s.has(name) {
		return nil
	}
	return e.top.wanted[name]
}

func (e *Extractor) fill(c *column, v Value, dst []Value) {
	if c != nil {
		e.value(c, v, 0, dst)
	}
}
