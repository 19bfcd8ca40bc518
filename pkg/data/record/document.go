package record

import "bytes"

// Document is a value of an answer that was read once: where its records and their values lie was noted meanwhile. The
// zero Document is an absent value.
type Document struct {
	x       *Index
	at, end int
}

// Parse works like [ParseValue] for an answer with many records, whose places it notes. The index is for this answer from
// now on; doc must not change while its records are in use.
func (x *Index) Parse(doc []byte) (Document, error) {
	x.reset(doc)
	s := scanner{final: true, index: x.noting(doc)}
	end, p := s.scan(doc, 0)
	if p != whole {
		return Document{}, p.at(doc, end, 0)
	}
	if rest := skipBlank(doc, end); rest < len(doc) {
		return Document{}, trailing.at(doc, rest, 0)
	}
	x.walked = len(x.found)
	return Document{x, skipBlank(doc, 0), end}, nil
}

// Value returns the value as it was sent.
func (d Document) Value() Value {
	if d.x == nil {
		return nil
	}
	return d.x.doc[d.at:d.end:d.end]
}

// Kind returns what the value is.
func (d Document) Kind() Kind { return d.Value().Kind() }

// Moved returns the same document on a copy of the answer's bytes, so that the original bytes may be used for something else.
func (d Document) Moved() Document {
	if d.x != nil {
		d.x.doc = bytes.Clone(d.x.doc)
	}
	return d
}

func (d Document) cursor() *Cursor { return &Cursor{b: d.x.doc[:d.end], i: d.at, index: d.x} }

// Field returns a member of an object as [Value.Field] does.
func (d Document) Field(names ...string) (found Document) {
	if d.Kind() != KindObject {
		return Document{}
	}
	best := len(names)
	c := d.cursor()
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		at := c.i
		c.Take()
		for k := 0; k < len(names) && k <= best; k++ {
			if name.Is(names[k]) {
				found, best = Document{d.x, at, c.i}, k
				break
			}
		}
	}
	return found
}

// Elements returns the elements of an array, at most so many of them; with -1 all.
func (d Document) Elements(most int) (all []Document) {
	if d.Kind() != KindArray {
		return nil
	}
	for c := d.cursor(); len(all) != most && c.Next(); {
		at := c.i
		c.Take()
		all = append(all, Document{d.x, at, c.i})
	}
	return all
}

// Records returns the records of a list. If an element is no object, other is the first such and there are no records. A value that
// is no list has neither.
func (d Document) Records() (records []Record, other Value) {
	if d.Kind() != KindArray {
		return nil, nil
	}
	records = make([]Record, 0, d.x.walked)
	for c := d.cursor(); c.Next(); {
		if c.Kind() != KindObject {
			return nil, c.Take()
		}
		records = append(records, d.x.Record(c.Object()))
	}
	return records, nil
}

// Around returns the value without the records in its lists: the short rest is what an answer says of itself.
func (d Document) Around() Value {
	if d.x == nil || d.x.walked == 0 {
		return d.Value()
	}
	var around []byte
	from := d.at
	for c := d.cursor(); c.i < d.end; {
		switch c.b[c.i] {
		case '"':
			c.i = skipString(c.b, c.i+1)
			continue
		case '{':
			if end, known := c.jump(c.i); known && c.i > d.at {
				around = append(around, c.b[from:c.i]...)
				if c.i = skipSpace(c.b, end); c.i < d.end && c.b[c.i] == ',' {
					c.i++
				} else {
					around = bytes.TrimSuffix(bytes.TrimRight(around, " \t\r\n"), []byte{','})
				}
				from = c.i
				continue
			}
		}
		c.i++
	}
	return append(around, d.x.doc[from:d.end]...)
}
