package nipoplus

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// newest gives the n newest records, newest first: of the span, or of all when there is none. One answer without a
// range holds the newest MaxSize (直近); what lies before that is read in pieces, from the end backwards.
func (s search) newest(ctx context.Context, span *period.Span, n int) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		b := &backwards{search: s, evidence: newEvidence(len(s.clocks)), left: n, yield: yield}
		if span != nil {
			b.run(ctx, seconds(*span), nil)
			return
		}
		first, capped, err := s.get(ctx, nil, min(n, MaxSize))
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		before, ok := oldest(first)
		b.run(ctx, period.Span{From: time.Unix(0, 0).In(jst), To: before}, func() (more bool) {
			b.evidence.learn(first, nil)
			return b.hand(first, nil) && capped && ok
		})
	}
}

// backwards reads a span piece by piece from its end.
type backwards struct {
	search
	evidence evidence
	left     int // records still wanted
	top      map[string]bool
	seen     seen
	yield    func(record.Record, error) bool
	partial  error
}

// run gives what was had first, and then reads on.
func (b *backwards) run(ctx context.Context, span period.Span, first func() (more bool)) {
	if first != nil && !first() {
		return
	}
	// Records that the first answer held may come again: the vendor alone knows by which of their times it is sorted.
	width := span.Len()
	if first != nil {
		width = 24 * time.Hour
	}
	for to := span.To; !to.Before(span.From); {
		part := period.Span{From: to.Add(time.Second - width), To: to}
		if part.From.Before(span.From) {
			part.From = span.From
		}
		entries, capped, err := b.fetch(ctx, span, part)
		if err != nil && !missing(err) {
			b.yield(record.Record{}, err)
			return
		}
		if capped && part.Len() > time.Second {
			width = (part.Len() / 2).Truncate(time.Second)
			continue
		}
		if capped {
			err = fault.Errorf(fault.Partial, "%s: records may be missing, because one answer does not hold all of the second %s", b.whose, part.From.Format(time.DateTime)).
				WithHint("all other records were given; look these up in the service itself")
		}
		ask := period.Span{From: part.From.Add(-margin), To: part.To.Add(margin)}
		b.evidence.learn(entries, &ask)
		if !b.hand(b.seen.fresh(entries, ask), err) {
			return
		}
		to = part.From.Add(-time.Second)
		if len(entries) < MaxSize/2 {
			width = 2 * part.Len()
		}
	}
	if b.partial != nil {
		b.yield(record.Record{}, b.partial)
	}
}

// hand gives records until there are enough; what is missing is said when they are. false: no more is wanted.
func (b *backwards) hand(entries []entry, partial error) bool {
	if partial != nil {
		b.partial = both(b.partial, partial)
	}
	first := b.top == nil
	if first {
		b.top = map[string]bool{}
	}
	clock, _ := b.evidence.clock()
	slices.SortStableFunc(entries, func(a, b entry) int { return byClock(clock)(b, a) })
	for _, e := range entries {
		switch {
		case b.top[e.key()]:
			continue
		case first:
			b.top[e.key()] = true
		}
		if !b.yield(e.record, nil) {
			return false
		}
		if b.left--; b.left == 0 {
			if b.partial != nil {
				b.yield(record.Record{}, b.partial)
			}
			return false
		}
	}
	return true
}

// oldest returns the second that no record before those of an answer can lie behind, by whatever clock they are sorted.
func oldest(entries []entry) (before time.Time, known bool) {
	bound := never
	for clock := range clocksOf(entries) {
		bound = max(bound, slices.MinFunc(entries, byClock(clock)).times[clock])
	}
	return time.UnixMilli(bound).In(jst).Truncate(time.Second), bound != never
}

func clocksOf(entries []entry) int {
	if len(entries) == 0 {
		return 0
	}
	return len(entries[0].times)
}
