package intake

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/genba-cli/genba/pkg/say"
)

// seen knows the texts that came before, and the row of each, by 96 bits of two hashes in place of the text: of 10 million texts two
// are taken for the same with a probability of 1 in 10^15.
type seen struct {
	origin
	seeds [2]maphash.Seed
	first map[[12]byte]uint32 // the line of the row, or its number where lines don't tell rows apart
}

func newSeen(from origin) *seen {
	return &seen{origin: from, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, first: map[[12]byte]uint32{}}
}

// before returns the place of the row in which the text was before; else the row has it first.
func (s *seen) before(text string, row Row) (place say.Text, again bool) {
	var key [12]byte
	binary.LittleEndian.PutUint64(key[:], maphash.String(s.seeds[0], text))
	binary.LittleEndian.PutUint32(key[8:], uint32(maphash.String(s.seeds[1], text))) //nolint:gosec // the lower half
	at, again := s.first[key]
	if !again {
		n := row.Number
		if s.sheet != nil || s.ownLine && row.Line > 0 {
			n = row.Line
		}
		s.first[key] = uint32(n) //nolint:gosec // a file of 512 MiB has fewer
		return say.Text{}, false
	}
	return Row{Number: int(at), Line: int(at), origin: s.origin}.Place(), true
}
