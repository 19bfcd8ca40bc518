package kaonavi

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tokenHeader carries the access token (§1.2).
const tokenHeader = "X-Kaonavi-Token" //nolint:gosec // G101: a name

// Options make a Client. Transport.BaseURL stands without the version; Auth and Check are set here.
type Options struct {
	Transport     transport.Options
	Version       string // "v1.2"
	TokenEncoding string // "json" as §2.1 has it, or "form" as real clients send it; "": json
	// Credentials give consumer key and secret. They are asked for when a token is needed and not before.
	Credentials func(context.Context) (Credentials, error)
	Store       TokenStore    // where the token is kept; nil: nowhere
	Budget      *quota.Ledger // counts Limits; nil: in this client alone
	NoWait      bool          // when the budget is used up a read fails instead of waiting
	DryRun      bool          // the vendor's own (§1.5): reads give their headers, writes their errors
	Now         func() time.Time
	Tell        func(line string) // what a person should know while it works
}

// Credentials are what a company gets from Kaonavi (§1.1).
type Credentials struct{ Key, Secret string }

// Client works for one company in one version of the API. It is safe for concurrent use.
type Client struct {
	o      Options
	http   *transport.Client
	once   *transport.Client // the same without a second try
	again  *transport.Client // what is then left of the tries; nil: nothing
	issuer *transport.Client // without a token
	keeper *keeper
	// full is set while the vendor has said 429 and that is not settled yet.
	full, noTokens atomic.Bool
	uncounted      sync.Once // said that the budget has no file
	// said is the vendor's word with the last 429, for the message.
	said atomic.Pointer[string]
}

// New returns a client. It sends nothing.
func New(o Options) (*Client, error) {
	if err := CheckVersion(o.Version); err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	if o.Budget == nil {
		o.Budget = quota.Open(quota.Options{Limits: Limits(), Now: o.Now})
	}
	if o.Transport.Sleep == nil {
		o.Transport.Sleep = sleep
	}
	if o.Transport.Redact == nil {
		o.Transport.Redact = &redact.Set{}
	}
	c := &Client{o: o}
	c.keeper = &keeper{c: c}
	return c, c.connect()
}

func (c *Client) connect() (err error) {
	t := c.o.Transport
	t.BaseURL = strings.TrimRight(t.BaseURL, "/") + "/" + c.o.Version
	t.Check, t.Sleep = c.checkCounted, c.sleepBetween
	t.Auth = &authorizer{c}
	if c.http, err = transport.New(t); err != nil {
		return err
	}
	retries := t.MaxRetries
	t.MaxRetries = 0
	if c.once, err = transport.New(t); err != nil {
		return err
	}
	if retries != 0 {
		t.MaxRetries = max(retries-1, -1) // below 0 is transport's default
		if c.again, err = transport.New(t); err != nil {
			return err
		}
	}
	t.MaxRetries, t.Auth, t.Check, t.Sleep = 0, nil, c.checkIssued, c.o.Transport.Sleep // issue tries again
	c.issuer, err = transport.New(t)
	return err
}

// Raw sends any request of the API with the client's token, for what genba has no method for. The answer is the
// vendor's whole document.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	return c.send(ctx, c.http.Do, r)
}

// request is one request of an operation. A read carries dryrun in the query, as it has no body (§1.5).
func (c *Client) request(o operation, kind transport.Kind, place ...string) transport.Request {
	r := transport.Request{Name: o.name, Method: http.MethodPost, Path: o.path, Kind: kind}
	for i, name := range []string{"{sheet}", "{task}"} {
		if i < len(place) {
			r.Path = strings.ReplaceAll(r.Path, name, url.PathEscape(place[i]))
		}
	}
	if looks := o == taskGet || o == sheetProgress; c.o.DryRun && kind == transport.Read && !looks {
		r.Query = url.Values{"dryrun": {"1"}}
	}
	return r
}

