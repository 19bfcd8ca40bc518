package people

// filter reports quickly that a text is none of some few: of 100,000 names and mail addresses hardly any has to be looked up.
type filter [1 << 10]uint64

func (f *filter) add(text string) {
	n := sketch(text)
	f[n>>6] |= 1 << (n & 63)
}

func (f *filter) has(text string) bool {
	n := sketch(text)
	return f[n>>6]&(1<<(n&63)) != 0
}

// sketch returns a number below 65,536 that texts which differ near an end seldom share.
func sketch(text string) uint32 {
	n := uint32(len(text))
	for i := range min(len(text), 8) {
		n = (n ^ uint32(text[i])) * 16777619
	}
	for i := max(len(text)-6, 0); i < len(text); i++ {
		n = (n ^ uint32(text[i])) * 16777619
	}
	return n >> 16
}
