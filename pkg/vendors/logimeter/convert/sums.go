package convert

// groupKey is what is summed together: a process in a day, and in a slot of it.
type groupKey struct{ process, day, label int }

// sums are those of a group.
type sums struct {
	quantity, effort int64
	last             int // the latest time
}

func (s *sums) add(quantity, effort int64, at int) {
	s.quantity += quantity
	s.effort += effort
	s.last = max(s.last, at)
}

// earliest is before all times.
const earliest = -1 << 62

// add finds the group of a line.
func (w *worker) add(e *entry, day, at, number int) *sums {
	label := w.label(day, at)
	if e.sums != nil && e.day == day && e.label == label {
		return e.sums
	}
	if w.seen[e.process.index] == 0 {
		w.seen[e.process.index] = number
	}
	key := groupKey{e.process.index, day, label}
	s := w.groups[key]
	if s == nil {
		s = &sums{last: earliest}
		w.groups[key] = s
	}
	e.day, e.label, e.sums = day, label, s
	return s
}

// label is the time that the row of a slot bears; 0 where the slot is the file.
func (b *bound) label(day, at int) int {
	if b.Slot == 0 {
		return 0
	}
	end := floorDiv(at+b.Slot-1, b.Slot) * b.Slot
	return min(end, (day+1)*secondsOfDay+b.DayChange-60)
}

// join adds what another worker found.
func (w *worker) join(o *worker) {
	for key, theirs := range o.groups {
		if ours := w.groups[key]; ours != nil {
			ours.add(theirs.quantity, theirs.effort, theirs.last)
			continue
		}
		w.groups[key] = theirs
	}
	for i, line := range o.seen {
		if line > 0 && (w.seen[i] == 0 || line < w.seen[i]) {
			w.seen[i] = line
		}
	}
	w.unknown.join(o.unknown)
	w.problems.join(o.problems)
	w.lines += o.lines
}
