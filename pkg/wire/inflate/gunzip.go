package inflate

import (
	"encoding/binary"
	"hash/crc32"
)

// Sizes of a gzip file's head and tail (RFC 1952 §2.3).
const (
	headSize = 10
	tailSize = 8
)

// Unpacker has the tables of the block that is read. It is not for concurrent use.
type Unpacker struct {
	literals  [literalEntries]uint32
	distances [distanceEntries]uint32
	lengths   [maxLiterals + maxDistances]uint8 // of the codes of a block
	meta      [metaEntries]uint32               // of the codes that those are written in
	fixed     bool                              // the tables are those of RFC 1951 §3.2.6
}

// Gunzip appends what src has packed to dst. ok is false, and what lies behind the end of dst is spoilt, for a file that is not one
// whole member without a name or a comment, that is damaged, or for which dst has not enough room.
func (u *Unpacker) Gunzip(dst, src []byte) (_ []byte, ok bool) {
	const deflate, noFlags = 8, 0
	if len(src) < headSize+tailSize || src[0] != 0x1f || src[1] != 0x8b || src[2] != deflate || src[3] != noFlags {
		return dst, false
	}
	packed, tail := src[headSize:len(src)-tailSize], src[len(src)-tailSize:]
	start, room := len(dst), dst[:cap(dst)]
	end, ok := u.inflate(room[start:], packed)
	if !ok {
		return dst, false
	}
	unpacked := room[start : start+end]
	if crc32.ChecksumIEEE(unpacked) != binary.LittleEndian.Uint32(tail) || uint32(len(unpacked)) != binary.LittleEndian.Uint32(tail[4:]) {
		return dst, false
	}
	return room[:start+end], true
}
