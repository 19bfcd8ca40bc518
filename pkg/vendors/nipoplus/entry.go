package nipoplus

import (
	"cmp"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
)

// entry is a record on its way through a pull.
type entry struct {
	record record.Record
	id     string  // "" where it has none; the document calls a timecard's optional
	times  []int64 // by clock
	at     time.Time
	piece  *piece
}

// piece is a part of a range, what was asked for it, and how many entries came.
type piece struct {
	span, ask period.Span
	n         int
}

// key tells records apart: by their id, else by all that they hold.
func (e entry) key() string {
	if e.id != "" {
		return e.id
	}
	return "\x00" + string(e.record.JSON())
}

func (e entry) timed() bool {
	return slices.ContainsFunc(e.times, func(ms int64) bool { return ms != never })
}

// place gives the entries of an answer a time inside their piece, by which window halves it: their own, by a clock
// that is right for all of them, else the piece is divided evenly among them. They are kept whatever it is: the
// vendor alone knows which of their times it went by.
func place(entries []entry, p *piece) {
	p.n = len(entries)
	clock := slices.Index(fitting(entries, p.ask), true)
	for i := range entries {
		e := &entries[i]
		e.piece = p
		e.at = p.span.From.Add(p.span.Len() / time.Duration(len(entries)+1) * time.Duration(i+1))
		if clock >= 0 {
			e.at = time.UnixMilli(e.times[clock])
		}
		switch end := p.span.To.Add(time.Second - time.Nanosecond); {
		case e.at.Before(p.span.From):
			e.at = p.span.From
		case e.at.After(end):
			e.at = end
		}
	}
}

// fitting says of each clock whether all entries lie by it in what was asked for.
func fitting(entries []entry, ask period.Span) []bool {
	var fits []bool
	if len(entries) > 0 {
		for i := range entries[0].times {
			fits = append(fits, !slices.ContainsFunc(entries, func(e entry) bool { return !within(e.times[i], ask.From, ask.To) }))
		}
	}
	return fits
}

// byClock orders entries by one of their times, and then by id.
func byClock(clock int) func(a, b entry) int {
	return func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.times[clock], b.times[clock]), cmp.Compare(a.id, b.id))
	}
}
