package v2

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// fullError says that a limit is used up.
type fullError struct {
	limit quota.Limit
	until time.Time
	said  string // the vendor's own refusal; empty when it was not asked
}

func (e *fullError) Error() string { return e.In(nil) }

// In says it in another language.
func (e *fullError) In(c say.Catalogue) string {
	text := say.T("the %d requests that the company has in an hour are used up", e.limit.Most)
	if e.limit.Name == updates {
		text = say.T("the %d updates that the company has in a minute are used up", e.limit.Most)
	}
	if e.said != "" {
		text = say.T("%s; Kaonavi refused this one: %s", text, e.said)
	}
	return text.In(c)
}

// take takes the places that a request needs, or none and says which limit is full, as a *fullError.
func (c *Client) take(ctx context.Context, t *try) error {
	if t.update {
		turn, err := c.place(ctx, updates)
		if err != nil {
			return err
		}
		t.updates = turn
	}
	turn, err := c.place(ctx, requests)
	if err != nil {
		_ = c.o.Budget.Return(context.WithoutCancel(ctx), t.updates)
		return err
	}
	t.request, t.taken = turn, true
	t.arrived.Store(false)
	return nil
}

// place takes a place of one limit.
func (c *Client) place(ctx context.Context, name string) (quota.Turn, error) {
	turn, short, until, err := c.o.Budget.Take(ctx, name)
	if bad := c.o.Budget.Problem(); bad != nil {
		c.uncounted.Do(func() { c.o.Tell("the count of requests can't be kept: other runs do not know of these (%w)", bad) })
	}
	if err == nil && short != "" {
		err = &fullError{limit: c.limit(ctx, short), until: until}
	}
	return turn, err
}

// limit is a limit by its name, with what the company's settings say.
func (c *Client) limit(ctx context.Context, name string) quota.Limit {
	left, _ := c.o.Budget.Left(ctx)
	for _, l := range left {
		if l.Name == name {
			return l.Limit
		}
	}
	return quota.Limit{Name: name}
}

// withRoom does what may end with a *fullError until it does not.
func (c *Client) withRoom(ctx context.Context, do func() error) error {
	for {
		var full *fullError
		err := do()
		if !errors.As(err, &full) {
			return err
		}
		if said := c.said.Swap(nil); said != nil {
			full.said = *said
		}
		left := full.until.Sub(c.o.Now())
		at := full.until.In(c.o.Now().Location()).Format("15:04:05")
		end, looking := ctx.Value(endKey{}).(time.Time)
		if c.o.NoWait || looking && full.until.After(end) {
			return &fault.Error{
				Kind: fault.Temporary, Message: say.T("%w; nothing was sent", full), Err: full,
				Hint: say.T("there is room again at %s, in %s; genba auth status kaonavi shows what is left", at, short(left)),
			}
		}
		c.o.Tell("%s; waiting until %s (%s), Ctrl-C ends the wait", say.T("%w", full), at, short(left))
		if err := c.o.Transport.Sleep(ctx, max(left, time.Millisecond)); err != nil {
			return &fault.Error{Kind: fault.KindOf(err), Message: say.T("interrupted while waiting for Kaonavi's budget; nothing was sent"), Err: err}
		}
	}
}

// endKey is, in the context of the looks at a task, the time when there is no more patience: a wait for the budget that
// would be longer is not begun.
type endKey struct{}

// checkCounted is check for a request that counts. Retry-After is taken off an answer that says 429: the wait is shown and
// counted here; left in place, transport would wait by itself.
func (c *Client) checkCounted(r *transport.Response) error {
	if r.Status == http.StatusTooManyRequests {
		seconds, err := strconv.Atoi(strings.TrimSpace(r.Header.Get("Retry-After")))
		r.Header.Del("Retry-After")
		if err != nil || seconds < 0 {
			seconds = 0
		}
		c.after.Store(int64(min(time.Duration(seconds)*time.Second, RequestsPer)))
		c.full.Store(true)
		said := vendorsWord(r)
		c.said.Store(&said)
	}
	return check(r)
}

// sleepBetween does not wait after a 429: Authorize does, until the budget has room, and shows it.
func (c *Client) sleepBetween(ctx context.Context, d time.Duration) error {
	if !c.full.Load() {
		return c.o.Transport.Sleep(ctx, d)
	}
	t, _ := ctx.Value(tryKey{}).(*try)
	if err := c.settleFull(ctx, t); err != nil {
		return err
	}
	return ctx.Err()
}

// settleFull notes the vendor's 429. Which limit it means it does not say; an update fills the small one first.
func (c *Client) settleFull(ctx context.Context, t *try) error {
	if !c.full.Swap(false) {
		return nil
	}
	name := requests
	if t != nil && t.update {
		name = updates
	}
	return c.o.Budget.UsedUp(ctx, name, time.Duration(c.after.Load()))
}

// short is a length of time without fractions.
func short(d time.Duration) string { return max(d, time.Second).Round(time.Second).String() }
