package record

import "slices"

// maxKnown bounds what an Extractor remembers of the member names of one object: records whose
// names are data (dates, ids) would otherwise fill the memory.
const maxKnown = 8192

// Extractor takes the values of many columns out of a record in one pass over it. It remembers in
// which order the members came in the last record and expects the same again, so that a member
// costs one comparison, however many columns there are. It is not for concurrent use.
type Extractor struct {
	top    *object
	whole  []int // columns with an empty path: the record itself
	width  int
	serial uint64 // counts records, to see a member that comes twice

	plans map[*shape]*plan
	plan  *plan // of the last record of a known shape
}

// column is a name that is wanted at one level: as a column, as the way to deeper ones, or both.
type column struct {
	at     []int   // places in the result
	below  *object // nil when nothing deeper is wanted
	plain  bool    // a single value was met where only deeper ones are wanted
	serial uint64  // the record in which it was last seen
}

// object is what is known about one object of the records.
type object struct {
	wanted map[string]*column
	known  map[string]*seen // by name as sent: with quotes and escapes
	stray  []string         // names that nobody wanted, as they were met, without quotes and escapes
	start  seen             // stands before the first member
	other  seen             // stands for every name beyond maxKnown
}

func newObject() *object {
	o := &object{wanted: map[string]*column{}, known: map[string]*seen{}}
	o.other.name = "unquoted, so that no member can match it"
	return o
}

// seen is a member name that came before.
type seen struct {
	name   string  // as sent
	column *column // nil when it is not wanted
	next   *seen   // the name that came after it the last time
}

// NewExtractor takes one path a column, one name a level. A path without names is the whole record.
func NewExtractor(paths [][]string) *Extractor {
	e := &Extractor{top: newObject(), width: len(paths)}
	for i, path := range paths {
		if len(path) == 0 {
			e.whole = append(e.whole, i)
			continue
		}
		o := e.top
		for k, name := range path {
			c := o.wanted[name]
			if c == nil {
				c = &column{}
				o.wanted[name] = c
			}
			if k == len(path)-1 {
				c.at = append(c.at, i)
				break
			}
			if c.below == nil {
				c.below = newObject()
			}
			o = c.below
		}
	}
	return e
}

// Extract returns one value a column, nil where the record has none. It writes over dst, which may
// be what an earlier call returned. The values share the bytes of the record.
func (e *Extractor) Extract(r Record, dst []Value) []Value {
	if cap(dst) < e.width {
		dst = make([]Value, e.width)
	}
	dst = dst[:e.width]
	if placed, ok := e.Placed(&r); ok {
		for i := range dst {
			dst[i] = placed.Value(i)
		}
		return dst
	}
	clear(dst)
	e.serial++
	e.walk(&r, dst)
	e.walkedThrough(&r)
	for _, i := range e.whole {
		dst[i] = r.Value()
	}
	return dst
}

// walk reads the record from its first byte to its last.
func (e *Extractor) walk(r *Record, dst []Value) {
	if len(r.raw) > 0 {
		e.members(e.top, r.raw, 0, dst)
	}
	r.front.each(func(name string, v Value) { e.front(name, v, dst) })
}

// Strays returns the members at the top of the records so far that no path wanted, as they were first met. Beyond
// some thousands no more are remembered.
func (e *Extractor) Strays() []string { return e.top.stray }

// StrayPaths returns the places, at any depth, of values in the records so far that no path wanted, in the order of their
// names. What lies inside a column that was wanted whole does not count. As with Strays, beyond some thousands they may be missing.
func (e *Extractor) StrayPaths() [][]string {
	if len(e.whole) > 0 {
		return nil
	}
	paths := e.top.strayPaths(nil, nil)
	slices.SortFunc(paths, slices.Compare)
	return paths
}

func (o *object) strayPaths(paths [][]string, above []string) [][]string {
	below := func(name string) []string { return append(slices.Clone(above), name) }
	for _, name := range o.stray {
		paths = append(paths, below(name))
	}
	for name, c := range o.wanted {
		if c.plain {
			paths = append(paths, below(name))
		}
		if c.below != nil && len(c.at) == 0 {
			paths = c.below.strayPaths(paths, below(name))
		}
	}
	return paths
}

// front fills in a field put in front of the record, unless the record had its own.
func (e *Extractor) front(name string, v Value, dst []Value) {
	c := e.top.wanted[name]
	if c == nil || c.serial == e.serial {
		return
	}
	e.value(c, v, 0, dst)
}

// members reads the object at b[i] and returns the index after it.
func (e *Extractor) members(o *object, b []byte, i int, dst []Value) int {
	i++
	for last := &o.start; ; {
		i = skipSpace(b, i)
		if i < len(b) && b[i] == ',' {
			i = skipSpace(b, i+1)
		}
		if i >= len(b) || b[i] != '"' {
			return min(i+1, len(b))
		}
		// A name ends with its quote, so that no name can be taken for the start of a longer one.
		s := last.next
		if s != nil && len(b)-i >= len(s.name) && string(b[i:i+len(s.name)]) == s.name {
			i += len(s.name)
		} else {
			end := skipString(b, i+1)
			s = o.name(b[i:end])
			last.next = s
			i = end
		}
		last = s
		i = skipSpace(b, i)
		if i < len(b) && b[i] == ':' {
			i = skipSpace(b, i+1)
		}
		if s.column == nil {
			i = skipValue(b, i)
		} else {
			i = e.value(s.column, b, i, dst)
		}
	}
}

// value puts the value at b[i] where c wants it and returns the index after it.
func (e *Extractor) value(c *column, b []byte, i int, dst []Value) int {
	if c.serial == e.serial && c.below != nil {
		c.below.forget(dst) // the name came before: the last one counts, whole
	}
	c.serial = e.serial
	var end int
	if c.below != nil && i < len(b) && b[i] == '{' {
		end = e.members(c.below, b, i, dst)
	} else {
		end = skipValue(b, i)
		if c.below != nil && len(c.at) == 0 && i < len(b) && b[i] != 'n' && b[i] != '[' {
			c.plain = true
		}
	}
	for _, k := range c.at {
		dst[k] = b[i:end:end]
	}
	return end
}

// name returns what is known about a member name as sent.
func (o *object) name(quoted []byte) *seen {
	if s := o.known[string(quoted)]; s != nil {
		return s
	}
	var c *column
	if escaped(quoted) {
		c = o.wanted[string(appendUnquoted(nil, quoted))]
	} else if len(quoted) >= 2 {
		c = o.wanted[string(quoted[1:len(quoted)-1])]
	}
	if len(o.known) >= maxKnown {
		o.other.column = c
		return &o.other
	}
	s := &seen{name: string(quoted), column: c}
	if c == nil {
		o.stray = append(o.stray, string(appendUnquoted(nil, quoted)))
	}
	o.known[s.name] = s
	return s
}

// forget empties every column below o.
func (o *object) forget(dst []Value) {
	for _, c := range o.wanted {
		for _, k := range c.at {
			dst[k] = nil
		}
		if c.below != nil {
			c.below.forget(dst)
		}
	}
}
