package intake

import (
	"hash/maphash"

	"github.com/genba-cli/genba/pkg/data/record"
)

// cellValues makes the values of a table's cells. They lie side by side in pieces of memory, and a text that returns soon, as
// an option's name does, is kept once.
type cellValues struct {
	seed  maphash.Seed
	piece []byte
	last  [1 << 10]struct {
		text  string
		value record.Value
	}
}

// pieceSize is so small that the unfilled rest of a piece does not count.
const pieceSize = 64 << 10

func newCellValues() *cellValues { return &cellValues{seed: maphash.MakeSeed()} }

// of returns a cell's text as a value, which shares no room to grow with another.
func (c *cellValues) of(text string) record.Value {
	slot := &c.last[maphash.String(c.seed, text)%uint64(len(c.last))]
	if slot.value != nil && slot.text == text {
		return slot.value
	}
	if len(text) > pieceSize/16 {
		return record.String(text)
	}
	if cap(c.piece)-len(c.piece) < 6*len(text)+2 { // each byte may become an escape of six
		c.piece = make([]byte, 0, pieceSize)
	}
	start := len(c.piece)
	c.piece = record.AppendString(c.piece, text)
	slot.text, slot.value = text, record.Value(c.piece[start:len(c.piece):len(c.piece)])
	return slot.value
}
