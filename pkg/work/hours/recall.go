package hours

// recall keeps texts, each once, and which came after which. Sources name the same people in the same order day after day, so that
// nearly every text is the expected one and no map is asked.
type recall struct {
	places map[string]int32
	texts  []string
	after  []int32 // by place: where the text is that came next the last time
	last   int32   // the place of the text that came last
}

// nobody is no place.
const nobody = -1

func newRecall() recall { return recall{places: map[string]int32{}, last: nobody} }

// expected returns the text that is likely to come, and its place; nobody: none is.
func (r *recall) expected() (string, int32) {
	if r.last == nobody || r.after[r.last] == nobody {
		return "", nobody
	}
	i := r.after[r.last]
	return r.texts[i], i
}

// add keeps a text that is not there yet, and returns its place.
func (r *recall) add(text string) int32 {
	i := int32(len(r.texts))
	r.places[text] = i
	r.texts, r.after = append(r.texts, text), append(r.after, nobody)
	return i
}

// came tells that the text of a place came.
func (r *recall) came(i int32) {
	if r.last != nobody {
		r.after[r.last] = i
	}
	r.last = i
}
