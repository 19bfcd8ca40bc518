package kaonavi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/budget"
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
	Credentials func(context.Context) (access.Credentials, error)
	Store       access.Store  // where the token is kept; nil: nowhere
	Budget      *quota.Ledger // counts Limits; nil: in this client alone
	NoWait      bool          // when the budget is used up a read fails instead of waiting
	DryRun      bool          // the vendor's own (§1.5): reads give their headers, writes their errors
	Now         func() time.Time
	Tell        func(format say.Format, args ...any) // what a person should know while it works
}

// Client works for one company in one version of the API. It is safe for concurrent use.
type Client struct {
	o      Options
	http   *transport.Client
	keeper *access.Keeper
	budget *budget.Budget
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
		o.Tell = func(say.Format, ...any) {}
	}
	if o.Budget == nil {
		o.Budget = quota.Open(quota.Options{Limits: Limits(), Now: o.Now})
	}
	if o.Transport.Sleep == nil {
		o.Transport.Sleep = transport.Sleep
	}
	if o.Transport.Redact == nil {
		o.Transport.Redact = &redact.Set{}
	}
	c := &Client{o: o}
	c.budget = budget.New(budget.Options{
		Words: access.BudgetWords(), Rules: rules, Ledger: o.Budget, NoWait: o.NoWait,
		Now: o.Now, Sleep: o.Transport.Sleep, Tell: o.Tell, Said: vendorsWord,
	})
	c.keeper = access.NewKeeper(access.Options{
		BaseURL: o.Transport.BaseURL, Credentials: o.Credentials, Store: o.Store, Issue: c.issue, Now: o.Now, Redact: o.Transport.Redact.Add,
		Lost: func(err error) {
			o.Tell("the access token can't be kept: every run of genba spends one of the %d that Kaonavi gives an hour (%w)", MaxTokens, err)
		},
	})
	t := o.Transport
	t.BaseURL = strings.TrimRight(t.BaseURL, "/") + "/" + o.Version
	t.Check = check
	var err error
	c.http, err = transport.New(t)
	return c, err
}

// AccessToken returns a token that is good now, for other programs.
func (c *Client) AccessToken(ctx context.Context) (token string, err error) {
	err = c.budget.WithRoom(ctx, budget.Patience{Never: true}, func() error {
		token, err = c.keeper.Token(ctx)
		return err
	})
	return token, err
}

// Known returns the token that is kept for these credentials; zero when there is none that is still good. It asks nobody.
func (c *Client) Known(ctx context.Context) (access.Token, error) { return c.keeper.Known(ctx) }

// Raw sends any request of the API with the client's token, for what genba has no method for. The answer is the
// vendor's whole document.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	r.Hook = c.hook(r.Reads(), time.Time{})
	return c.http.Do(ctx, r)
}

// hook goes with a request that counts: it brings the token and takes a place of the budget. A write does not wait for
// one: it would come when whoever sent it, and what it was compared with, are somewhere else. until is when the patience
// of who looks at a job ends; zero: never.
func (c *Client) hook(reads bool, until time.Time) *budget.Hook {
	return &budget.Hook{
		Ticket:    c.budget.Ticket(requests),
		Patience:  budget.Patience{Never: !reads, Until: until},
		Authorize: c.authorize,
		Renew:     c.keeper.Renew,
	}
}

func (c *Client) authorize(ctx context.Context, r *transport.Request) error {
	token, err := c.keeper.Token(ctx)
	if err == nil {
		r.Header.Set(tokenHeader, token)
	}
	return err
}

// request is one request of an operation, with its hook. A read carries dryrun in the query, as it has no body (§1.5).
func (c *Client) request(o operation, kind transport.Kind, place ...string) transport.Request {
	r := transport.Request{Name: o.name, Method: http.MethodPost, Path: o.path, Kind: kind, Hook: c.hook(kind == transport.Read, time.Time{})}
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
	return c.doUntil(ctx, o, time.Time{}, place...)
}

// doUntil is do for who has no patience after a time.
func (c *Client) doUntil(ctx context.Context, o operation, until time.Time, place ...string) (answer, error) {
	if err := o.in(c.o.Version); err != nil {
		return answer{}, err
	}
	r := c.request(o, transport.Read, place...)
	r.Hook = c.hook(true, until)
	got, err := c.http.Do(ctx, r)
	if err != nil {
		return answer{}, err
	}
	a, _ := got.Meaning.(answer)
	return a, nil
}

// vendorsWord returns what the vendor says with a refusal.
func vendorsWord(r *transport.Response) string {
	if a, err := parseAnswer(r.Body); err == nil && len(a.errors) > 0 {
		return fmt.Sprintf("%s (HTTP %d)", a.errors[0], r.Status)
	}
	return fmt.Sprintf("HTTP %d", r.Status)
}
