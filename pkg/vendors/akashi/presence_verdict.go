package akashi

import (
	"fmt"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// sameShift is how old a punch may be to be surely of the shift that a punch now would be of: 24 hours later the same
// line of cron means the next day.
const sameShift = 12 * time.Hour

// nextShift is how long after the begin of a shift the next one may begin as a rule. Sooner, on the same day, it is a
// divided shift or a line of cron that came late.
const nextShift = 20 * time.Hour

// lastPunches is what decides about the next one.
type lastPunches struct {
	now         time.Time
	in, pause   time.Time // of the shift under way; zero: none, no break
	began, left time.Time // of the shift that ended last; zero: not seen
	seen        []string  // of the last 26 hours, as people read them
}

// add takes note of a punch.
func (l *lastPunches) add(at time.Time, code int) {
	if l.now.Sub(at) > lookBack {
		return
	}
	name := fmt.Sprint(code)
	for _, t := range StampTypes() {
		if t.Code == code {
			name = t.Name
		}
	}
	l.seen = append(l.seen, name+" "+at.Format(time.DateTime))
}

// recent reports whether a moment is surely of the shift that is meant.
func (l *lastPunches) recent(at time.Time) bool {
	return !at.IsZero() && l.now.Sub(at) <= sameShift
}

// when returns a moment as people read it: without the day when that is today.
func (l *lastPunches) when(at time.Time) string {
	if at.Format(time.DateOnly) == l.now.Format(time.DateOnly) {
		return at.Format(time.TimeOnly)
	}
	return at.Format(time.DateTime)
}

// Verdict is what the punches so far say of one more.
type Verdict uint8

// The verdicts.
const (
	Needed Verdict = iota // not made yet
	Done                  // it was made, or would surely be wrong
	Doubt                 // it may have to be made, and may be wrong: a person has to look
)

// Against reports whether a punch of that type would be a second or a wrong one, and why: the last punch decides.
func (p Presence) Against(code int) (Verdict, error) {
	l := p.last
	verdict, why := Needed, (*fault.Error)(nil)
	switch code {
	case 11, 21:
		verdict, why = l.againstIn()
	case 12, 22:
		if l.in.IsZero() {
			verdict, why = l.afterwards("there is no punch in that it could end")
		}
	case 31:
		switch {
		case l.in.IsZero():
			verdict, why = l.afterwards("nobody is at work who could take a break")
		case l.recent(l.pause):
			verdict, why = Done, fault.Errorf(fault.Usage, "the break began at %s", l.when(l.pause))
		case !l.pause.IsZero():
			verdict, why = Doubt, fault.Errorf(fault.Usage, "the break that began at %s has no end yet", l.when(l.pause))
		}
	case 32:
		switch {
		case l.in.IsZero():
			verdict, why = l.afterwards("nobody is at work who could end a break")
		case l.pause.IsZero():
			verdict, why = Done, fault.New(fault.Usage, "there is no break that it could end")
		}
	}
	switch {
	case verdict == Needed:
		return Needed, nil
	case verdict == Doubt && len(l.seen) == 0:
		return Doubt, fault.Errorf(fault.Usage, "%w; no punch was seen in the last %d hours", why, int(lookBack/time.Hour))
	case verdict == Doubt:
		return Doubt, fault.Errorf(fault.Usage, "%w; seen in the last %d hours: %s", why, int(lookBack/time.Hour), strings.Join(l.seen, ", "))
	}
	return Done, why
}

// againstIn judges a punch in.
func (l *lastPunches) againstIn() (Verdict, *fault.Error) {
	switch {
	case l.recent(l.in):
		return Done, fault.Errorf(fault.Usage, "the punch in was made at %s", l.when(l.in))
	case !l.in.IsZero():
		return Doubt, fault.Errorf(fault.Usage, "the shift that began at %s may still be under way, or its punch out was forgotten", l.when(l.in))
	case !l.began.IsZero() && l.now.Sub(l.began) < nextShift && l.began.YearDay() == l.now.YearDay():
		return Doubt, fault.Errorf(fault.Usage, "a shift of today is over, %s to %s, and this may be a second one or a late line of cron",
			l.when(l.began), l.when(l.left))
	}
	return Needed, nil
}

// afterwards judges what only somebody at work can do, when nobody is: right after the punch out it is merely late.
// Otherwise somebody may have forgotten to punch in.
func (l *lastPunches) afterwards(otherwise say.Format) (Verdict, *fault.Error) {
	if l.recent(l.left) {
		return Done, fault.Errorf(fault.Usage, "the punch out was made at %s", l.when(l.left))
	}
	return Doubt, fault.New(fault.Usage, otherwise)
}
