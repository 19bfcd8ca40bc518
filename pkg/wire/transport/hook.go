package transport

import (
	"context"
	"time"

	"github.com/genba-cli/genba/pkg/say"
)

// Hook goes with one request through all of its attempts. It gives each its credential, is told how each ended, and decides
// whether there is another. Its methods are called one after the other, never two at once, in this order:
//
//	Begin  before each attempt and before the attempt takes one of the Options.Concurrency places, so that Begin may use
//	       the same Client. Its error ends the request; then nothing was sent, and End is not called.
//	End    after each attempt that Begin let go on. Of a stream that is when its body begins.
//	Wait   after an End that another attempt may mend, the last of Options.MaxRetries too. It returns when the next one
//	       may begin, which is Begin again, or the error with which the request ends. Pause.Sleep does what is done
//	       without a hook.
//
// In a dry run nothing is called. Hook replaces Options.Auth for its request.
type Hook interface {
	// Begin adds the credential to r, which is this attempt's own copy: Query and Header are cloned, Body may be replaced.
	Begin(ctx context.Context, r *Request) error
	End(ctx context.Context, o Outcome)
	Wait(ctx context.Context, p *Pause) error
}

// Outcome is how an attempt ended.
type Outcome struct {
	Sent     bool      // it may have reached the vendor
	Response *Response // nil when no whole answer came
	Err      error     // nil for success
}

// Pause lies between an attempt that failed and the next one.
type Pause struct {
	Sent     *Request      // as Begin left it
	Response *Response     // nil when no whole answer came
	Err      error         // why the attempt failed
	Renew    bool          // the credential was refused: another attempt needs a new one. At most once a request, and not a retry
	Retry    int           // 1 for the first
	Last     bool          // Options.MaxRetries allows no other attempt
	Length   time.Duration // what the vendor asks for, or else a random time that grows with the retries

	c      *Client
	why    say.Text // for the debug line
	logged bool
}

// Sleep sleeps for the length of the pause. It returns the error of the request instead when no other attempt is allowed, when
// the vendor asks for more patience than anybody has, and when the credential was refused.
func (p *Pause) Sleep(ctx context.Context) error {
	switch {
	case p.Renew:
		return p.Err
	case p.Length > longestWait:
		return tooLong(p.Err, p.Length)
	}
	if err := p.GiveUp(); err != nil {
		return err
	}
	p.logged = true
	p.c.log.printf("retry %d/%d in %s: %s", p.Retry, p.c.o.MaxRetries, short(p.Length), p.why)
	if err := p.c.o.Sleep(ctx, p.Length); err != nil {
		return stopped(p.Sent, err, p.why)
	}
	return nil
}

// GiveUp returns the error of the request when no other attempt is allowed, else nil.
func (p *Pause) GiveUp() error {
	if p.Last {
		return tried(p.Err, p.Retry)
	}
	return nil
}

// log notes that the next attempt begins.
func (p *Pause) log() {
	switch {
	case p.Renew:
		p.c.log.printf("retry with a renewed credential: %s", p.why)
	case !p.logged:
		p.c.log.printf("retry %d/%d: %s", p.Retry, p.c.o.MaxRetries, p.why)
	}
}

// Authorizer adds the credential to each attempt of all requests that have no Hook.
type Authorizer interface {
	// Authorize is Hook.Begin.
	Authorize(ctx context.Context, r *Request) error
	// Refused is called once a request when the vendor refused the credential that sent carries. again means that there is a
	// new one and the request, write or not, is sent once more.
	Refused(ctx context.Context, sent *Request) (again bool, err error)
}

// plain is the hook of a request that has none of its own.
type plain struct {
	auth  Authorizer // may be nil
	sleep func(context.Context, time.Duration) error
}

func (h *plain) Begin(ctx context.Context, r *Request) error {
	if h.auth == nil {
		return nil
	}
	return h.auth.Authorize(ctx, r)
}

func (h *plain) End(context.Context, Outcome) {}

func (h *plain) Wait(ctx context.Context, p *Pause) error {
	if !p.Renew || h.auth == nil {
		return p.Sleep(ctx)
	}
	again, err := h.auth.Refused(ctx, p.Sent)
	if err == nil && !again {
		err = p.Err
	}
	return err
}
