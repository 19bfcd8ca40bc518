package v2

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/budget"
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
	keeper *access.Keeper
	budget *budget.Budget
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
		o.Transport.Sleep = transport.Sleep
	}
	if o.Transport.Redact == nil {
		o.Transport.Redact = &redact.Set{}
	}
	o.Transport.BaseURL = strings.TrimRight(o.Transport.BaseURL, "/") + "/" + Version
	c := &Client{o: o}
	c.budget = budget.New(budget.Options{
		Words: access.BudgetWords(), Rules: rules, Ledger: o.Budget, NoWait: o.NoWait,
		Now: o.Now, Sleep: o.Transport.Sleep, Tell: o.Tell, Said: vendorsWord,
	})
	c.keeper = access.NewKeeper(access.Options{
		BaseURL: o.Transport.BaseURL, Credentials: o.Credentials, Store: o.Store, Issue: c.issue, Now: o.Now, Redact: o.Transport.Redact.Add,
		Lost: func(err error) {
			o.Tell("the access token can't be kept: every run of genba has one issued (%w)", err)
		},
	})
	t := o.Transport
	t.Check = check
	var err error
	c.http, err = transport.New(t)
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

// send sends a request, which waits for the budget.
func (c *Client) send(ctx context.Context, with sender, o operation, r transport.Request) (*transport.Response, error) {
	return c.sendUntil(ctx, with, o, r, time.Time{})
}

// sendUntil is send for who has no patience after a time.
func (c *Client) sendUntil(ctx context.Context, with sender, o operation, r transport.Request, until time.Time) (*transport.Response, error) {
	if o.update && c.o.AskVendor {
		r.Header = http.Header{DryRunHeader: {"1"}}
	}
	r.Hook = &budget.Hook{
		Ticket: c.budget.Ticket(o.limits()...), Patience: budget.Patience{Until: until}, Authorize: c.authorize, Renew: c.keeper.Renew,
	}
	got, err := with(ctx, r)
	if err != nil {
		return got, explain(err, o)
	}
	return got, nil
}

func (c *Client) authorize(ctx context.Context, r *transport.Request) error {
	token, err := c.keeper.Token(ctx)
	if err == nil {
		r.Header.Set(tokenHeader, token)
	}
	return err
}
