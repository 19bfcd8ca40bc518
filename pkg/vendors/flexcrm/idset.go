package flexcrm

// idSet remembers record numbers. FlexCRM counts them up, so that they lie close together: a bit for each, in blocks of 1,024,
// takes about 0.2 MB for a million.
type idSet map[int64]*[16]uint64

// add reports false for a number that is there already.
func (s idSet) add(id int64) bool {
	block := s[id>>10]
	if block == nil {
		block = new([16]uint64)
		s[id>>10] = block
	}
	word, bit := &block[id>>6&15], uint64(1)<<(id&63)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}

func (s idSet) has(id int64) bool {
	block := s[id>>10]
	return block != nil && block[id>>6&15]&(uint64(1)<<(id&63)) != 0
}
