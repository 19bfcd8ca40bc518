package intake

import (
	"hash/maphash"
	"slices"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// seen knows which values of a Unique column came before, and where. Of a long column it holds those alone that come again, which
// a pass before the check has found by their hashes.
type seen struct {
	from  origin
	seed  maphash.Seed
	again map[uint64]bool   // hashes that several rows have
	first map[string]uint32 // the line of the row, or its number where lines don't tell rows apart
}

// seenIn looks through the column of a rule.
func (c *checker) seenIn(rule int) (*seen, error) {
	s := &seen{from: c.rows.origin, seed: maphash.MakeSeed(), again: map[uint64]bool{}, first: map[string]uint32{}}
	hashes := make([]uint64, 0, c.rows.n)
	var text []byte
	for row, err := range c.rows.All() {
		if err != nil {
			return nil, err
		}
		for n := range row.Fields {
			if i, ok := c.rule(n, row.Fields[n].Name); ok && i == rule {
				text = c.value(row, n, i).AppendText(text[:0])
				hashes = append(hashes, maphash.Bytes(s.seed, text))
				break
			}
		}
	}
	slices.Sort(hashes)
	for i := 1; i < len(hashes); i++ {
		if hashes[i] == hashes[i-1] {
			s.again[hashes[i]] = true
		}
	}
	return s, nil
}

// value returns the value of a row's n-th field, as its rule takes it.
func (c *checker) value(row Row, n, rule int) record.Value {
	if row.sheet != nil && c.rules[rule].Date {
		return withoutMidnight(row.Fields[n].Value)
	}
	return row.Fields[n].Value
}

// before returns the place of the row in which the text was before; else the row has it first.
func (s *seen) before(text string, row Row) (place say.Text, again bool) {
	if !s.again[maphash.String(s.seed, text)] {
		return say.Text{}, false
	}
	at, again := s.first[text]
	if !again {
		n := row.Number
		if s.from.sheet != nil || s.from.ownLine && row.Line > 0 {
			n = row.Line
		}
		s.first[text] = uint32(n)
		return say.Text{}, false
	}
	return Row{Number: int(at), Line: int(at), origin: s.from}.Place(), true
}
