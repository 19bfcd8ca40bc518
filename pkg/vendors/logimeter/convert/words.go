package convert

import (
	"fmt"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// Meaning is what one part of a rule means.
type Meaning struct {
	Part string // "kind", "file", "day": the name of the part, which is not translated
	Text say.Text
}

// Meanings returns what the rule means, part by part.
func (r *Rule) Meanings() []Meaning {
	kind := say.T("actual quantities")
	if r.Kind == Plan {
		kind = say.T("planned quantities, the total of each day")
	}
	list := []Meaning{
		{"kind", kind},
		{"file", say.T("%s, lines end with %s, %s", encodingName(r.Encoding), r.Newline.text(), say.T("%d header {line|lines}", r.HeaderLines))},
		{"key", r.describeKey()},
		{"processes", r.describeProcesses()},
		{"day", r.describeDay()},
	}
	if !r.Time.None() {
		list = append(list, Meaning{"time", say.T("column %s", r.Time)})
	}
	if !r.AccountingDate.None() {
		list = append(list, Meaning{"accounting date", say.T("column %s, for the processes that have one", r.AccountingDate)})
	}
	list = append(list, Meaning{"format", say.Verbatim(r.FormatText)}, Meaning{"quantity", say.T("column %s, summed", r.Quantity)})
	if r.Kind == Plan {
		return list
	}
	return append(list, Meaning{"effort", r.describeEffort()}, Meaning{"data type", r.describeType()}, Meaning{"slot", r.describeSlot()})
}

func (r *Rule) describeKey() say.Text {
	var names []string
	for _, c := range r.Key {
		names = append(names, c.String())
	}
	if len(names) == 1 {
		return say.T("column %s", names[0])
	}
	return say.T("columns %s, joined by _", strings.Join(names, ", "))
}

func (r *Rule) describeProcesses() say.Text {
	ids, accounting := map[int64]bool{}, 0
	for _, p := range r.Processes {
		if p.Accounting && !ids[p.ID] {
			accounting++
		}
		ids[p.ID] = true
	}
	text := say.T("%s for %d {process|processes}", say.T("%d {key|keys}", len(r.Processes)), len(ids))
	if accounting > 0 {
		text = say.T("%s, %d of them summed by accounting date", text, accounting)
	}
	return text
}

func (r *Rule) describeDay() say.Text {
	switch {
	case r.DayChange > 0:
		return say.T("column %s; a time before %s belongs to the day before", r.Date, clock(r.DayChange))
	case r.Time.None():
		return say.T("column %s", r.Date)
	}
	return say.T("column %s; a day begins at 00:00, so that 25:30 belongs to the next one", r.Date)
}

func (r *Rule) describeEffort() say.Text {
	switch {
	case r.Effort.None():
		return say.T("left blank, which LOGIMETER allows for processes that get it from their work (5-7)")
	case r.Effort.Hours.None():
		return say.T("from column %s to column %s, summed, then rounded to a tenth of an hour", r.Effort.Start, r.Effort.End)
	}
	return say.T("column %s, in hours, summed, then rounded to a tenth", r.Effort.Hours)
}

func (r *Rule) describeType() say.Text {
	if r.Cumulative {
		return say.T("2, cumulative: the lines are all that was done on the day so far")
	}
	return say.T("1, difference: the lines are what was done since the last file")
}

func (r *Rule) describeSlot() say.Text {
	if r.Slot == 0 {
		return say.T("the file: one row for each process and day, at its latest time")
	}
	return say.T("%s: one row for each process and slot, which bears the slot's end (the last of a day: %s)",
		duration(r.Slot), clock(mod(r.DayChange-60, secondsOfDay)))
}

// duration returns a number of seconds as the rule writes it: 1h, 30m.
func duration(seconds int) string {
	if seconds%3600 == 0 {
		return fmt.Sprintf("%dh", seconds/3600)
	}
	return fmt.Sprintf("%dm", seconds/60)
}

func clock(seconds int) string { return fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60) }

// describe returns what a line of the file means.
func (b *boundRule) describe(l line) say.Text {
	parts := []say.Text{say.T("%s is process %d, day %s", quoted(l.key), l.process.id, date(l.day))}
	if b.Kind == Actual {
		parts = append(parts, say.T("time %s", dateTime(l.at)))
		if b.Slot > 0 {
			parts = append(parts, say.T("slot %s", dateTime(b.slotTime(l.day, l.at))))
		}
	}
	parts = append(parts, say.T("quantity %d", l.quantity))
	if !b.Effort.None() {
		parts = append(parts, say.T("effort %.2f h", float64(l.effort)/float64(b.unit)))
	}
	return say.Join(", ", parts...)
}

func date(day int) string { return dateTime(day * secondsOfDay)[:len(time.DateOnly)] }

func dateTime(at int) string {
	return time.Unix(int64(at), 0).UTC().Format("2006-01-02 15:04")
}
