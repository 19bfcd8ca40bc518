package inflate

import "encoding/binary"

// state is where the reading of a file stands.
type state struct {
	src, out []byte
	ip, op   int    // the next byte of each
	buf      uint64 // bits of src before ip that were not used yet, the next one lowest; what lies above them is of src, too
	n        uint   // how many they are
}

// inflate unpacks all blocks of src, to its end, and returns how much they are.
func (u *Unpacker) inflate(out, src []byte) (end int, ok bool) {
	s := state{src: src, out: out}
	for last := uint64(0); last == 0; {
		if last, ok = s.bits(1); !ok {
			return 0, false
		}
		kind, ok := s.bits(2)
		switch {
		case !ok:
		case kind == 0:
			ok = s.stored()
		case kind == 1:
			ok = u.fixedTables() && u.symbols(&s)
		case kind == 2:
			ok = u.ownTables(&s) && u.symbols(&s)
		default:
			ok = false
		}
		if !ok {
			return 0, false
		}
	}
	return s.op, s.ip-int(s.n/8) == len(src)
}

// refill takes bytes as long as there is room for one.
func (s *state) refill() {
	for s.n <= 56 && s.ip < len(s.src) {
		s.buf |= uint64(s.src[s.ip]) << s.n
		s.ip++
		s.n += 8
	}
}

// bits takes so many bits.
func (s *state) bits(count uint) (value uint64, ok bool) {
	if s.refill(); s.n < count {
		return 0, false
	}
	value = s.buf & (1<<count - 1)
	s.drop(count)
	return value, true
}

func (s *state) drop(count uint) {
	s.buf >>= count
	s.n -= count
}

// stored copies a block that is not packed (RFC 1951 §3.2.4).
func (s *state) stored() bool {
	s.ip -= int(s.n / 8)
	s.buf, s.n = 0, 0
	if len(s.src)-s.ip < 4 {
		return false
	}
	length, inverted := binary.LittleEndian.Uint16(s.src[s.ip:]), binary.LittleEndian.Uint16(s.src[s.ip+2:])
	s.ip += 4
	count := int(length)
	if length != ^inverted || count > len(s.src)-s.ip || count > len(s.out)-s.op {
		return false
	}
	copy(s.out[s.op:], s.src[s.ip:s.ip+count])
	s.ip, s.op = s.ip+count, s.op+count
	return true
}

// fixedTables makes the tables of RFC 1951 §3.2.6.
func (u *Unpacker) fixedTables() bool {
	if u.fixed {
		return true
	}
	lengths := u.lengths[:maxLiterals]
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	u.fixed = fill(u.literals[:], literalBits, lengths, literalOrLength)
	for i := range maxDistances {
		lengths[i] = 5
	}
	return u.fixed && fill(u.distances[:], distanceBits, lengths[:maxDistances], distance)
}

// ownTables reads the tables of a block (RFC 1951 §3.2.7).
func (u *Unpacker) ownTables(s *state) bool {
	u.fixed = false
	counts, ok := s.bits(5 + 5 + 4)
	literals, distances, metas := int(counts&31)+257, int(counts>>5&31)+1, int(counts>>10)+4
	if !ok || literals > 286 || distances > 30 {
		return false
	}
	var meta [maxMeta]uint8
	order := [maxMeta]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	for _, place := range order[:metas] {
		length, ok := s.bits(3)
		if !ok {
			return false
		}
		meta[place] = uint8(length)
	}
	if !fill(u.meta[:], metaBits, meta[:], func(symbol int) uint32 { return uint32(symbol) << valueShift }) {
		return false
	}
	lengths := u.lengths[:literals+distances]
	for i := 0; i < len(lengths); {
		s.refill()
		entry := u.meta[s.buf&(metaEntries-1)]
		if uint(entry&bitsOf) > s.n {
			return false
		}
		s.drop(uint(entry & bitsOf))
		symbol := entry >> valueShift
		if symbol < 16 {
			lengths[i] = uint8(symbol)
			i++
			continue
		}
		repeat := [...]struct {
			bits  uint
			least int
		}{{2, 3}, {3, 3}, {7, 11}}[symbol-16]
		more, ok := s.bits(repeat.bits)
		count, value := repeat.least+int(more), uint8(0)
		if !ok || count > len(lengths)-i || symbol == 16 && i == 0 {
			return false
		}
		if symbol == 16 {
			value = lengths[i-1]
		}
		for range count {
			lengths[i] = value
			i++
		}
	}
	return fill(u.literals[:], literalBits, lengths[:literals], literalOrLength) &&
		fill(u.distances[:], distanceBits, lengths[literals:], distance)
}
