package cli

import (
	"sync"
	"time"
)

// behind is how far the vendor's clock may be behind this one before it is said.
const behind = 2 * time.Minute

// vendorClock keeps the earliest Date of the vendor's answers: what was recorded after it need not be in them.
type vendorClock struct {
	lock  sync.Mutex
	first time.Time
}

func (c *vendorClock) saw(date time.Time) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.first.IsZero() || date.Before(c.first) {
		c.first = date
	}
}

func (c *vendorClock) earliest() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.first
}

// vendorNow returns the vendor's time in the zone of now, or now where it told none.
func (r *run) vendorNow(now time.Time) time.Time {
	if first := r.clock.earliest(); !first.IsZero() {
		return first.In(now.Location())
	}
	return now
}

// warnOfClock tells that the cursor follows the vendor's clock. Which of the two is wrong nobody knows here.
func (a *App) warnOfClock() {
	if first := a.run.clock.earliest(); !first.IsZero() && a.run.began.Sub(first) > behind {
		a.Warn("the vendor's clock is %s behind this machine's: the next run begins by the vendor's", a.run.began.Sub(first).Round(time.Second))
	}
}
