package people

// places are those who have a number. Most numbers one has alone, and most are digits, which are looked up without their text.
type places struct {
	digits map[uint64]*block // by the number's upper part
	others map[string]int
	many   map[string][]int // of numbers that several have, all of them
}

// block holds who has which of 32 numbers that follow one another, as a company gives them out: the place and one; 0: nobody.
type block [32]int32

func newPlaces() *places {
	return &places{digits: map[uint64]*block{}, others: map[string]int{}, many: map[string][]int{}}
}

// digitsOf returns the length and the value of a number of few digits as one: 007 is not 7.
func digitsOf(number string) (uint64, bool) {
	if number == "" || len(number) > 16 {
		return 0, false
	}
	n := uint64(0)
	for i := range len(number) {
		d := number[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint64(d)
	}
	return n | uint64(len(number))<<56, true // 16 digits take less than 54 bits
}

// first returns the first who has a number.
func (p *places) first(number string) (int, bool) {
	if n, few := digitsOf(number); few {
		b := p.digits[n/uint64(len(block{}))]
		if b == nil {
			return 0, false
		}
		i := int(b[n%uint64(len(b))]) - 1
		return i, i >= 0
	}
	i, there := p.others[number]
	return i, there
}

func (p *places) set(number string, i int) {
	if n, few := digitsOf(number); few {
		b := p.digits[n/uint64(len(block{}))]
		if b == nil {
			b = new(block)
			p.digits[n/uint64(len(b))] = b
		}
		b[n%uint64(len(b))] = int32(i + 1)
		return
	}
	p.others[number] = i
}

func (p *places) add(number string, i int) {
	first, taken := p.first(number)
	switch {
	case !taken:
		p.set(number, i)
	case first == i:
	case p.many[number] == nil:
		p.many[number] = []int{first, i}
	default:
		p.many[number] = append(p.many[number], i)
	}
}

func (p *places) all(number string) []int {
	if many := p.many[number]; many != nil {
		return many
	}
	if i, there := p.first(number); there {
		return []int{i}
	}
	return nil
}
