package convert

import "slices"

// fixedLayout is a layout whose numbers all have their full width, as in most files. Other cells are read by layout.match.
type fixedLayout struct {
	length      int // 0: the layout has no such form
	separators  []separator
	numbers     []digitPair
	dateEnd     int // where the day ends; 0: it does not stand at the beginning
	timeBytes   int // the first of separators behind dateEnd
	timeNumbers int // the first of numbers behind dateEnd
}

// separator is a byte that must stand at its position.
type separator struct {
	at   int
	char byte
}

// digitPair is where a number of two digits stands; a year has two of them.
type digitPair struct {
	at      int
	field   field
	century bool
}

// newFixed finds where the numbers of a layout stand.
func newFixed(ops []op) (f fixedLayout) {
	inOrder := true
	for _, o := range ops {
		switch {
		case o.field == literal:
			for i, c := range o.text {
				f.separators = append(f.separators, separator{f.length + i, c})
			}
			f.length += len(o.text)
		case o.most == 4:
			f.numbers = append(f.numbers, digitPair{f.length, o.field, true}, digitPair{f.length + 2, o.field, false})
			f.length += 4
		case o.most == 2:
			f.numbers = append(f.numbers, digitPair{f.length, o.field, false})
			f.length += 2
		default:
			return fixedLayout{}
		}
		if o.field.ofDate() {
			inOrder = inOrder && !slices.ContainsFunc(f.numbers, func(p digitPair) bool { return p.field.ofTime() })
			f.dateEnd, f.timeBytes, f.timeNumbers = f.length, len(f.separators), len(f.numbers)
		}
	}
	if !inOrder {
		f.dateEnd = 0
	}
	return f
}

// previousCell holds what the cell of the line before had; the next line is likely to have the same layout and day.
type previousCell struct {
	layout *layout
	clock  fixedLayout // what comes after the day
	text   [16]byte
	date   int
}

// readFast does what read does, faster and without a reason.
func (t *timeColumn) readFast(cell []byte, last *previousCell, r *reading) bool {
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
	for _, l := range t.layouts {
		if date, seconds, ok := l.parse(cell); ok {
			*r = reading{date, seconds, l.hasDate, l.hasTime}
			last.layout = l
			last.remember(cell, date)
			return true
		}
	}
	return false
}

// remember stores the day of a cell for the next line.
func (p *previousCell) remember(cell []byte, date int) {
	f := &p.layout.fixed
	if f.dateEnd == 0 || f.dateEnd > len(p.text) || len(cell) != f.length {
		p.clock = fixedLayout{} // nothing to compare with
		return
	}
	p.clock = fixedLayout{length: f.length, separators: f.separators[f.timeBytes:], numbers: f.numbers[f.timeNumbers:]}
	p.date = date
	copy(p.text[:], cell[:f.dateEnd])
}

// parse reads the numbers of a cell of the right length.
func (f *fixedLayout) parse(cell []byte, v *[fields]int) bool {
	cell = cell[:f.length]
	for _, s := range f.separators {
		if cell[s.at] != s.char {
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
