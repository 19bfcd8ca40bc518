package record

import (
	"bytes"
	"encoding/binary"
)

// object tries whether the object at b[i], an element of a list, has a known shape. If it has, the object is validated
// and noted, and the place behind it is returned. Else the scanner stands inside the object, behind what could be
// compared, and goes on from the returned place as if it had read so far itself. With i returned nothing was done.
func (s *scanner) object(b []byte, i int) (next int, matched bool) {
	x := s.index
	if x.last >= len(x.known.shapes) {
		return i, false
	}
	sh := x.known.shapes[x.last]
	if !startsWithPart(b, i, sh.parts[0]) {
		s.cut = cutInPart(b, i, sh.parts[0])
		if sh = x.instead(b, i, 0); sh == nil {
			return i, false
		}
	}
	if s.outer+len(s.open)+sh.depth > maxDepth {
		return i, false
	}
	lone := s.lone
	s.lone = false
	places := x.places
	first, start, compact := len(places), i, true
	if x.fields != nil {
		x.fields.forget()
	}
	i += len(sh.parts[0])
	for k := 0; ; k++ {
		from := i
		p := noValue
		if i < len(b) {
			switch c := b[i]; {
			case c == '"':
				i, p = s.string(b, i+1)
			case c-'0' < 10 || c == '-':
				i, p = scanNumber(b, i, false)
			case c == '[':
				var spaced bool
				if k == sh.fields {
					i, spaced, p = s.fieldList(b, start, i, len(sh.open[k]))
				} else {
					i, spaced, p = s.list(b, i, len(sh.open[k]))
				}
				compact = compact && !spaced
			case c != '{':
				i, p = scanLiteral(b, i)
			}
		}
		if p != whole || i-start > maxShapeText {
			s.cut = p == more
			return s.leave(sh.open[k], atValue, start, from, first, sh.spaced, lone), false
		}
		places = append(places, uint16(from-start), uint16(i-start))
		part := sh.parts[k+1]
		if !startsWithPart(b, i, part) {
			other := x.instead(b, i, k+1)
			s.cut = cutInPart(b, i, part)
			if other == nil || s.outer+len(s.open)+other.depth > maxDepth {
				return s.leave(sh.open[k], atNext, start, i, first, sh.spaced, lone), false
			}
			sh, part = other, other.parts[k+1]
		}
		i += len(part)
		if k+2 == len(sh.parts) {
			break
		}
	}
	if i-start > maxShapeText { // its last value is noted, and the object is whole: only not indexed
		x.places = places[:first]
	} else {
		x.places = places
		x.found = append(x.found, indexed{})
		o := &x.found[len(x.found)-1]
		o.at, o.end, o.first, o.shape = uint32(start), uint32(i), uint32(first), uint8(x.last)
		o.bits = knownBits(compact && !sh.spaced, !s.lone)
	}
	s.spaced = s.spaced || sh.spaced || !compact
	s.lone = s.lone || lone
	return i, true
}

// startsWithPart compares the text at b[i], eight bytes at a time: most parts have less than twenty.
func startsWithPart(b []byte, i int, part []byte) bool {
	n := len(part)
	if len(b)-i < n {
		return false
	}
	b = b[i : i+n]
	if n < 8 {
		return string(b) == string(part)
	}
	for k := 0; k < n-8; k += 8 {
		if binary.LittleEndian.Uint64(b[k:]) != binary.LittleEndian.Uint64(part[k:]) {
			return false
		}
	}
	return binary.LittleEndian.Uint64(b[n-8:]) == binary.LittleEndian.Uint64(part[n-8:])
}

// cutInPart reports whether the text ends inside the part at b[i].
func cutInPart(b []byte, i int, part []byte) bool {
	return len(b)-i < len(part) && bytes.HasPrefix(part, b[i:])
}

// instead looks for another shape that is the same up to its k-th part and has the text at b[i] there.
func (x *Index) instead(b []byte, i, k int) *shape {
	for n, other := range x.known.shapes {
		if n != x.last && x.known.same[x.last][n] >= k && len(other.parts) > k && startsWithPart(b, i, other.parts[k]) {
			x.last = n
			return other
		}
	}
	return nil
}

// list validates the list at b[i], which is a value of an object in which so many containers are open.
func (s *scanner) list(b []byte, i, open int) (end int, spaced bool, p problem) {
	inner := &s.index.inner
	inner.reset(s.outer + len(s.open) + open)
	if s.index.shapes.Innermost {
		// The objects of the list, if it has any, are records themselves.
		if at := skipBlank(b, i+1); at < len(b) && (b[at] == '{' || b[at] == '[') {
			return i, false, noValue
		}
	}
	end, p = inner.scan(b, i)
	s.lone = s.lone || inner.lone
	return end, inner.spaced, p
}

// leave goes on without a shape from b[i]. The containers of the text before it are open.
func (s *scanner) leave(open string, m mode, start, i, first int, spaced, lone bool) int {
	s.index.places = s.index.places[:first]
	s.open = append(s.open, open...)
	s.starts = append(s.starts, start)
	for range len(open) - 1 {
		s.starts = append(s.starts, notLearned)
	}
	s.mode = m
	s.spaced = s.spaced || spaced
	s.lone = s.lone || lone
	return i
}

// notLearned stands for where an object began whose shape nobody wants.
const notLearned = -1

// isRecord reports whether an object that begins now is one of the list of records.
func (s *scanner) isRecord() bool {
	n := len(s.open)
	return n > 0 && s.open[n-1] == '[' && (s.index.shapes.Innermost || bytes.IndexByte(s.open[:n-1], '[') < 0)
}

// opened notes where a container begins, and closed learns the shape of a record that ends before b[i].
func (s *scanner) opened(i int) {
	if !s.isRecord() {
		i = notLearned
	}
	s.starts = append(s.starts, i)
}

func (s *scanner) closed(b []byte, i int) {
	n := len(s.starts) - 1
	if start := s.starts[n]; start != notLearned && b[start] == '{' {
		s.index.learn(b[start:i])
	}
	s.starts = s.starts[:n]
}

// learn adds the shape of an object that was read without one.
func (x *Index) learn(object []byte) {
	if !x.shapes.full() {
		x.shapes.learn(object)
		x.known = x.shapes.list()
	}
}
