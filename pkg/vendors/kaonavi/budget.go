package kaonavi

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// fullError says that a limit is used up.
type fullError struct {
	limit string
	until time.Time
	said  string // the vendor's own refusal; empty when it was not asked
}

func (e *fullError) Error() string {
	text := fmt.Sprintf("the %d requests that the company has in an hour are used up", MaxRequests)
	if e.limit == tokens {
		text = fmt.Sprintf("the %d access tokens that the company gets in an hour are used up", MaxTokens)
	}
	if e.said != "" {
		text += "; Kaonavi refused this one: " + e.said
	}
	return text
}

// tryTake takes a place of each limit, or says that one is full, as a *fullError.
func (c *Client) tryTake(ctx context.Context, names ...string) (quota.Turn, error) {
	turn, short, until, err := c.o.Budget.Take(ctx, names...)
	if bad := c.o.Budget.Problem(); bad != nil {
		c.uncounted.Do(func() {
			c.o.Tell(fmt.Sprintf("the count of requests can't be kept: other runs do not know of these (%v)", bad))
		})
	}
	if err == nil && short != "" {
		err = &fullError{limit: short, until: until}
	}
	return turn, err
}

// withRoom does what may end with a *fullError until it does not. A write does not wait: it would come when whoever
// sent it, and what it was compared with, are somewhere else.
func (c *Client) withRoom(ctx context.Context, wait bool, do func() error) error {
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
		if !wait || c.o.NoWait || looking && full.until.After(end) {
			sent := ""
			switch {
			case looking:
				sent = "; it can't be looked at before there is room"
			case full.said == "":
				sent = "; nothing was sent"
			}
			return fault.Errorf(fault.Temporary, "%w%s", full, sent).
				WithHint("there is room again at %s, in %s; genba auth status kaonavi shows what is left", at, short(left))
		}
		c.o.Tell(fmt.Sprintf("%s; waiting until %s (%s), Ctrl-C ends the wait", full, at, short(left)))
		if err := c.o.Transport.Sleep(ctx, left); err != nil {
			return interrupted(err)
		}
	}
}

// endKey is, in the context of the looks at a job, the time when there is no more patience: a wait for the budget that
// would be longer is not begun.
type endKey struct{}

// short is a length of time without fractions.
func short(d time.Duration) string { return max(d, time.Second).Round(time.Second).String() }
