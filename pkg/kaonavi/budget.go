package kaonavi

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/fault"
	"github.com/genba-cli/genba/pkg/quota"
)

// fullError says that a limit is used up.
type fullError struct {
	limit string
	until time.Time
}

func (e *fullError) Error() string {
	switch e.limit {
	case tokens:
		return fmt.Sprintf("the %d access tokens that the company gets in an hour are used up", MaxTokens)
	default:
		return fmt.Sprintf("the %d requests that the company has in an hour are used up", MaxRequests)
	}
}

// tryTake takes a place of each limit, or says that one is full, as a *fullError.
func (c *Client) tryTake(ctx context.Context, names ...string) (quota.Turn, error) {
	turn, short, until, err := c.o.Budget.Take(ctx, names...)
	if err == nil && short != "" {
		err = &fullError{short, until}
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
		left := full.until.Sub(c.o.Now())
		at := full.until.In(c.o.Now().Location()).Format("15:04:05")
		if !wait || c.o.NoWait {
			return fault.Errorf(fault.Temporary, "%w; nothing was sent", full).
				WithHint("there is room again at %s, in %s; genba auth status kaonavi shows what is left", at, short(left))
		}
		c.o.Tell(fmt.Sprintf("%s; waiting until %s (%s), Ctrl-C ends the wait", full, at, short(left)))
		if err := c.o.Transport.Sleep(ctx, left); err != nil {
			return interrupted(err)
		}
	}
}

// short is a length of time without fractions.
func short(d time.Duration) string { return max(d, time.Second).Round(time.Second).String() }
