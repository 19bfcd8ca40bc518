package record

import "slices"

// Index notes where the values of the records of a document lie, while the document is validated. Records made from it
// give their values without being walked through again. It belongs to one document at a time.
type Index struct {
	shapes *Shapes
	known  *knownShapes
	doc    []byte
	last   int       // the shape that matched last
	found  []indexed // in the order of the document, then those that were asked for and not found
	walked int       // how many were found
	places []uint16  // of values: where they begin and end in their object
	inner  scanner   // of lists in a record
	fields *fields   // of the record that was read last; nil: nobody asks
}

// indexed is an object of the document.
type indexed struct {
	at, end uint32 // in the document
	first   uint32 // its place in places
	bits    uint32 // of the record
	shape   uint8  // noShape: its values are not known
}

const noShape = 255

// knownBits returns what is known of a record.
func knownBits(isTight, isSound bool) (known uint32) {
	if isTight {
		known |= tight
	}
	if isSound {
		known |= sound
	}
	return known
}

// NewIndex returns an index for documents whose records have the shapes.
func NewIndex(shapes *Shapes) *Index {
	x := &Index{shapes: shapes}
	if shapes.Fields.List != "" {
		x.fields = newFields(shapes.Fields)
	}
	return x
}

// reset prepares for a document.
func (x *Index) reset(doc []byte) {
	x.doc, x.known = doc, x.shapes.list()
	x.last = min(x.last, max(0, len(x.known.shapes)-1))
	x.found, x.walked, x.places = x.found[:0], 0, x.places[:0]
}

// longDocument is how long a document may be whose places are noted: they take up to half of its length. No page of a vendor is as
// long, and what a longer one has is found by walking.
const longDocument = 8 << 20

// noting returns the index to note the places of a document in, or nil.
func (x *Index) noting(doc []byte) *Index {
	if len(doc) > longDocument {
		return nil
	}
	return x
}

// Record returns the n-th object that [Cursor.Object] gave. It is valid until the index is used for another document.
func (x *Index) Record(n int) Record { return x.RecordBehind(n, nil) }

// RecordBehind returns the n-th object, with front in front of it.
func (x *Index) RecordBehind(n int, front *Front) Record {
	o := &x.found[n]
	index := x
	if o.shape == noShape {
		index = nil
	}
	return Record{raw: x.doc[o.at:o.end:o.end], front: front, index: index, number: uint32(n), known: o.bits}
}

// shape returns the shape of a record that has one.
func (r *Record) shape() *shape { return r.index.known.shapes[r.index.found[r.number].shape] }

// value returns the k-th value of a record that has a shape; nil for one that it lacks.
func (r *Record) value(k int) Value {
	places := r.index.places[int(r.index.found[r.number].first)+2*k:]
	if places[1] == 0 {
		return nil
	}
	return r.raw[places[0]:places[1]:places[1]]
}

// place returns where in raw a boundary of the shape lies.
func (r *Record) place(b boundary) int {
	if b.part == 0 {
		return b.offset
	}
	return int(r.index.places[int(r.index.found[r.number].first)+2*b.part-1]) + b.offset
}

// placed returns what a record that has a shape has at the path, nil where there is nothing.
func (r *Record) placed(path []string) Value {
	s := r.shape()
	for k, p := range s.paths {
		if slices.Equal(p, path) {
			return r.value(k)
		}
	}
	for _, c := range s.containers {
		if slices.Equal(c.path, path) {
			if s.optional > 0 {
				return Value(r.raw).Lookup(path...)
			}
			from, to := r.place(c.from), r.place(c.to)
			return r.raw[from:to:to]
		}
	}
	return nil
}

// Getter looks for one member of many records.
type Getter struct {
	names []string
	shape *shape
	slot  int
}

// NewGetter returns a getter for the first of the names that a record has, as [Value.Field] finds it. It is not for
// concurrent use.
func NewGetter(names ...string) *Getter { return &Getter{names: names} }

// Of returns the member of the record; nil when there is none. What was put in front of the record is not looked at.
func (g *Getter) Of(r Record) Value {
	if r.index != nil {
		if s := r.shape(); s != g.shape {
			g.shape, g.slot = s, s.slot(g.names)
		}
		switch {
		case g.slot >= 0:
			return r.value(g.slot)
		case g.slot == slotAbsent:
			return nil
		}
	}
	return Value(r.raw).Field(g.names...)
}
