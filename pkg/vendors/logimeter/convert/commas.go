package convert

import (
	"encoding/binary"
	"math/bits"
)

// commas fills ends with where the cells of a line end, and reports whether there are as many as ends has room for. It looks
// at eight bytes at a time, which is faster than a search for each comma.
func commas(text []byte, ends []int) bool {
	const (
		every = 0x0101010101010101
		low   = 0x7f * every
	)
	n, at := 0, 0
	for ; at+8 <= len(text); at += 8 {
		x := binary.LittleEndian.Uint64(text[at:]) ^ ','*every
		for found := ^((x&low + low) | x | low); found != 0; found &= found - 1 { // the high bits of bytes that are 0
			if n == len(ends) {
				return false
			}
			ends[n] = at + bits.TrailingZeros64(found)/8
			n++
		}
	}
	for ; at < len(text); at++ {
		if text[at] == ',' {
			if n == len(ends) {
				return false
			}
			ends[n] = at
			n++
		}
	}
	if n+1 != len(ends) {
		return false
	}
	ends[n] = len(text)
	return true
}
