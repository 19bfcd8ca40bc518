// Package budget keeps requests within what a vendor allows in a length of time: a request takes a ticket before it is sent,
// and where there is no room it waits, or ends and says when there will be. It must not know a vendor: what the vendor's
// limits are is a table.
package budget

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Rule is a line of a vendor's table of limits. How many there are and in which time stands in the quota.Ledger.
type Rule struct {
	// Full says that the limit is used up. It has one verb, for the number.
	Full say.Format
	// Counts reports whether the vendor counts a request that reached it and that it refused; nil: it counts all.
	Counts func(transport.Outcome) bool
}

// Words is what is said of a vendor's limits, beside Rule.Full.
type Words struct {
	Refused say.Format // that a limit is full and the vendor has refused a request; with that and the vendor's own words
	Again   say.Format // a hint: at what time and in how long there is room again
	Broken  say.Text   // a person has ended the wait
}

// Options make a Budget. All but NoWait are required.
type Options struct {
	Words  Words
	Rules  map[string]Rule // by the name of the limit in the ledger
	Ledger *quota.Ledger
	NoWait bool // where there is no room, fail
	Now    func() time.Time
	Sleep  func(context.Context, time.Duration) error
	Tell   func(format say.Format, args ...any) // what a person should know while it waits
	// Said returns the vendor's own words of an answer.
	Said func(*transport.Response) string
}

// Budget is what one client may spend. It is safe for concurrent use.
type Budget struct {
	o         Options
	uncounted sync.Once // said that the count has no file
}

// New returns a budget.
func New(o Options) *Budget { return &Budget{o: o} }

// Ticket returns a ticket for one request, which needs a place in each of the limits. The first is the one that is meant when
// the vendor refuses a request for being too many and does not say of what.
func (b *Budget) Ticket(limits ...string) *Ticket { return &Ticket{b: b, limits: limits} }

// Patience reports whether a request that finds no room waits.
type Patience struct {
	Never bool      // it fails at once
	Until time.Time // a wait that would be longer is not begun; zero: any
}

// WithRoom calls do, and calls it again once there is room, for as long as it returns a *FullError. Nobody may hold a lock
// meanwhile that others need.
func (b *Budget) WithRoom(ctx context.Context, p Patience, do func() error) error {
	for {
		var full *FullError
		err := do()
		if !errors.As(err, &full) {
			return err
		}
		left := full.Until.Sub(b.o.Now())
		at := full.Until.In(b.o.Now().Location()).Format("15:04:05")
		ends := !p.Until.IsZero()
		if p.Never || b.o.NoWait || ends && full.Until.After(p.Until) {
			message := say.T("%w", full)
			switch {
			case ends:
				message = say.T("%s; it can't be looked at before there is room", message)
			case full.Said == "":
				message = say.T("%s; nothing was sent", message)
			}
			return &fault.Error{
				Kind: fault.Temporary, Message: message, Err: full,
				Hint: say.T(b.o.Words.Again, at, short(left)),
			}
		}
		b.o.Tell("%s; waiting until %s (%s), Ctrl-C ends the wait", say.T("%w", full), at, short(left))
		if err := b.o.Sleep(ctx, max(left, time.Millisecond)); err != nil {
			return &fault.Error{Kind: fault.KindOf(err), Message: b.o.Words.Broken, Err: err}
		}
	}
}

// take takes a place in each limit, or in none and returns a *FullError.
func (b *Budget) take(ctx context.Context, limits []string) (quota.Places, error) {
	places, name, until, err := b.o.Ledger.Take(ctx, limits...)
	if bad := b.o.Ledger.Problem(); bad != nil {
		b.uncounted.Do(func() { b.o.Tell("the count of requests can't be kept: other runs do not know of these (%w)", bad) })
	}
	if err == nil && name != "" {
		err = &FullError{Until: until, refused: b.o.Words.Refused, full: b.o.Rules[name].Full, most: b.o.Ledger.Limit(name).Most}
	}
	return places, err
}

// FullError says that a limit is used up.
type FullError struct {
	Until time.Time // when there is room again
	Said  string    // the vendor's own refusal; empty when it was not asked

	refused, full say.Format
	most          int
}

func (e *FullError) Error() string { return e.In(nil) }

// In says it in another language.
func (e *FullError) In(c say.Catalogue) string {
	text := say.T(e.full, e.most)
	if e.Said != "" {
		text = say.T(e.refused, text, e.Said)
	}
	return text.In(c)
}

// short returns a length of time without fractions.
func short(d time.Duration) time.Duration { return max(d, time.Second).Round(time.Second) }