// do sends a read whose answer is short.
func (c *Client) do(ctx context.Context, o operation, place ...string) (answer, error) {
	if err := o.in(c.o.Version); err != nil {
		return answer{}, err
	}
	got, err := c.send(ctx, c.http.Do, c.request(o, transport.Read, place...))
	if err != nil {
		return answer{}, err
	}
	a, _ := got.Meaning.(answer)
	return a, nil
}

// sender is one of the transport's methods.
type sender func(context.Context, transport.Request) (*transport.Response, error)

func (c *Client) send(ctx context.Context, with sender, r transport.Request) (*transport.Response, error) {
	got, _, err := c.sent(ctx, with, r)
	return got, err
}

// sent is send, and tells whether the request may have reached the vendor. A place of the budget for one that did not
// is given back.
func (c *Client) sent(ctx context.Context, with sender, r transport.Request) (got *transport.Response, arrived bool, err error) {
	t := &try{}
	c.said.Store(nil)
	traced := httptrace.WithClientTrace(context.WithValue(ctx, tryKey{}, t), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { t.arrived.Store(true) },
	})
	got, err = with(traced, r)
	if err != nil && t.taken && !t.arrived.Load() {
		_ = c.o.Budget.Return(context.WithoutCancel(ctx), t.turn) // else it is forgotten in an hour
	}
	return got, t.arrived.Load(), err
}

// try is a request on its way, for those who see only its context.
type try struct {
	reads   bool
	taken   bool // a place of the budget
	turn    quota.Turn
	arrived atomic.Bool // there was a connection, so the vendor may have counted it
}

type tryKey struct{}

// authorizer counts each attempt and gives it the token.
type authorizer struct{ *Client }

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	a.full.Store(false)
	t, _ := ctx.Value(tryKey{}).(*try)
	unused := t != nil && t.taken && !t.arrived.Load()
	reads := r.Kind == transport.Read
	// The token is looked at again after each wait, which may be longer than its life; nobody holds a lock meanwhile.
	return a.withRoom(ctx, reads, func() error {
		token, err := a.keeper.token(ctx)
		if err != nil {
			return err
		}
		r.Header.Set(tokenHeader, token)
		if unused {
			return nil
		}
		turn, err := a.tryTake(ctx, requests)
		if err == nil && t != nil {
			t.taken, t.turn, t.reads = true, turn, reads
			t.arrived.Store(false)
		}
		return err
	})
}

func (a *authorizer) Refused(ctx context.Context) (again bool, err error) {
	t, _ := ctx.Value(tryKey{}).(*try)
	err = a.withRoom(ctx, t != nil && t.reads, func() error {
		again, err = a.keeper.renew(ctx)
		return err
	})
	return again, err
}

// checkCounted is check for a request that counts.
func (c *Client) checkCounted(r *transport.Response) error {
	if r.Status != http.StatusTooManyRequests {
		return check(r)
	}
	c.full.Store(true)
	return c.usedUp(requests, r)
}

// usedUp keeps what the vendor says with a 429.
func (c *Client) usedUp(limit string, r *transport.Response) error {
	if err := c.o.Budget.UsedUp(context.Background(), limit, retryAfter(r.Header)); err != nil {
		return err
	}
	e := ofStatus(r.Status)
	said := fmt.Sprintf("HTTP %d", r.Status)
	if a, err := parseAnswer(r.Body); err == nil && len(a.errors) > 0 {
		e.Message = say.Verbatim(a.errors[0])
		said = fmt.Sprintf("%s (HTTP %d)", a.errors[0], r.Status)
	}
	c.said.Store(&said)
	return e
}

// sleepBetween does not wait after a 429: Authorize does, until the budget has room, and shows it.
func (c *Client) sleepBetween(ctx context.Context, d time.Duration) error {
	if c.full.Swap(false) {
		return ctx.Err()
	}
	return c.o.Transport.Sleep(ctx, d)
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// interrupted is the error of a wait that a person ended.
func interrupted(err error) error {
	return &fault.Error{Kind: fault.KindOf(err), Message: say.T("interrupted while waiting for Kaonavi's budget; nothing was sent"), Err: err}
}
