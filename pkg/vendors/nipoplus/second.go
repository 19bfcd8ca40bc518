package nipoplus

import (
	"context"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// second returns the last resort for one second whose answer, margins included, was capped: ask for less around it. What
// comes must hold the second's both ends, or it counts as capped, too.
func (s search) second(ctx context.Context, t time.Time, wide []entry) (_ []entry, capped bool, err error) {
	all := wide
	for _, ask := range []period.Span{{From: t, To: t.Add(time.Second)}, {From: t, To: t}} {
		got, capped, err := s.narrow(ctx, ask)
		if err != nil {
			return nil, false, err
		}
		all = union(all, got)
		if !capped && (ask.To.After(t) || wholeSecond(got, t)) {
			return s.begun(ctx, t, got, wide, all)
		}
	}
	return all, true, nil
}

// narrow works like get for ranges so short that the vendor may refuse them: then nothing came, and it does not count.
func (s search) narrow(ctx context.Context, ask period.Span) (got []entry, capped bool, err error) {
	got, capped, err = s.get(ctx, &ask, s.most())
	switch {
	case fault.KindOf(err) == fault.Refused:
		return nil, true, nil
	case err != nil && !missing(err):
		return nil, false, err
	}
	return got, capped, nil
}

// begun reports whether the entries of a second hold those at its first millisecond, too, which a "from" may leave out and
// capped answers need not hold: "from" is seen to include it, the answer that was capped is seen to reach over it, or
// the second before, which ends with it, knows of none that the others lack.
func (s search) begun(ctx context.Context, t time.Time, got, wide, all []entry) (_ []entry, capped bool, err error) {
	if includes(got, t) || reachesOver(wide, t) {
		return all, false, nil
	}
	before, capped, err := s.narrow(ctx, period.Span{From: t.Add(-time.Second), To: t})
	if err != nil {
		return nil, false, err
	}
	lacks := slices.ContainsFunc(without(all, union(got, before)), func(e entry) bool { return slices.Contains(e.times, t.UnixMilli()) })
	return union(all, before), capped || lacks, nil
}

// includes reports whether a second's entries have one at its very first millisecond, by a clock that is right for all.
func includes(got []entry, t time.Time) bool {
	for clock, fits := range fitting(got, period.Span{From: t, To: t.Add(time.Second)}) {
		if fits && slices.ContainsFunc(got, func(e entry) bool { return e.times[clock] == t.UnixMilli() }) {
			return true
		}
	}
	return false
}

// reachesOver reports whether an answer is sorted by a clock that is right for all of it and goes on from before t to
// behind it: then it was not cut there.
func reachesOver(wide []entry, t time.Time) bool {
	v, ask := newEvidence(clocksOf(wide)), period.Span{From: t.Add(-margin), To: t.Add(margin)}
	v.learn(wide, &ask)
	for clock := range v.fits {
		before := func(e entry) bool { return e.times[clock] < t.UnixMilli() }
		behind := func(e entry) bool { return e.times[clock] > t.UnixMilli() }
		if v.fits[clock] && v.sorted[clock] && slices.ContainsFunc(wide, before) && slices.ContainsFunc(wide, behind) {
			return true
		}
	}
	return false
}

// wholeSecond reports whether the answer to [t, t] proves that an end means the whole of its second: something came that
// has none of its times at the first millisecond.
func wholeSecond(got []entry, t time.Time) bool {
	return slices.ContainsFunc(got, func(e entry) bool { return e.timed() && !slices.Contains(e.times, t.UnixMilli()) })
}

// union returns a with what b has more: of records without an id, equal ones are real within one answer.
func union(a, b []entry) []entry { return append(slices.Clip(a), without(b, a)...) }

// without returns those of a that b does not have, as often as it does not.
func without(a, b []entry) []entry {
	count := map[string]int{}
	for _, e := range b {
		count[e.key()]++
	}
	var rest []entry
	for _, e := range a {
		if key := e.key(); count[key] > 0 {
			count[key]--
		} else {
			rest = append(rest, e)
		}
	}
	return rest
}
