package period

import (
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Span is a range of time in whole seconds, both ends inclusive: To stands for that second through
// its last nanosecond. Days are those of From's Location.
type Span struct{ From, To time.Time }

// String returns "2025-03-01 00:00:00 to 2025-03-31 23:59:59", in From's Location.
func (s Span) String() string {
	return s.From.Format(time.DateTime) + " to " + s.To.In(s.From.Location()).Format(time.DateTime)
}

// Len returns the time the span covers, both ends included: one second where From equals To.
func (s Span) Len() time.Duration { return s.To.Sub(s.From) + time.Second }

// Contains reports whether t lies in the span; fractions of To's second do.
func (s Span) Contains(t time.Time) bool {
	return !t.Before(s.From) && t.Before(s.To.Add(time.Second))
}

// Cut splits the span after the first n of it; ok is false when there is nothing left after them.
func (s Span) Cut(n time.Duration) (first, rest Span, ok bool) {
	next := s.From.Add(n)
	if next.After(s.To) {
		return s, Span{}, false
	}
	return Span{s.From, next.Add(-time.Second)}, Span{next, s.To}, true
}

// Widen returns the span with margin more on each side.
func (s Span) Widen(margin time.Duration) Span {
	return Span{s.From.Add(-margin), s.To.Add(margin)}
}

// WholeSeconds returns the span with fractions of a second dropped. A span that runs backwards is a fault.Usage.
func (s Span) WholeSeconds() (Span, error) {
	s = Span{s.From.Truncate(time.Second), s.To.Truncate(time.Second)}
	if s.To.Before(s.From) {
		return s, fault.Errorf(fault.Usage, "the range %s ends before it begins", s)
	}
	return s, nil
}
