// Package poll waits for a job at a vendor to end: it looks, waits a little longer each time, and looks
// again. It must not know what the job is or how it is looked at.
package poll

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Schedule says how often to look and how long. The zero value looks every 2 to 30 seconds for ever.
type Schedule struct {
	Interval    time.Duration // before the second look; grows by half each time; 0 means 2 s
	MaxInterval time.Duration // which it does not exceed; 0 means 30 s; never below Interval
	Timeout     time.Duration // of all looks together; 0 means none
}

const (
	defaultInterval    = 2 * time.Second
	defaultMaxInterval = 30 * time.Second
)

// Until calls step, at once and then on the schedule, until it is done or fails; its error is returned as it
// is. There is a last look when the timeout is over; if the job still runs then, that is a fault.Temporary.
// step itself is not cut short by it. The value of the last step is returned in every case.
func Until[T any](ctx context.Context, s Schedule, step func(context.Context) (v T, done bool, err error)) (T, error) {
	interval := s.Interval
	if interval <= 0 {
		interval = defaultInterval
	}
	longest := s.MaxInterval
	if longest <= 0 {
		longest = defaultMaxInterval
	}
	longest = max(longest, interval)

	var last T
	start := time.Now()
	for {
		if err := ctx.Err(); err != nil {
			return last, err
		}
		v, done, err := step(ctx)
		if done || err != nil {
			return v, err
		}
		last = v
		wait := interval
		if s.Timeout > 0 {
			left := s.Timeout - time.Since(start)
			if left <= 0 {
				return last, fault.Errorf(fault.Temporary, "still running after %s", s.Timeout)
			}
			wait = min(wait, left)
		}
		if err := sleep(ctx, wait); err != nil {
			return last, err
		}
		interval = min(interval+interval/2, longest)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
