package v2

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/quota"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Options make a Client. Transport.BaseURL stands without the version; Auth and Check are set here.
type Options struct {
	Transport transport.Options
	// Credentials give consumer key and secret. They are asked for when a token is needed and not before.
	Credentials func(context.Context) (access.Credentials, error)
	Store       access.Store  // where the token is kept; nil: nowhere
	Budget      *quota.Ledger // counts Limits; nil: in this client alone
	NoWait      bool          // when a limit is used up, fail instead of waiting
	AskVendor   bool          // updates carry the vendor's own Dry-Run
	Now         func() time.Time
	Tell        func(format say.Format, args ...any) // what a person should know while it works
}

// Client works for one company. It is safe for concurrent use.
type Client struct {
	o      Options
	http   *transport.Client
	issuer *transport.Client // without a token
	keeper *access.Keeper
	// full is set while the vendor has said 429 and that is not settled yet.
	full      atomic.Bool
	after     atomic.Int64 // what the vendor then asked to wait; 0: nothing said
	uncounted sync.Once    // said that the budget has no file
	// said is the vendor's word with the last 429, for the message.
	said atomic.Pointer[string]
}

// New returns a client. It sends nothing.
func New(o Options) (*Client, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(say.Format, ...any) {}
	}
	if o.Budget == nil {
		o.Budget = quota.Open(quota.Options{Limits: Limits(0, 0), Now: o.Now})
	}
	if o.Transport.Sleep == nil {
		o.Transport.Sleep = sleep
	}
	if o.Transport.Redact == nil {
		o.Transport.Redact = &redact.Set{}
	}
	o.Transport.BaseURL = strings.TrimRight(o.Transport.BaseURL, "/") + "/" + Version
	c := &Client{o: o}
	c.keeper = access.NewKeeper(access.Options{
		BaseURL: o.Transport.BaseURL, Credentials: o.Credentials, Store: o.Store, Issue: c.issue, Now: o.Now, Redact: o.Transport.Redact.Add,
		Lost: func(err error) {
			o.Tell("the access token can't be kept: every run of genba has one issued (%w)", err)
		},
	})
	t := o.Transport
	t.Check, t.Sleep, t.Auth = c.checkCounted, c.sleepBetween, &authorizer{c}
	var err error
	if c.http, err = transport.New(t); err != nil {
		return nil, err
	}
	t = o.Transport
	t.Check = checkIssued
	c.issuer, err = transport.New(t)
	return c, err
}

// AccessToken gives a token that is good now, for other programs.
func (c *Client) AccessToken(ctx context.Context) (string, error) { return c.keeper.Token(ctx) }

// Known gives the token that is kept for these credentials; zero when there is none that is still good. It asks nobody.
func (c *Client) Known(ctx context.Context) (access.Token, error) { return c.keeper.Known(ctx) }

// Raw sends any request of the API with the client's token, for what genba has no method for. One that is no GET counts
// among the updates: which do is not known of a path that genba does not know.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	return c.send(ctx, c.http.Do, operation{name: r.Name, method: r.Method, path: r.Path, update: r.Method != http.MethodGet}, r)
}

// sender is one of the transport's methods.
type sender func(context.Context, transport.Request) (*transport.Response, error)

// send sends a request. A place of the budget for one that did not reach the vendor is given back, and the place among
// the updates of one that was refused.
func (c *Client) send(ctx context.Context, with sender, o operation, r transport.Request) (*transport.Response, error) {
	t := &try{update: o.update}
	c.said.Store(nil)
	if o.update && c.o.AskVendor {
		r.Header = http.Header{DryRunHeader: {"1"}}
	}
	traced := httptrace.WithClientTrace(context.WithValue(ctx, tryKey{}, t), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { t.arrived.Store(true) },
	})
	got, err := with(traced, r)
	if err == nil {
		return got, nil
	}
	lasting := context.WithoutCancel(ctx) // what can't be given back is forgotten in time
	_ = c.settleFull(lasting, t)
	switch arrived := t.arrived.Load(); {
	case t.taken && !arrived:
		_ = c.o.Budget.Return(lasting, t.request)
		_ = c.o.Budget.Return(lasting, t.updates)
	case got != nil && got.Status >= 400 && got.Status < 500 && got.Status != http.StatusTooManyRequests:
		_ = c.o.Budget.Return(lasting, t.updates)
	}
	return got, explain(err, o)
}

// try is a request on its way, for those who see only its context.
type try struct {
	update           bool
	request, updates quota.Turn // the places that it has taken
	taken            bool
	arrived          atomic.Bool // there was a connection, so the vendor may have counted it
}

type tryKey struct{}

// authorizer counts each attempt and gives it the token.
type authorizer struct{ *Client }

func (a *authorizer) Authorize(ctx context.Context, r *transport.Request) error {
	a.full.Store(false)
	t, _ := ctx.Value(tryKey{}).(*try)
	if t == nil {
		t = &try{}
	}
	unused := t.taken && !t.arrived.Load()
	// The token is looked at again after each wait, which may be longer than its life; nobody holds a lock meanwhile.
	return a.withRoom(ctx, func() error {
		token, err := a.keeper.Token(ctx)
		if err != nil {
			return err
		}
		r.Header.Set(tokenHeader, token)
		if unused {
			return nil
		}
		return a.take(ctx, t)
	})
}

func (a *authorizer) Refused(ctx context.Context) (again bool, err error) { return a.keeper.Renew(ctx) }

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
