package convert

// groupKey names the lines that are summed up together: of a process in a day, and in a slot of it.
type groupKey struct{ process, day, slot int }

// sums holds the sums of a group.
type sums struct {
	quantity, effort int64
	last             int // the latest time
}

func (s *sums) add(quantity, effort int64, at int) {
	s.quantity += quantity
	s.effort += effort
	s.last = max(s.last, at)
}

// earliest is a time before all others.
const earliest = -1 << 62

// add returns the sums of the group that a line belongs to.
func (w *worker) add(e *entry, day, at, number int) *sums {
	slot := w.slotTime(day, at)
	if e.sums != nil && e.day == day && e.slot == slot {
		return e.sums
	}
	if w.firstLines[e.process.index] == 0 {
		w.firstLines[e.process.index] = number
	}
	key := groupKey{e.process.index, day, slot}
	s := w.groups[key]
	if s == nil {
		s = &sums{last: earliest}
		w.groups[key] = s
	}
	e.day, e.slot, e.sums = day, slot, s
	return s
}

// slotTime returns the time that the row of a slot bears, or 0 if the slot is the file.
func (b *boundRule) slotTime(day, at int) int {
	if b.Slot == 0 {
		return 0
	}
	end := floorDiv(at+b.Slot-1, b.Slot) * b.Slot
	return min(end, (day+1)*secondsOfDay+b.DayChange-60)
}

// join adds the sums and problems of another worker.
func (w *worker) join(o *worker) {
	for key, theirs := range o.groups {
		if ours := w.groups[key]; ours != nil {
			ours.add(theirs.quantity, theirs.effort, theirs.last)
			continue
		}
		w.groups[key] = theirs
	}
	for i, line := range o.firstLines {
		if line > 0 && (w.firstLines[i] == 0 || line < w.firstLines[i]) {
			w.firstLines[i] = line
		}
	}
	w.unknown.join(o.unknown)
	w.problems.join(o.problems)
	w.lines += o.lines
}
