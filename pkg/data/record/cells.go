package record

import "slices"

// cellRoom counts the bytes that are copied for a value of up to that length: a copy of a fixed size needs neither a loop nor a call.
const cellRoom = 32

// AppendCells appends the first width values of a record as the cells of a line, with comma between two of them: numbers, true and false
// as they were sent, strings without their quotes, nothing for null and for what the record lacks. second are further places for
// a value that it lacks, by cell, or nil. The bytes between the quotes are not looked at: escapes stand as they were sent, and the
// caller finds out what else can't be in a cell. ok is false for a record that [Extractor.Placed] does not know the values of, and
// for one with a list, an object, or a text that begins or ends with a blank; nothing is appended then. The array of dst is written to
// beyond what is returned.
func (e *Extractor) AppendCells(dst []byte, r *Record, width int, second [][]int, comma byte) (_ []byte, ok bool) {
	if !e.knows(r) {
		return dst, false
	}
	x, raw := r.index, r.raw
	o := &x.found[r.number]
	if doc := x.doc; int(o.at) < len(doc) && &doc[o.at] == &raw[0] {
		raw = doc[o.at:] // what follows the record may be copied with a value, and is written over by the next one
	}
	places := x.places[o.first:]
	w := len(dst)
	out := slices.Grow(dst, width*(cellRoom+1))
	out = out[:cap(out)]
	for i, slot := range e.plan.slots[:width] {
		if i > 0 {
			out[w] = comma
			w++
		}
		text, from, end := raw, 0, 0
		if slot >= 0 {
			from, end = int(places[2*slot]), int(places[2*slot+1])
		}
		switch {
		case end > 0:
		case slot == slotFront:
			text = r.front.value
			end = len(text)
		default:
			placed := e.placed(r)
			if text = placed.ValueOr(i, second); text == nil {
				continue
			}
			end = len(text)
		}
		switch c := text[from]; {
		case c-'0' < 10 || c == '-':
		case c == '"':
			from, end = from+1, end-1
			if from == end {
				continue
			}
			if text[from] == ' ' || text[end-1] == ' ' {
				return dst, false
			}
		case c == 'n':
			continue
		case c == '[' || c == '{':
			return dst, false
		}
		size := end - from
		switch {
		case size > cellRoom: // the cells behind it keep their room
			out = slices.Grow(out[:w], size+(width-i)*(cellRoom+1))
			out = out[:cap(out)]
			copy(out[w:], text[from:end])
		case len(text)-from >= cellRoom:
			copy(out[w:w+cellRoom], text[from:from+cellRoom])
		default:
			copy(out[w:], text[from:end])
		}
		w += size
	}
	return out[:w], true
}
