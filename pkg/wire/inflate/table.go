package inflate

import "math/bits"

// Codes of RFC 1951 §3.2.5 to §3.2.7.
const (
	maxLiterals  = 288
	maxDistances = 32
	maxMeta      = 19
	maxBits      = 15
	endOfBlock   = 256
)

// A code of up to so many bits is found at once, by the bits that come next. Of a longer one those bits lead to a smaller table.
const (
	literalBits  = 11
	distanceBits = 8
	metaBits     = 7 // none is longer

	// The smaller tables: each is for two codes at least.
	literalEntries  = 1<<literalBits + maxLiterals/2<<(maxBits-literalBits)
	distanceEntries = 1<<distanceBits + maxDistances/2<<(maxBits-distanceBits)
	metaEntries     = 1 << metaBits
)

// An entry of a table says what a code means: in the lowest bits how many bits it has, those behind it that add to its value included,
// from bit 8 how many it has without them, and from bit 16 the value: a byte, what a length or a distance is at least, or where the
// smaller table begins.
const (
	bitsOf     = 63
	codeShift  = 8
	valueShift = 16

	literal  = 1 << 31
	subtable = 1 << 15
	ends     = 1 << 14 // the block
	invalid  = 1 << 13 // no code, or one that RFC 1951 has no meaning for
	unusual  = subtable | ends | invalid
)

// fill makes the table of the codes with these lengths, where meaning gives the entry of a code without its own length. It returns false
// for lengths that are not those of a complete code. Where only one value or none comes, one code or none is allowed (RFC 1951 §3.2.7).
func fill(table []uint32, mainBits int, lengths []uint8, meaning func(symbol int) uint32) bool {
	var count [maxBits + 1]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0
	var next [maxBits + 2]int // code of each length
	longest := 0
	for n := 1; n <= maxBits; n++ {
		next[n+1] = (next[n] + count[n]) << 1
		if count[n] > 0 {
			longest = n
		}
	}
	main, vacant := table[:1<<mainBits], uint32(0)
	switch {
	case next[maxBits+1] == 1<<(maxBits+1):
	case longest == 0, longest == 1 && count[1] == 1:
		vacant = invalid
	default:
		return false
	}
	for i := range main {
		main[i] = vacant
	}
	free := len(main)
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		code := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		entry := meaning(symbol) + uint32(n)*(1+1<<codeShift)
		if int(n) <= mainBits {
			for i := code; i < len(main); i += 1 << n {
				main[i] = entry
			}
			continue
		}
		below := longest - mainBits
		lead := &main[code&(len(main)-1)]
		if *lead == 0 {
			*lead = subtable | uint32(free)<<valueShift | uint32(below)
			free += 1 << below
		}
		sub := table[*lead>>valueShift:][:1<<below]
		for i := code >> mainBits; i < len(sub); i += 1 << (int(n) - mainBits) {
			sub[i] = entry
		}
	}
	return true
}

// literalOrLength returns the entry of a byte, the end of a block, or a length: what it is at least, and how many bits behind its code add
// to that (RFC 1951 §3.2.5).
func literalOrLength(symbol int) uint32 {
	switch {
	case symbol < endOfBlock:
		return literal | uint32(symbol)<<valueShift
	case symbol == endOfBlock:
		return ends
	case symbol < 265:
		return uint32(symbol-257+3) << valueShift
	case symbol < 285:
		extra := uint32(symbol-261) / 4
		return (4+uint32(symbol-265)%4)<<extra<<valueShift + 3<<valueShift + extra
	case symbol == 285:
		return 258 << valueShift
	}
	return invalid
}

// distance returns the same for how far back a match begins.
func distance(symbol int) uint32 {
	switch {
	case symbol < 4:
		return uint32(symbol+1) << valueShift
	case symbol < 30:
		extra := uint32(symbol-2) / 2
		return (2+uint32(symbol)%2)<<extra<<valueShift + 1<<valueShift + extra
	}
	return invalid
}
