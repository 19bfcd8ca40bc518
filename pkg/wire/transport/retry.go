package transport

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	longestWait = 5 * time.Minute // a longer Retry-After is given up on at once
)

// failure is why an attempt did not succeed and what may be done about it.
type failure struct {
	err        error
	resp       *Response     // the answer, when it came whole
	why        say.Text      // for the debug line
	again      bool          // sending again is safe and may help
	credential bool          // the vendor refused the credential
	unsent     bool          // no byte of the request has left
	after      time.Duration // what the vendor asked to wait; 0: nothing said
}

// run sends a request until it succeeds, can't be sent again, or was sent often enough.
func (c *Client) run(ctx context.Context, r Request, stream bool) (*Response, error) {
	r = r.normal()
	if c.o.DryRun != nil {
		return nil, c.mask(c.dryRun(&r))
	}
	hook := r.Hook
	if hook == nil {
		hook = &plain{c.o.Auth, c.o.Sleep}
	}
	sending := ctx
	if r.Unbroken {
		sending = context.WithoutCancel(ctx)
	}
	renewed := false
	for retries := 0; ; {
		own := r.clone()
		if err := hook.Begin(sending, own); err != nil {
			return nil, c.mask(err)
		}
		resp, f, sent := c.attempt(sending, own, stream)
		if f == nil {
			hook.End(sending, Outcome{Sent: sent, Response: resp})
			return resp, nil
		}
		f.err = c.mask(f.err)
		hook.End(sending, Outcome{Sent: sent, Response: f.resp, Err: f.err})
		if !f.again && (!f.credential || renewed) {
			return f.resp, f.err
		}
		p := &Pause{Sent: own, Response: f.resp, Err: f.err, Renew: f.credential, Retry: retries + 1, Last: retries == c.o.MaxRetries, c: c, why: f.why}
		if p.Length = f.after; p.Length <= 0 {
			p.Length = backoff(retries)
		}
		if err := hook.Wait(ctx, p); err != nil {
			return f.resp, c.mask(err)
		}
		p.log()
		if c.o.Observe != nil {
			c.o.Observe(Event{Again: true})
		}
		if p.Renew {
			renewed = true
		} else {
			retries++
		}
	}
}

// backoff applies full jitter: anything from nothing to the doubled step, so that many processes started
// by cron in the same second don't come back in the same second.
func backoff(retries int) time.Duration {
	step := backoffCap
	if retries < 16 {
		step = min(backoffBase<<retries, backoffCap)
	}
	return rand.N(step)
}

// RetryAfter reads Retry-After, seconds or a date. A date is compared with the answer's own Date,
// so that a wrong clock on either side does not matter.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	seconds, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err == nil && seconds < 0:
		return 0
	case err == nil && seconds <= int64(longestSaid/time.Second):
		return time.Duration(seconds) * time.Second
	case err == nil || errors.Is(err, strconv.ErrRange) && !strings.HasPrefix(text, "-"):
		return longestSaid
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	if sent, err := http.ParseTime(h.Get("Date")); err == nil {
		now = sent
	}
	return min(max(until.Sub(now), 0), longestSaid)
}

// longestSaid keeps an absurd number of seconds from overflowing.
const longestSaid = 10 * 365 * 24 * time.Hour

func tooLong(err error, wait time.Duration) error {
	wait = wait.Round(time.Second)
	until := time.Now().Add(wait).Format("2006-01-02 15:04:05 MST")
	e := restate(err, 0)
	e.Kind, e.Hint = fault.Temporary, say.T("run it again after %s", until)
	e.Message = say.T("%s; the vendor asks to wait %s, until %s", e.Message, wait, until)
	return e
}

// tried adds to an error how often the request was sent.
func tried(err error, times int) error {
	if times < 2 {
		return err
	}
	e := restate(err, 0)
	e.Message = say.T("%s, tried %d {time|times}", e.Message, times)
	return e
}

// stopped returns the error of a wait before anything of this attempt was sent.
func stopped(r *Request, err error, why say.Text) error {
	e := &fault.Error{Kind: fault.Other, Message: say.T("%s: %w", r.subject(), err), Err: err}
	switch {
	case errors.Is(err, context.Canceled):
		e.Kind, e.Message = fault.Interrupted, say.T("%s: interrupted before it was sent", r.subject())
	case errors.Is(err, context.DeadlineExceeded):
		e.Kind, e.Message = fault.Temporary, say.T("%s: the time allowed ran out before it was sent", r.subject())
	}
	if !why.IsZero() {
		e.Message = say.T("%s, after %s", e.Message, why)
	}
	return e
}
