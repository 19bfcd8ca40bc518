package convert

import "slices"

// fixed is a layout whose numbers all have their full width, as those of most files have. What does not look so is
// read by parse, number by number.
type fixed struct {
	length  int // 0: the layout has no such form
	marks   []mark
	numbers []place
	dateEnd int // what begins as the line before, up to here, has the same day; 0: it is not at the beginning
	clock   int // where the marks and the numbers behind dateEnd begin
	ticks   int
}

// mark is a byte that must stand in its place.
type mark struct {
	at   int
	char byte
}

// place is where a number of two digits stands; a year has two of them.
type place struct {
	at      int
	field   field
	century bool
}

// newFixed finds the places of a layout.
func newFixed(ops []op) (f fixed) {
	inOrder := true
	for _, o := range ops {
		switch {
		case o.field == literal:
			for i, c := range o.text {
				f.marks = append(f.marks, mark{f.length + i, c})
			}
			f.length += len(o.text)
		case o.most == 4:
			f.numbers = append(f.numbers, place{f.length, o.field, true}, place{f.length + 2, o.field, false})
			f.length += 4
		case o.most == 2:
			f.numbers = append(f.numbers, place{f.length, o.field, false})
			f.length += 2
		default:
			return fixed{}
		}
		if o.field.ofDate() {
			inOrder = inOrder && !slices.ContainsFunc(f.numbers, func(p place) bool { return p.field.ofTime() })
			f.dateEnd, f.clock, f.ticks = f.length, len(f.marks), len(f.numbers)
		}
	}
	if !inOrder {
		f.dateEnd = 0
	}
	return f
}

// before is what the cell of the line before was like; the next one is likely to have its layout and its day.
type before struct {
	layout *layout
	clock  fixed // what comes after the day
	text   [16]byte
	date   int
}

// readAfter is read, quicker and without a reason.
func (s *stamp) readAfter(cell []byte, last *before, r *reading) bool {
	if l := last.layout; l != nil {
		if n, end := last.clock.length, l.fixed.dateEnd; n > 0 && len(cell) == n && string(cell[:end]) == string(last.text[:end]) {
			var v [fields]int
			if last.clock.parse(cell, &v) {
				if seconds, ok := l.secondsOf(&v); ok {
					*r = reading{last.date, seconds, true, l.hasTime}
					return true
				}
			}
		}
		if date, seconds, ok := l.parse(cell); ok {
			*r = reading{date, seconds, l.hasDate, l.hasTime}
			last.remember(cell, date)
			return true
		}
	}
	for _, l := range s.layouts {
		if date, seconds, ok := l.parse(cell); ok {
			*r = reading{date, seconds, l.hasDate, l.hasTime}
			last.layout = l
			last.remember(cell, date)
			return true
		}
	}
	return false
}

func (b *before) remember(cell []byte, date int) {
	f := &b.layout.fixed
	if f.dateEnd == 0 || f.dateEnd > len(b.text) || len(cell) != f.length {
		b.clock = fixed{} // nothing to compare with
		return
	}
	b.clock = fixed{length: f.length, marks: f.marks[f.clock:], numbers: f.numbers[f.ticks:]}
	b.date = date
	copy(b.text[:], cell[:f.dateEnd])
}

// parse reads the numbers of a cell of the right length.
func (f *fixed) parse(cell []byte, v *[fields]int) bool {
	cell = cell[:f.length]
	for _, m := range f.marks {
		if cell[m.at] != m.char {
			return false
		}
	}
	for i := range f.numbers {
		p := &f.numbers[i]
		tens, ones := cell[p.at]-'0', cell[p.at+1]-'0'
		if tens > 9 || ones > 9 {
			return false
		}
		n := int(tens)*10 + int(ones)
		if p.century {
			v[p.field] = n * 100
			continue
		}
		v[p.field] += n
	}
	return true
}
