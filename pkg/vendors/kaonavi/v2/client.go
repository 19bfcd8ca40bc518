package v2

import (
	"context"
	"net/http"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Options make a Client.
type Options struct {
	access.Account
	AskVendor bool // updates carry the vendor's own Dry-Run
}

// Client works for one company. It is safe for concurrent use.
type Client struct {
	o       Options
	http    *transport.Client
	session *access.Session
}

// New returns a client. It sends nothing.
func New(o Options) (*Client, error) {
	c := &Client{o: o}
	var err error
	c.session, err = access.Connect(&c.o.Account, access.Version{
		Path: Version, OwnTokens: true, TokenHeader: tokenHeader, Limits: Limits(0, 0), Rules: rules(), Check: check, Said: vendorsWord, Issue: c.issue,
		Unkept: func(err error) say.Text {
			return say.T("the access token can't be kept: every run of genba has one issued (%w)", err)
		},
	})
	if err != nil {
		return nil, err
	}
	c.http = c.session.HTTP
	return c, nil
}

// AccessToken gives a token that is good now, for other programs.
func (c *Client) AccessToken(ctx context.Context) (string, error) { return c.session.Token(ctx) }

// Known gives the token that is kept for these credentials; zero when there is none that is still good. It asks nobody.
func (c *Client) Known(ctx context.Context) (access.Token, error) { return c.session.Known(ctx) }

// Raw sends any request of the API with the client's token, for what genba has no method for. One that is no GET counts
// among the updates: which do is not known of a path that genba does not know.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	return c.send(ctx, c.http.Do, operation{method: r.Method, path: r.Path, update: r.Method != http.MethodGet}, r)
}

// sender is one of the transport's methods.
type sender func(context.Context, transport.Request) (*transport.Response, error)

// send sends a request, which waits for the budget.
func (c *Client) send(ctx context.Context, with sender, o operation, r transport.Request) (*transport.Response, error) {
	return c.sendUntil(ctx, with, o, r, time.Time{})
}

// sendUntil works like send, and waits for places of the budget until a time at most; zero: for as long as it takes.
func (c *Client) sendUntil(ctx context.Context, with sender, o operation, r transport.Request, until time.Time) (*transport.Response, error) {
	if o.update && c.o.AskVendor {
		r.Header = http.Header{dryRunHeader: {"1"}}
	}
	r.Hook = c.session.Hook(budget.Patience{Until: until}, o.limits()...)
	got, err := with(ctx, r)
	if err != nil {
		return got, explain(err, o)
	}
	return got, nil
}
