package record

import "encoding/binary"

// Packing writes records in the form in which they are read again without being walked through: beside the text of a record of
// known shape stands how long its values are. The zero Packing is empty; what it wrote only it reads.
type Packing struct {
	shapes  []*shape
	numbers map[*shape]int
	index   *Index
	front   *Front // of the record that was read last
	sent    []byte // the fields of front, as they were written
}

// Parts of a packed record: its length without them, its bits and shape, and how many bytes its front has.
const (
	packedLength = 4
	packedShape  = packedLength + 2
	packedHead   = packedShape + 4
	longValue    = 255 // its length follows in four bytes
	unshaped     = 1 << 12
)

// Append appends a record.
func (p *Packing) Append(dst []byte, r Record) []byte {
	start := len(dst)
	dst = append(dst, make([]byte, packedHead)...)
	shape := unshaped
	if r.index != nil && r.shape().optional == 0 {
		if n, ok := p.number(r.shape()); ok {
			shape = n
		}
	}
	front := 0
	if shape != unshaped {
		dst = packFront(dst, r.front)
		front = len(dst) - start - packedHead
		dst = append(r.packPlaces(dst), r.raw...)
	} else {
		dst = r.AppendJSON(dst)
		if r.known |= tight; r.front.loneCount() > 0 {
			r.known &^= sound
		}
	}
	binary.LittleEndian.PutUint32(dst[start:], uint32(len(dst)-start-packedHead))
	binary.LittleEndian.PutUint16(dst[start+packedLength:], uint16(shape<<2)|uint16(r.known&(tight|sound)))
	binary.LittleEndian.PutUint32(dst[start+packedShape:], uint32(front))
	return dst
}

// number returns the number of a shape.
func (p *Packing) number(s *shape) (n int, ok bool) {
	if n, ok = p.numbers[s]; ok {
		return n, true
	}
	if len(p.shapes) >= noShape {
		return 0, false
	}
	if p.numbers == nil {
		p.numbers = map[*shape]int{}
		p.index = &Index{known: &knownShapes{}, found: make([]indexed, 1)}
	}
	n = len(p.shapes)
	p.numbers[s] = n
	p.shapes = append(p.shapes, s)
	p.index.known.shapes = p.shapes
	return n, true
}

// packFront appends the fields in front, the first one first.
func packFront(dst []byte, f *Front) []byte {
	if f == nil {
		return dst
	}
	dst = packFront(dst, f.before)
	dst = append(binary.LittleEndian.AppendUint32(dst, uint32(len(f.name))), f.name...)
	return append(binary.LittleEndian.AppendUint32(dst, uint32(len(f.value))), f.value...)
}

func unpackFront(b []byte) (f *Front) {
	take := func() []byte {
		end := packedLength + int(binary.LittleEndian.Uint32(b))
		text := append([]byte(nil), b[packedLength:end]...)
		b = b[end:]
		return text
	}
	for len(b) > 0 {
		name := string(take())
		f = f.with(name, take())
	}
	return f
}

// packPlaces appends how long the values are.
func (r *Record) packPlaces(dst []byte) []byte {
	first := int(r.index.found[r.number].first)
	places := r.index.places[first : first+2*len(r.shape().paths)]
	for i := 0; i+1 < len(places); i += 2 {
		if n := places[i+1] - places[i]; n < longValue {
			dst = append(dst, byte(n))
		} else {
			dst = binary.LittleEndian.AppendUint32(append(dst, longValue), uint32(n))
		}
	}
	return dst
}

// Length returns how many bytes the record at the start of b has, and 0 when b does not tell yet.
func (p *Packing) Length(b []byte) int {
	if len(b) < packedHead {
		return 0
	}
	return packedHead + int(binary.LittleEndian.Uint32(b))
}

// Record reads the record that b is. It shares the bytes of b and is valid until the next one is read.
func (p *Packing) Record(b []byte) Record {
	bits := binary.LittleEndian.Uint16(b[packedLength:])
	r := Record{known: uint32(bits) & (tight | sound)}
	end := packedHead + int(binary.LittleEndian.Uint32(b[packedShape:]))
	front := b[packedHead:end]
	b = b[end:]
	n := int(bits >> 2)
	if n == unshaped {
		r.raw = b[:len(b):len(b)]
		return r
	}
	if len(front) == 0 {
		p.front, p.sent = nil, p.sent[:0]
	} else if string(front) != string(p.sent) {
		p.front, p.sent = unpackFront(front), append(p.sent[:0], front...)
	}
	r.front, r.index = p.front, p.index
	places := p.index.places[:0]
	at := 0
	i := 0
	s := p.shapes[n]
	for k := range s.paths {
		at += len(s.parts[k])
		length := int(b[i])
		if i++; length == longValue {
			length = int(binary.LittleEndian.Uint32(b[i:]))
			i += 4
		}
		places = append(places, uint16(at), uint16(at+length))
		at += length
	}
	p.index.places = places
	r.raw = b[i:len(b):len(b)]
	p.index.found[0] = indexed{end: uint32(len(r.raw)), shape: uint8(n), bits: r.known}
	return r
}
