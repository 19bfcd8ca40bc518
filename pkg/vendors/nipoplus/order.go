package nipoplus

import (
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// order hands the entries of pieces on, each once, by time and then by id.
type order struct {
	evidence evidence
	seen     seen
	batch    []entry // of one piece
	held     []entry // that lie behind their piece, among what the next one brings
	what     say.Text
}

func newOrder(s search) *order { return &order{evidence: newEvidence(len(s.clocks)), what: s.what} }

// add takes the next entry. A piece is handed on as soon as it is whole, and not kept until the next one is there.
func (o *order) add(e entry, yield func(record.Record, error) bool) (more bool) {
	if len(o.batch) > 0 && e.piece != o.batch[0].piece && !o.flush(yield) {
		return false
	}
	o.batch = append(o.batch, e)
	return len(o.batch) < e.piece.n || o.flush(yield)
}

// flush hands on the entries of one piece.
func (o *order) flush(yield func(record.Record, error) bool) (more bool) {
	p := o.batch[0].piece
	o.evidence.learn(o.batch, &p.ask)
	clock, sure := o.evidence.clock()
	ready := append(o.held, o.seen.fresh(o.batch, p.ask)...)
	clear(o.batch) // or its answer stays in memory
	o.batch, o.held = o.batch[:0], nil
	slices.SortStableFunc(ready, byClock(clock))
	if sure {
		end := p.span.To.Add(time.Second).UnixMilli()
		later := slices.IndexFunc(ready, func(e entry) bool { return e.times[clock] >= end })
		if later >= 0 {
			o.held = slices.Clone(ready[later:])
			ready = ready[:later]
		}
	}
	return handOn(ready, yield)
}

// end hands on what is left.
func (o *order) end(yield func(record.Record, error) bool) (more bool) {
	return (len(o.batch) == 0 || o.flush(yield)) && handOn(o.held, yield)
}

func handOn(entries []entry, yield func(record.Record, error) bool) bool {
	for _, e := range entries {
		if !yield(e.record, nil) {
			return false
		}
	}
	return true
}

// doubt returns the error of records that can't be told from others.
func (o *order) doubt() error {
	if !o.seen.doubtful {
		return nil
	}
	return fault.Errorf(fault.Partial, "some %s may be there twice: they have neither an id nor a time that is known", o.what).
		WithHint("a shorter range, with less than %d, is read in one piece", MaxSize)
}

// seen remembers what pieces gave that the next ones may give again, and no more: memory stays flat however long the
// range.
type seen struct {
	pieces   []given
	doubtful bool
}

type given struct {
	ask   period.Span
	count map[string]int
}

// fresh returns the entries that no overlapping piece gave before. A record without an id is taken for another's copy only
// as often as that piece had it: within one answer equal records are real.
func (s *seen) fresh(batch []entry, ask period.Span) []entry {
	s.pieces = slices.DeleteFunc(s.pieces, func(g given) bool { return g.ask.To.Before(ask.From) || ask.To.Before(g.ask.From) })
	own := given{ask, map[string]int{}}
	var fresh []entry
	for _, e := range batch {
		key := e.key()
		again := e.id != "" && own.count[key] > 0
		for _, g := range s.pieces {
			if g.count[key] > 0 {
				g.count[key]--
				again = true
			}
		}
		own.count[key]++
		if again && e.id == "" && !e.timed() {
			s.doubtful, again = true, false
		}
		if !again {
			fresh = append(fresh, e)
		}
	}
	s.pieces = append(s.pieces, own)
	return fresh
}

// both returns two errors of which the first decides the kind.
func both(first, second error) error {
	switch {
	case first == nil:
		return second
	case second == nil:
		return first
	}
	return &fault.Error{Kind: fault.KindOf(first), Message: say.Join("; ", say.T("%w", first), say.T("%w", second)), Hint: fault.HintOf(first), Err: first}
}
