package akashi

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
)

// State is where somebody stands in the working day, by their punches.
type State string

// The states.
const (
	NotIn   State = "none"  // no punch in yet
	In      State = "in"    // working
	OnBreak State = "break" // in, and gone on a break
	Out     State = "out"   // gone home
)

// lookBack is how long after a punch in a punch out is still taken for its own: 24 hours on duty are ordinary, and
// whoever takes over may be late. Later than that, the punch out was forgotten.
const lookBack = 26 * time.Hour

// lookAhead is how far the vendor's clock, which stamps, may be ahead of this machine's: a punch that is not seen would be made twice.
const lookAhead = time.Hour

// Presence is the token owner's day so far, by the punches as they were made: AKASHI's rounding and the company's
// rules are not in it.
type Presence struct {
	Staff   record.Value // as sent; nil when there is no stamp
	State   State
	In, Out time.Time     // first punch in and last punch out of the shifts that were worked on today; zero: none
	Break   time.Duration // on breaks so far
	Worked  time.Duration // without the breaks, so far
	last    lastPunches
}

// Presence reads the stamps that today's shifts can have: one that began before midnight belongs to the day on which it
// ends.
func (c *Client) Presence(ctx context.Context, now time.Time) (Presence, error) {
	y, m, d := now.Date()
	today := period.Midnight(y, m, d, now.Location())
	span := period.Span{From: today.Add(-lookBack), To: now.Add(lookAhead).Truncate(time.Second)}
	day := workday{today: today, now: now, Presence: Presence{State: NotIn, last: lastPunches{now: now}}}
	for r, err := range c.Stamps(ctx, StampQuery{Span: span}) {
		if err != nil {
			return Presence{}, err
		}
		at, err := wireInstant(r.Value().Field("stamped_at", "stampedAt"))
		if err != nil {
			return Presence{}, err
		}
		code, _ := r.Lookup("type").Int()
		day.staff = append(day.staff[:0], r.Lookup("staff_id")...)
		day.stamp(at.In(now.Location()), int(code))
	}
	return day.soFar(), nil
}

// workday goes through the stamps of two days in their order.
type workday struct {
	Presence
	today, now time.Time
	staff      []byte
	in         time.Time     // of the shift under way; zero: none is
	pause      time.Time     // since when on a break; zero: not
	breaks     time.Duration // of the shift under way, ended
}

func (d *workday) stamp(at time.Time, code int) {
	d.last.add(at, code)
	if !d.in.IsZero() && at.Sub(d.in) > lookBack {
		d.in = time.Time{} // the punch out was forgotten: of that shift nothing is known
	}
	under := !d.in.IsZero()
	switch code {
	case 11, 21:
		if !under || at.Sub(d.in) > sameShift { // one soon after the other is the same, punched twice
			d.in, d.pause, d.breaks = at, time.Time{}, 0
		}
	case 31:
		if under && d.pause.IsZero() {
			d.pause = at
		}
	case 32:
		d.endBreak(at)
	case 12, 22:
		d.last.began, d.last.left = d.in, at
		if under {
			d.endBreak(at)
			d.add(at)
		}
		if !at.Before(d.today) {
			d.State, d.Out = Out, at
		}
		d.in = time.Time{}
	}
}

func (d *workday) endBreak(at time.Time) {
	if !d.in.IsZero() && !d.pause.IsZero() {
		d.breaks += at.Sub(d.pause)
		d.pause = time.Time{}
	}
}

// add counts the shift under way up to a moment of today; one that ended yesterday is not today's.
func (d *workday) add(until time.Time) {
	if until.Before(d.today) {
		return
	}
	if d.In.IsZero() {
		d.In = d.in
	}
	d.Break += d.breaks
	d.Worked += until.Sub(d.in) - d.breaks
}

// soFar returns the day with the shift that is still under way.
func (d *workday) soFar() Presence {
	if d.staff != nil {
		d.Staff = d.staff
	}
	if d.in.IsZero() || d.now.Sub(d.in) > lookBack {
		return d.Presence
	}
	d.last.in, d.last.pause = d.in, d.pause
	now, state := d.now, In
	if now.Before(d.in) {
		now = d.in // the vendor's clock is ahead
	}
	if !d.pause.IsZero() {
		state = OnBreak
		if now.Before(d.pause) {
			now = d.pause
		}
		d.breaks += now.Sub(d.pause)
	}
	d.add(now)
	d.State, d.Out = state, time.Time{}
	return d.Presence
}
