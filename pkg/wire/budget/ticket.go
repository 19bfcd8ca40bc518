package budget

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Ticket holds the places of one request in the limits. It is taken for each attempt; then it is used, or given back when the
// attempt never reached the vendor, or in the limits that do not count what became of it.
type Ticket struct {
	b      *Budget
	limits []string
	places quota.Places // zero: nothing is taken
	said   string       // the vendor's last refusal for want of room
}

// Take takes the places, all or none, or returns a *FullError.
func (t *Ticket) Take(ctx context.Context) (err error) {
	t.places, err = t.b.take(ctx, t.limits)
	if full, ok := err.(*FullError); ok { //nolint:errorlint // take wraps nothing
		full.Said, t.said = t.said, ""
	}
	return err
}

// End settles the ticket by how the attempt ended. What can't be given back is forgotten in time.
func (t *Ticket) End(ctx context.Context, o transport.Outcome) {
	back := t.limits
	if o.Sent {
		back = slices.DeleteFunc(slices.Clone(t.limits), func(name string) bool {
			counts := t.b.o.Rules[name].Counts
			return o.Err == nil || counts == nil || counts(o)
		})
	}
	t.GiveBack(ctx, back...)
}

// GiveBack gives back the places in some of the limits.
func (t *Ticket) GiveBack(ctx context.Context, limits ...string) {
	_ = t.b.o.Ledger.Return(context.WithoutCancel(ctx), t.places.Only(limits...))
}

// TooMany reports whether the vendor refused the attempt because a limit is used up, by others too, and notes that: until the
// time that the vendor names nothing fits in.
func (t *Ticket) TooMany(ctx context.Context, r *transport.Response) (bool, error) {
	if r == nil || r.Status != http.StatusTooManyRequests {
		return false, nil
	}
	t.said = t.b.o.Said(r)
	limit := t.b.o.Ledger.Limit(t.limits[0])
	return true, t.b.o.Ledger.UsedUp(ctx, limit.Name, min(transport.RetryAfter(r.Header, time.Now()), limit.Per))
}

// Hook is a transport.Hook that takes a ticket for each attempt and waits for room.
type Hook struct {
	*Ticket
	Patience
	// Authorize adds the credential. It is called again after each wait, which may be longer than the credential's life.
	Authorize func(context.Context, *transport.Request) error
	// Renew follows the vendor's refusal of the credential. again means that there is another.
	Renew func(context.Context) (again bool, err error)
}

// Begin adds the credential and takes the ticket.
func (h *Hook) Begin(ctx context.Context, r *transport.Request) error {
	return h.b.WithRoom(ctx, h.Patience, func() error {
		if err := h.Authorize(ctx, r); err != nil {
			return err
		}
		return h.Take(ctx)
	})
}

// Wait has the credential renewed, or leaves it to Begin to wait for room, which then is shown.
func (h *Hook) Wait(ctx context.Context, p *transport.Pause) error {
	if p.Renew {
		return h.renew(ctx, p.Err)
	}
	full, err := h.TooMany(ctx, p.Response)
	switch {
	case err != nil:
		return err
	case full:
		return p.GiveUp()
	}
	return p.Sleep(ctx)
}

// renew returns refused when there is no other credential.
func (h *Hook) renew(ctx context.Context, refused error) error {
	return h.b.WithRoom(ctx, h.Patience, func() error {
		again, err := h.Renew(ctx)
		if err == nil && !again {
			return refused
		}
		return err
	})
}
