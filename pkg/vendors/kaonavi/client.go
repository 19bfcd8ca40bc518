package kaonavi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// tokenHeader carries the access token (§1.2).
const tokenHeader = "X-Kaonavi-Token" //nolint:gosec // G101: a name

// Options make a Client.
type Options struct {
	access.Account
	Version       string // "v1.2"
	TokenEncoding string // "json" as §2.1 has it, or "form" as real clients send it; "": json
	DryRun        bool   // the vendor's own (§1.5): reads give their headers, writes their errors
}

// Client works for one company in one version of the API. It is safe for concurrent use.
type Client struct {
	o       Options
	http    *transport.Client
	session *access.Session
}

// New returns a client. It sends nothing.
func New(o Options) (*Client, error) {
	if err := checkVersion(o.Version); err != nil {
		return nil, err
	}
	c := &Client{o: o}
	var err error
	c.session, err = access.Connect(&c.o.Account, access.Version{
		Path: o.Version, TokenHeader: tokenHeader, Limits: Limits(), Rules: rules(), Check: check, Said: vendorsWord, Issue: c.issue,
		Unkept: func(err error) say.Text {
			return say.T("the access token can't be kept: every run of genba spends one of the %d that Kaonavi gives an hour (%w)", MaxTokens, err)
		},
	})
	if err != nil {
		return nil, err
	}
	c.http = c.session.HTTP
	return c, nil
}

// AccessToken returns a token that is good now, for other programs.
func (c *Client) AccessToken(ctx context.Context) (token string, err error) {
	err = c.session.Budget.WithRoom(ctx, budget.Patience{Never: true}, func() error {
		token, err = c.session.Token(ctx)
		return err
	})
	return token, err
}

// Known returns the token that is kept for these credentials; zero when there is none that is still good. It asks nobody.
func (c *Client) Known(ctx context.Context) (access.Token, error) { return c.session.Known(ctx) }

// Raw sends any request of the API with the client's token, for what genba has no method for. The answer is the
// vendor's whole document.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	r.Hook = c.hook(r.Reads(), time.Time{})
	return c.http.Do(ctx, r)
}

// hook returns what goes with a request that counts: it brings the token and takes a place of the budget. A read waits for a free
// place, until a time if one is given. A write does not wait: meanwhile what it was compared with could change, and the person
// who confirmed it be gone.
func (c *Client) hook(reads bool, until time.Time) *budget.Hook {
	return c.session.Hook(budget.Patience{Never: !reads, Until: until}, requests)
}

// request returns one request of an operation, with its hook. A read carries dryrun in the query, as it has no body (§1.5).
func (c *Client) request(o operation, kind transport.Kind, place ...string) transport.Request {
	r := transport.Request{Name: say.T(o.name), Method: http.MethodPost, Path: o.path, Kind: kind, Hook: c.hook(kind == transport.Read, time.Time{})}
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

// doUntil works like do, and waits for a place of the budget until a time at most; zero: for as long as it takes.
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
