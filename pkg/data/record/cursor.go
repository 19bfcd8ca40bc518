package record

// Cursor walks through a valid value once, from its first byte to its last, for what is read a million times: each
// value is either taken whole or stepped into, and no byte is looked at twice. Every value must be consumed one
// way or the other before the next step. Duplicate names come as often as they are there.
type Cursor struct {
	b     []byte
	i     int
	index *Index
	next  int // in the index: the first object that the cursor has not passed
}

// Cursor stands on the value.
func (v Value) Cursor() *Cursor { return &Cursor{b: v} }

// Cursor stands on the value of a member that [Index.ParseObject] gave.
func (x *Index) Cursor(m Member) *Cursor {
	return &Cursor{b: x.doc[:m.at+len(m.Value)], i: m.at, index: x}
}

// Object steps over the object that the cursor stands on and returns its number for [Index.Record]. The cursor must come
// from [Index.Cursor].
func (c *Cursor) Object() int {
	x := c.index
	if end, known := c.jump(c.i); known {
		c.i = end
		return c.next - 1
	}
	start := c.i
	c.Take()
	x.found = append(x.found, indexed{at: uint32(start), end: uint32(c.i), shape: noShape})
	return len(x.found) - 1
}

// Kind returns what the cursor stands on.
func (c *Cursor) Kind() Kind {
	if c.i >= len(c.b) {
		return KindAbsent
	}
	return kindOf(c.b[c.i])
}

// Take gives the value that the cursor stands on and steps over it.
func (c *Cursor) Take() Value {
	start := c.i
	if c.index != nil && c.i < len(c.b) && c.b[c.i] >= '[' {
		c.i = c.skip(c.i)
	} else {
		c.i = skipValue(c.b, c.i)
	}
	return c.b[start:c.i:c.i]
}

// jump returns the place behind the object at b[i], if its record is in the index.
func (c *Cursor) jump(i int) (end int, known bool) {
	x := c.index
	for c.next < x.walked && int(x.found[c.next].at) < i {
		c.next++
	}
	if c.next == x.walked || int(x.found[c.next].at) != i {
		return i, false
	}
	c.next++
	return int(x.found[c.next-1].end), true
}

// skip works like skipValue and jumps over the records in the index.
func (c *Cursor) skip(i int) int {
	if c.b[i] != '{' && c.b[i] != '[' {
		return skipValue(c.b, i)
	}
	for depth := 0; i < len(c.b); {
		if c.b[i] == '{' {
			if end, known := c.jump(i); known {
				if i = end; depth == 0 {
					return i
				}
				continue
			}
		}
		i++
		switch c.b[i-1] {
		case '"':
			i = skipString(c.b, i)
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i
			}
		}
	}
	return len(c.b)
}

// Next steps into an array, or to its next element. false is the end of the array, which is stepped over.
func (c *Cursor) Next() bool { return c.into(']') }

// Member steps into an object, or to its next member, and gives the member's name as JSON text for Is. false is the
// end of the object, which is stepped over.
func (c *Cursor) Member() (name Name, ok bool) {
	if !c.into('}') {
		return nil, false
	}
	start := c.i
	c.i = skipString(c.b, c.i+1)
	name = c.b[start:c.i]
	c.i = skipSpace(c.b, c.i)
	c.i = skipSpace(c.b, c.i+1) // the colon
	return name, true
}

// Mark returns a place to give to Since.
func (c *Cursor) Mark() int { return c.i }

// Since returns the value that was walked through since the mark, which stood on its first byte.
func (c *Cursor) Since(mark int) Value { return c.b[mark:c.i:c.i] }

// into passes an opening bracket or a comma to what follows, or the closing bracket.
func (c *Cursor) into(closing byte) bool {
	c.i = skipSpace(c.b, c.i)
	if c.i >= len(c.b) {
		return false
	}
	if c.b[c.i] != closing {
		c.i = skipSpace(c.b, c.i+1)
	}
	if c.i < len(c.b) && c.b[c.i] == closing {
		c.i++
		return false
	}
	return c.i < len(c.b)
}

// Name is a member's name as it stands in the text, with quotes and escapes.
type Name []byte

// Is compares the name.
func (n Name) Is(want string) bool { return named(n, want) }
