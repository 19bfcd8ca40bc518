package convert

import (
	"fmt"
	"strings"
	"time"
)

// Words say what the rule means, one thing a line.
func (r *Rule) Words() []string {
	line := func(what, format string, args ...any) string {
		return fmt.Sprintf("%-17s", what+":") + fmt.Sprintf(format, args...)
	}
	words := []string{
		line("kind", "%s", map[Kind]string{Plan: "planned quantities, the total of each day", Actual: "actual quantities"}[r.Kind]),
		line("file", "%s, lines end with %s, %s", encodingName(r.Encoding), r.Newline, count(r.HeaderLines, "%d header line", "%d header lines")),
		line("key", "%s", r.keyWords()),
		line("processes", "%s", r.processWords()),
		line("day", "column %s%s", r.Date, r.dayWords()),
	}
	if !r.Time.None() {
		words = append(words, line("time", "column %s", r.Time))
	}
	if !r.AccountingDate.None() {
		words = append(words, line("accounting date", "column %s, for the processes that have one", r.AccountingDate))
	}
	words = append(words, line("format", "%s", r.FormatText), line("quantity", "column %s, summed", r.Quantity))
	if r.Kind == Plan {
		return words
	}
	return append(words, line("effort", "%s", r.effortWords()), line("data type", "%s", r.typeWords()), line("slot", "%s", r.slotWords()))
}

// count is n in words, with the format for one or the other.
func count(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf(one, n)
	}
	return fmt.Sprintf(many, n)
}

func (r *Rule) keyWords() string {
	var names []string
	for _, c := range r.Key {
		names = append(names, c.String())
	}
	if len(names) == 1 {
		return "column " + names[0]
	}
	return "columns " + strings.Join(names, ", ") + ", joined by _"
}

func (r *Rule) processWords() string {
	ids, accounting := map[int64]bool{}, 0
	for _, p := range r.Processes {
		if p.Accounting && !ids[p.ID] {
			accounting++
		}
		ids[p.ID] = true
	}
	format := "%s for %d processes"
	if len(ids) == 1 {
		format = "%s for %d process"
	}
	text := fmt.Sprintf(format, count(len(r.Processes), "%d key", "%d keys"), len(ids))
	if accounting > 0 {
		text += fmt.Sprintf(", %d of them summed by accounting date", accounting)
	}
	return text
}

func (r *Rule) dayWords() string {
	switch {
	case r.DayChange > 0:
		return fmt.Sprintf("; a time before %s belongs to the day before", clock(r.DayChange))
	case r.Time.None():
		return ""
	}
	return "; a day begins at 00:00, so that 25:30 belongs to the next one"
}

func (r *Rule) effortWords() string {
	switch {
	case r.Effort.None():
		return "left blank, which LOGIMETER allows for processes that get it from their work (5-7)"
	case r.Effort.Hours.None():
		return fmt.Sprintf("from column %s to column %s, summed, then rounded to a tenth of an hour", r.Effort.Start, r.Effort.End)
	}
	return fmt.Sprintf("column %s, in hours, summed, then rounded to a tenth", r.Effort.Hours)
}

func (r *Rule) typeWords() string {
	if r.Cumulative {
		return "2, cumulative: the lines are all that was done on the day so far"
	}
	return "1, difference: the lines are what was done since the last file"
}

func (r *Rule) slotWords() string {
	if r.Slot == 0 {
		return "the file: one row for each process and day, at its latest time"
	}
	return fmt.Sprintf("%s: one row for each process and slot, which bears the slot's end (the last of a day: %s)",
		length(r.Slot), clock(mod(r.DayChange-60, secondsOfDay)))
}

// length is a slot as the rule writes it.
func length(seconds int) string {
	if seconds%3600 == 0 {
		return fmt.Sprintf("%dh", seconds/3600)
	}
	return fmt.Sprintf("%dm", seconds/60)
}

func clock(seconds int) string { return fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60) }

// words say what a line means.
func (b *bound) words(l line) string {
	text := fmt.Sprintf("%s is process %d, day %s", quoted(l.key), l.process.id, date(l.day))
	if b.Kind == Actual {
		text += ", time " + moment(l.at)
		if b.Slot > 0 {
			text += ", slot " + moment(b.label(l.day, l.at))
		}
	}
	text += fmt.Sprintf(", quantity %d", l.quantity)
	if !b.Effort.None() {
		text += fmt.Sprintf(", effort %.2f h", float64(l.effort)/float64(b.unit))
	}
	return text
}

func date(day int) string { return moment(day * secondsOfDay)[:len(time.DateOnly)] }

func moment(at int) string {
	return time.Unix(int64(at), 0).UTC().Format("2006-01-02 15:04")
}
