package people

// Numbers holds what a service calls its people by. It knows which number another one was before a spreadsheet dropped its zeros.
type Numbers struct {
	there map[string]bool
	bare  map[string]string // by what is left without leading zeros
}

// Add takes a number that is there.
func (n *Numbers) Add(number string) {
	if n.there == nil {
		n.there, n.bare = map[string]bool{}, map[string]string{}
	}
	n.there[number] = true
	n.bare[bare(number)] = number
}

// Near returns those of the numbers that are not there and differ by leading zeros only from one that is, each with that one:
// "3 (000003)".
func (n *Numbers) Near(numbers ...string) []string {
	var near []string
	for _, number := range numbers {
		if there, known := n.bare[bare(number)]; known && !n.there[number] {
			near = append(near, number+" ("+there+")")
		}
	}
	return near
}

// NumbersOf returns the numbers of a list.
func NumbersOf(there []string) *Numbers {
	n := &Numbers{}
	for _, number := range there {
		n.Add(number)
	}
	return n
}
