package notify

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/wire/transport"
)

// sustained is how long a run may post at a channel's Gap; after that at its LongGap.
const sustained = 25 * time.Minute

// gap returns how long lies between two posts of a run that has been posting for a while.
func (c Channel) gap(posting time.Duration) time.Duration {
	if posting > sustained {
		return max(c.Gap, c.LongGap)
	}
	return c.Gap
}

// patience waits as long as a channel whose limit is full needs: a run that asks again at once is refused again, and keeps its messages
// for nothing.
type patience struct {
	full func(http.Header, time.Time) time.Duration
}

func (p patience) Begin(context.Context, *transport.Request) error { return nil }

func (p patience) End(context.Context, transport.Outcome) {}

func (p patience) Wait(ctx context.Context, pause *transport.Pause) error {
	if r := pause.Response; r != nil && r.Status == http.StatusTooManyRequests && p.full != nil {
		pause.Length = max(pause.Length, p.full(r.Header, time.Now()))
	}
	return pause.Sleep(ctx)
}

// fullFor returns a limit that is full for a certain time, whatever the answer says.
func fullFor(d time.Duration) func(http.Header, time.Time) time.Duration {
	return func(http.Header, time.Time) time.Duration { return d }
}

// chatworkRoom is the time in which a room of Chatwork takes ten posts.
const chatworkRoom = 10 * time.Second

// chatworkFull tells Chatwork's two limits apart: 300 calls in five minutes, whose end x-ratelimit-reset names in Unix seconds, and ten
// posts in ten seconds in a room, of which no header speaks.
func chatworkFull(h http.Header, now time.Time) time.Duration {
	reset, err := strconv.ParseInt(h.Get("X-Ratelimit-Reset"), 10, 64)
	if err != nil || h.Get("X-Ratelimit-Remaining") != "0" {
		return chatworkRoom
	}
	if sent, err := http.ParseTime(h.Get("Date")); err == nil { // whose clock it is
		now = sent
	}
	return min(max(time.Unix(reset, 0).Sub(now)+time.Second, time.Second), 5*time.Minute)
}
