package inflate

import "encoding/binary"

// longest is what one round of the quick loop can write: a few bytes and a match, which is copied in steps.
const (
	longestMatch = 258
	step         = 16
	longest      = 4 + longestMatch + step
)

// symbols unpacks a block whose tables are there, up to its end. The last bytes of src and of out are left to a loop that looks at
// each step whether they last.
func (u *Unpacker) symbols(s *state) bool {
	if done, ok := u.quick(s); done || !ok {
		return ok
	}
	for {
		s.refill()
		e := u.literals[s.buf&(1<<literalBits-1)]
		if e&subtable != 0 {
			e = u.literals[below(e, s.buf>>literalBits)]
		}
		if uint(e&bitsOf) > s.n || e&invalid != 0 {
			return false
		}
		taken := s.buf
		s.drop(uint(e & bitsOf))
		if e&literal != 0 {
			if s.op == len(s.out) {
				return false
			}
			s.out[s.op] = byte(e >> valueShift)
			s.op++
			continue
		}
		if e&ends != 0 {
			return true
		}
		length := value(e, taken)
		s.refill()
		e = u.distances[s.buf&(1<<distanceBits-1)]
		if e&subtable != 0 {
			e = u.distances[below(e, s.buf>>distanceBits)]
		}
		if uint(e&bitsOf) > s.n || e&invalid != 0 {
			return false
		}
		back := value(e, s.buf)
		s.drop(uint(e & bitsOf))
		if back > s.op || length > len(s.out)-s.op {
			return false
		}
		for range length {
			s.out[s.op] = s.out[s.op-back]
			s.op++
		}
	}
}

// below returns the place of an entry in the smaller table that e leads to.
func below(e uint32, buf uint64) uint32 {
	return e>>valueShift&(subtable-1) + uint32(buf)&(1<<(e&bitsOf)-1)
}

// value returns what an entry and the bits behind its code say; buf begins with the code.
func value(e uint32, buf uint64) int {
	return int(e>>valueShift + uint32(buf&(1<<(e&bitsOf)-1)>>(e>>codeShift&15)))
}

// quick unpacks as long as there are eight bytes to be read at once and room for whatever comes. done is the end of the block.
func (u *Unpacker) quick(s *state) (done, ok bool) {
	src, out, ip, op, buf, n := s.src, s.out, s.ip, s.op, s.buf, s.n
	for len(src)-ip >= 16 && len(out)-op >= longest {
		// At least 56 bits are there from here on. A byte takes 11 at most, a length 20 and a distance 28.
		buf |= binary.LittleEndian.Uint64(src[ip:]) << (n & 63)
		ip += int((63 - n) >> 3)
		n |= 56
		e := u.literals[buf&(1<<literalBits-1)]
		if e&literal != 0 {
			out[op] = byte(e >> valueShift)
			op++
			buf >>= e & bitsOf
			n -= uint(e & bitsOf)
			if e = u.literals[buf&(1<<literalBits-1)]; e&literal != 0 {
				out[op] = byte(e >> valueShift)
				op++
				buf >>= e & bitsOf
				n -= uint(e & bitsOf)
				if e = u.literals[buf&(1<<literalBits-1)]; e&literal != 0 {
					out[op] = byte(e >> valueShift)
					op++
					buf >>= e & bitsOf
					n -= uint(e & bitsOf)
					continue
				}
			}
		}
		if e&unusual != 0 {
			if e&subtable != 0 {
				e = u.literals[below(e, buf>>literalBits)]
			}
			if e&invalid != 0 {
				return false, false
			}
			if e&(literal|ends) != 0 {
				buf >>= e & bitsOf
				n -= uint(e & bitsOf)
				if e&ends != 0 {
					s.ip, s.op, s.buf, s.n = ip, op, buf, n
					return true, true
				}
				out[op] = byte(e >> valueShift)
				op++
				continue
			}
		}
		length := value(e, buf)
		buf >>= e & bitsOf
		n -= uint(e & bitsOf)

		buf |= binary.LittleEndian.Uint64(src[ip:]) << (n & 63)
		ip += int((63 - n) >> 3)
		n |= 56
		e = u.distances[buf&(1<<distanceBits-1)]
		if e&unusual != 0 {
			if e&subtable != 0 {
				e = u.distances[below(e, buf>>distanceBits)]
			}
			if e&invalid != 0 {
				return false, false
			}
		}
		back := value(e, buf)
		buf >>= e & bitsOf
		n -= uint(e & bitsOf)
		if back > op {
			return false, false
		}
		end := op + length
		switch from := op - back; {
		case back >= step:
			for ; op < end; op += step {
				*(*[step]byte)(out[op:]) = *(*[step]byte)(out[from:])
				from += step
			}
		default:
			for ; op < end; op++ {
				out[op] = out[from]
				from++
			}
		}
		op = end
	}
	s.ip, s.op, s.buf, s.n = ip, op, buf, n
	return false, true
}
