package sandbox

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// The morning burst: on each month's 15th, in the minute from 08:59, people punch 25 times a second.
// With the gate it makes windows that a client must cut down to seconds, or to single people.
const (
	burstDay    = 15
	burstStamps = 1500
	burstMinute = 8*time.Hour + 59*time.Minute
	gateDay     = 20
	gateStamps  = 24 * 60 // one a minute
)

// stamp is one punch.
type stamp struct {
	at, local      time.Time
	kind           int // 11 in, 12 out, 21, 22 direct, 31, 32 break
	oddZone        bool
	method         int
	organization   int64
	workplace      any
	latitude, long any
	ip             string
	brief          bool // attributes as in the document's example: fewer names
}

// outOfBurst keeps the burst's minute at exactly its number of stamps.
func outOfBurst(t time.Time) time.Time {
	if t.Day() == burstDay && t.Sub(startOfDay(t)).Truncate(time.Minute) == burstMinute {
		return t.Add(-time.Minute)
	}
	return t
}

// stampsOf returns all stamps of a person within the span, both ends included, in order of time.
func (c *call) stampsOf(p *staff, from, to time.Time) []stamp {
	var found []stamp
	keep := func(st stamp) {
		if !st.at.Before(from) && !st.at.After(to) && !st.at.After(c.now) && !p.retiredBy(st.at) {
			found = append(found, st)
		}
	}
	// A night shift belongs to the day before, so one day more on that side.
	for day := startOfDay(from).AddDate(0, 0, -1); !day.After(to) && p.index >= 0; day = day.AddDate(0, 0, 1) {
		c.eachStamp(p, day, keep)
	}
	for _, st := range c.pushed[p.id] {
		keep(st)
	}
	slices.SortStableFunc(found, func(a, b stamp) int { return a.at.Compare(b.at) })
	return found
}

// eachStamp makes up the stamps of a person's working day.
func (s *Server) eachStamp(p *staff, day time.Time, yield func(stamp)) {
	rng := s.dayRand(p, day)
	w := s.shift(p, day, rng)
	punches := [...]struct {
		at   time.Time
		kind int
	}{{w.in, w.inType}, {w.restStart, 31}, {w.restEnd, 32}, {w.out, w.outType}}
	for i, punch := range punches {
		if punch.at.IsZero() {
			continue
		}
		st := newStamp(p, punch.at, punch.kind, rng)
		yield(st)
		if i == 0 && day.Weekday() == time.Monday && p.index%15 == 3 {
			yield(st) // touched the reader twice: two equal stamps, both real
		}
	}
	if day.Day() == burstDay {
		for k := p.index; k < burstStamps; k += population {
			at := day.Add(burstMinute + time.Duration(k/25)*time.Second)
			yield(newStamp(p, at, 11+k%2, rng))
		}
	}
	if p.id == GateID && day.Day() == gateDay {
		for k := range gateStamps {
			yield(newStamp(p, day.Add(time.Duration(k)*time.Minute), 11+k%2, rng))
		}
	}
}

func newStamp(p *staff, at time.Time, kind int, rng *rand.Rand) stamp {
	st := stamp{
		at: at, kind: kind,
		local:        at.Add(time.Duration(rng.IntN(81)-40) * time.Second),
		oddZone:      rng.IntN(10) == 0,
		method:       1 + rng.IntN(4),
		organization: p.organization,
		ip:           "192.0.2." + strconv.Itoa(1+rng.IntN(250)),
		brief:        rng.IntN(8) == 0,
	}
	if rng.IntN(3) > 0 {
		st.workplace = int64(1 + rng.IntN(4))
	}
	if st.method == 4 {
		st.latitude, st.long = 35+float64(rng.IntN(1_000_000))/1e6, 139+float64(rng.IntN(1_000_000))/1e6
	}
	return st
}

func (n names) stamp(st stamp) object {
	zone := "+09:00"
	if st.oddZone {
		zone = n.timezone
	}
	attributes := object{{"org_id", st.organization}, {"workplace_id", st.workplace}, {"ip", orNull(st.ip)}}
	if !st.brief {
		attributes = object{
			{"method", st.method},
			{"org_id", st.organization},
			{"workplace_id", st.workplace},
			{"latitude", st.latitude},
			{"longitude", st.long},
			{"ip", orNull(st.ip)},
		}
	}
	return object{
		{"stamped_at", st.at.Format(dateTime)},
		{"type", st.kind},
		{"local_time", st.local.Format(dateTime)},
		{"timezone", zone},
		{"attributes", attributes},
	}
}

// asSent returns the order of an answer. Every third person's stamps come newest first: the document
// promises no order, and live clients sort for themselves.
func (n names) asSent(p *staff, stamps []stamp) []object {
	list := make([]object, 0, len(stamps))
	for _, st := range stamps {
		list = append(list, n.stamp(st))
	}
	if p.id/idStep%3 == 1 {
		slices.Reverse(list)
	}
	return list
}
