package poll_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/poll"
)

// job takes its time to answer a look and is done at the look numbered done.
type job struct {
	done  int
	err   error
	takes time.Duration
	looks []time.Duration // since the start
	start time.Time
}

func (j *job) step(context.Context) (string, bool, error) {
	j.looks = append(j.looks, time.Since(j.start))
	<-time.After(j.takes)
	if len(j.looks) == j.done {
		return "ready", j.err == nil, j.err
	}
	return "running", false, nil
}

func seconds(s ...float64) (all []time.Duration) {
	for _, x := range s {
		all = append(all, time.Duration(x*float64(time.Second)))
	}
	return all
}

func TestUntil(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		schedule poll.Schedule
		job      job
		looks    []time.Duration
		value    string
		err      string
		kind     fault.Kind
	}{
		"done at once": {poll.Schedule{}, job{done: 1}, seconds(0), "ready", "", 0},
		"longer and longer": {
			poll.Schedule{Interval: 2 * time.Second, MaxInterval: 6 * time.Second},
			job{done: 6},
			seconds(0, 2, 5, 9.5, 15.5, 21.5), "ready", "", 0,
		},
		"defaults":                           {poll.Schedule{}, job{done: 3}, seconds(0, 2, 5), "ready", "", 0},
		"a largest interval below the first": {poll.Schedule{Interval: 40 * time.Second}, job{done: 3}, seconds(0, 40, 80), "ready", "", 0},
		"looking takes time":                 {poll.Schedule{Interval: 2 * time.Second}, job{done: 3, takes: time.Second}, seconds(0, 3, 7), "ready", "", 0},
		"an error ends it":                   {poll.Schedule{}, job{done: 2, err: broken}, seconds(0, 2), "ready", "broken", fault.Other},
		"timeout, after a last look": {
			poll.Schedule{Interval: 4 * time.Second, MaxInterval: 4 * time.Second, Timeout: 10 * time.Second},
			job{},
			seconds(0, 4, 8, 10), "running", "still running after 10s", fault.Temporary,
		},
		"done at the last look": {
			poll.Schedule{Interval: 4 * time.Second, MaxInterval: 4 * time.Second, Timeout: 10 * time.Second},
			job{done: 4},
			seconds(0, 4, 8, 10), "ready", "", 0,
		},
		"one slow look is all": {poll.Schedule{Timeout: time.Second}, job{takes: time.Minute}, seconds(0), "running", "still running after 1s", fault.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				j := c.job
				j.start = time.Now()
				value, err := poll.Until(t.Context(), c.schedule, j.step)
				if value != c.value || !slices.Equal(j.looks, c.looks) {
					t.Errorf("%q after looks at %v, want %q after %v", value, j.looks, c.value, c.looks)
				}
				switch {
				case c.err == "":
					if err != nil {
						t.Error(err)
					}
				case err == nil || err.Error() != c.err || fault.KindOf(err) != c.kind:
					t.Errorf("err = %v, want %q", err, c.err)
				}
			})
		})
	}
}

func TestUntilSaysMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j := job{start: time.Now()}
		_, err := poll.Until(t.Context(), poll.Schedule{Timeout: 10 * time.Minute}, j.step)
		if err == nil || err.Error() != "still running after 10m" || time.Since(j.start) != 10*time.Minute {
			t.Errorf("err = %v after %s", err, time.Since(j.start))
		}
	})
}

func TestUntilIsInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		j := job{start: time.Now()}
		value, err := poll.Until(ctx, poll.Schedule{}, j.step)
		if fault.KindOf(err) != fault.Interrupted || value != "running" || time.Since(j.start) != 3*time.Second {
			t.Errorf("%q, err %v after %s; want to be interrupted in the middle of a wait", value, err, time.Since(j.start))
		}
		looks := len(j.looks)
		if _, err = poll.Until(ctx, poll.Schedule{}, j.step); !errors.Is(err, context.Canceled) || len(j.looks) != looks {
			t.Errorf("err = %v, %d looks; want none with a context that is over", err, len(j.looks)-looks)
		}
	})
}
