package nipoplus

import (
	"context"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// trim drops what only the margins around the whole span brought. A record that has a time in the second outside and
// none in the span is such a one. Of one that has both, the vendor alone knows by which it goes: it is asked.
func (s search) trim(ctx context.Context, span period.Span, p *piece, entries []entry) ([]entry, error) {
	var err error
	if p.span.To.Equal(span.To) {
		after := span.To.Add(margin)
		entries, err = s.drop(ctx, span, after, entries, period.Span{From: after, To: after}, func(_ entry, beyond bool) bool { return !beyond })
	}
	if p.span.From.Equal(span.From) && err == nil {
		inside := period.Span{From: span.From, To: p.ask.To}
		entries, err = s.drop(ctx, span, span.From.Add(-margin), entries, inside, func(e entry, inside bool) bool {
			return inside || slices.Contains(e.times, span.From.UnixMilli()) // which "from" may leave out
		})
	}
	return entries, err
}

// drop looks at the entries that have a time in one second outside the span. Those that have one in it, too, are kept
// as keep says, which is told whether the vendor gives them for ask.
func (s search) drop(ctx context.Context, span period.Span, second time.Time, entries []entry, ask period.Span, keep func(e entry, given bool) bool) ([]entry, error) {
	var given map[string]bool
	var kept []entry
	unsaid := false // a range of no length may be an error: too much is better than too little
	for _, e := range entries {
		switch {
		case !e.in(second, second):
			kept = append(kept, e)
			continue
		case !e.in(span.From, span.To):
			continue
		case given == nil:
			got, _, err := s.get(ctx, &ask, s.most())
			unsaid = fault.KindOf(err) == fault.Refused
			if err != nil && !missing(err) && !unsaid {
				return nil, err
			}
			given = map[string]bool{}
			for _, e := range got {
				given[e.key()] = true
			}
		}
		if unsaid || keep(e, given[e.key()]) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// in reports whether one of the record's times lies in a range of seconds.
func (e entry) in(from, to time.Time) bool {
	return slices.ContainsFunc(e.times, func(ms int64) bool { return within(ms, from, to) })
}
