package record

import (
	"bytes"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	maxShapes      = 16    // of one kind of answer: records with and without their optional members
	maxShapeTries  = 64    // objects looked at before it is clear that their names are data
	maxShapeValues = 1024  // in one object
	maxShapeText   = 65535 // bytes of an object: places in it are kept in 16 bits
	maxShapeDepth  = 16    // objects inside each other
)

// Shapes are what the records of one kind of answer have in common: the text between their values. A vendor repeats it
// in every record, so it is compared instead of being read again. Shapes are learned from the answers and may be used by
// several at the same time. The zero value knows none.
type Shapes struct {
	// Innermost says that the records are the objects of the innermost lists of an answer, which may be many: punches in a
	// list of staffs. Else they are the objects of the outermost one, whatever lists they hold.
	Innermost bool
	// Fields says where the records of a stream hold fields, if they do; the zero value: nowhere.
	Fields FieldList

	known atomic.Pointer[knownShapes]
	mu    sync.Mutex
	tries int
}

// knownShapes are the shapes learned so far. More may follow, at the end of another list.
type knownShapes struct {
	shapes []*shape
	same   [][]int // by two shapes: how many parts are the same, from the first one on
}

// shape is the text of an object around its values: parts[k], value k, parts[k+1] and so on to the last part. Objects
// inside it belong to the text; lists are values.
type shape struct {
	parts      [][]byte
	open       []string    // containers that are open at value k: "{{"
	paths      [][]string  // of value k, one name a level
	containers []container // the objects inside
	members    []container // what is at the top, each with its name
	fields     int         // which value is the list of fields; noFields: none
	depth      int         // containers open at once, the object itself included
	spaced     bool        // white space stands between tokens
	optional   int         // values, the last ones, that a record may lack; one with such is written by Flatten
}

const noFields = -1

// container is an object inside the shape, or another part of it.
type container struct {
	path     []string
	from, to boundary
}

// boundary is a place in the text of a shape: so many bytes behind the start of a part.
type boundary struct{ part, offset int }

// list returns what is known at the moment.
func (s *Shapes) list() *knownShapes {
	if known := s.known.Load(); known != nil {
		return known
	}
	return &knownShapes{}
}

// learn adds the shape of a valid object, unless there are enough.
func (s *Shapes) learn(object []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.list().shapes
	if s.tries >= maxShapeTries || len(known) >= maxShapes {
		return
	}
	s.tries++
	added := shapeOf(object, s.Innermost)
	if added == nil || slices.ContainsFunc(known, func(k *shape) bool { return slices.EqualFunc(k.parts, added.parts, bytes.Equal) }) {
		return
	}
	if s.Fields.List != "" {
		added.fields = slices.IndexFunc(added.paths, func(path []string) bool { return len(path) == 1 && path[0] == s.Fields.member() })
	}
	next := &knownShapes{shapes: append(slices.Clone(known), added)}
	for _, a := range next.shapes {
		var same []int
		for _, b := range next.shapes {
			n := 0
			for n < min(len(a.parts), len(b.parts)) && bytes.Equal(a.parts[n], b.parts[n]) {
				n++
			}
			same = append(same, n)
		}
		next.same = append(next.same, same)
	}
	s.known.Store(next)
}

// full reports whether no more shapes are learned.
func (s *Shapes) full() bool { return len(s.list().shapes) >= maxShapes }

// shapeOf returns the shape of a valid object, and nil for one that is better read as it is: with names that have
// escapes or come twice, or too large. With flat it has no list that holds more than plain values.
func shapeOf(object []byte, flat bool) *shape {
	if len(object) > maxShapeText {
		return nil
	}
	l := learner{text: object, flat: flat, shape: &shape{fields: noFields}}
	if _, ok := l.members(0, nil); !ok || len(l.shape.paths) == 0 {
		return nil
	}
	l.shape.parts = append(l.shape.parts, bytes.Clone(object[l.from:]))
	return l.shape
}

// learner walks through one object.
type learner struct {
	text  []byte
	flat  bool
	from  int // of the part that is not ended yet
	open  []byte
	shape *shape
}

// members reads the object at text[i], which lies at the path, and returns the place behind it. false is for one that can't
// be part of a shape.
func (l *learner) members(i int, path []string) (int, bool) {
	if len(path) >= maxShapeDepth {
		return i, false
	}
	l.open = append(l.open, '{')
	l.shape.depth = max(l.shape.depth, len(l.open))
	var names []string
	for i++; ; {
		at := skipSpace(l.text, i)
		comma := at < len(l.text) && l.text[at] == ','
		if comma {
			at = skipSpace(l.text, at+1)
		}
		spaces := at - i
		if comma {
			spaces--
		}
		l.shape.spaced = l.shape.spaced || spaces > 0
		if l.text[at] == '}' {
			l.open = l.open[:len(l.open)-1]
			return at + 1, true
		}
		end := skipString(l.text, at+1)
		quoted := l.text[at:end]
		name := string(quoted[1 : len(quoted)-1])
		if escaped(quoted) || slices.Contains(names, name) {
			return i, false
		}
		names = append(names, name)
		if len(path) == 0 {
			l.shape.members = append(l.shape.members, container{path: []string{name}, from: l.boundary(at)})
		}
		colon := skipSpace(l.text, end)
		value := skipSpace(l.text, colon+1)
		l.shape.spaced = l.shape.spaced || colon > end || value > colon+1
		below := append(slices.Clone(path), name)
		if l.text[value] == '{' {
			n := len(l.shape.containers)
			l.shape.containers = append(l.shape.containers, container{path: below, from: l.boundary(value)})
			var ok bool
			if i, ok = l.members(value, below); !ok {
				return i, false
			}
			l.shape.containers[n].to = l.boundary(i)
			l.memberEnds(i, path)
			continue
		}
		i = skipValue(l.text, value)
		if l.flat && l.text[value] == '[' && bytes.ContainsAny(l.text[value+1:i], "{[") || len(l.shape.paths) == maxShapeValues {
			return i, false
		}
		l.shape.parts = append(l.shape.parts, bytes.Clone(l.text[l.from:value]))
		l.shape.open = append(l.shape.open, string(l.open))
		l.shape.paths = append(l.shape.paths, below)
		l.from = i
		l.memberEnds(i, path)
	}
}

// memberEnds notes where the last member ends, if it is one at the top.
func (l *learner) memberEnds(i int, path []string) {
	if len(path) == 0 {
		l.shape.members[len(l.shape.members)-1].to = l.boundary(i)
	}
}

// boundary returns the place text[i], which lies in the part that is not ended yet.
func (l *learner) boundary(i int) boundary { return boundary{len(l.shape.parts), i - l.from} }

// slot returns which value lies under the first of the names, at the top, that the shape has; slotAbsent for none,
// slotObject where it is no value but an object.
func (s *shape) slot(names []string) int {
	for _, name := range names {
		for k, path := range s.paths {
			if len(path) == 1 && path[0] == name {
				return k
			}
		}
		for _, c := range s.containers {
			if len(c.path) == 1 && c.path[0] == name {
				return slotObject
			}
		}
	}
	return slotAbsent
}

// has reports whether objects of the shape have a member of the name.
func (s *shape) has(name string) bool {
	return slices.ContainsFunc(s.paths, func(path []string) bool { return path[0] == name }) ||
		slices.ContainsFunc(s.containers, func(c container) bool { return c.path[0] == name })
}
