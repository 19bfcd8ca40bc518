package akashi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Client works for one company with one access token.
type Client struct {
	http    *transport.Client
	company string // as it stands in paths
	secrets *redact.Set
	dry     bool      // nothing is sent
	atOnce  int       // requests under way; a dry run ends with the first one, which then is the earliest
	lists   sync.Pool // of []stamp, emptied, for answers to come
	shapes  *record.Shapes
	indexes sync.Pool  // of *record.Index, for answers to come
	known   *directory // of a Roster that came whole; nil: not read in this run
}

// New returns a client. options.Auth, Check and Concurrency are set here; the company id is the 企業ID that
// stands in every path. Every token that the source gives is added to options.Redact.
func New(options transport.Options, company string, token transport.Source) (*Client, error) {
	if company == "" {
		return nil, fault.New(fault.Usage, "the AKASHI company id is not set").
			WithHint("it is the setting akashi.company_id")
	}
	options = options.AtOnce(concurrency)
	options.Auth = newCredential(token, options.Redact)
	c := &Client{company: url.PathEscape(company), secrets: options.Redact, shapes: &record.Shapes{Innermost: true}}
	options.Check = c.check
	c.atOnce, c.dry = options.Concurrency, options.DryRun != nil
	var err error
	if c.http, err = transport.New(options); err != nil {
		return nil, err
	}
	return c, nil
}

// Raw sends any request of the API with the client's token, for endpoints that genba has no method
// for. "{company}" in the path becomes the company id; a body must be a JSON object. The answer is the vendor's
// whole document, which comes with a *PartialError where AKASHI left something out.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	r.Path = strings.ReplaceAll(r.Path, "{company}", c.company)
	got, err := c.http.Do(ctx, r)
	if err != nil {
		return got, err
	}
	a, _ := got.Meaning.(answer)
	return got, c.leftOut(a)
}

// read sends a GET and returns the answer's "response".
func (c *Client) read(ctx context.Context, name say.Text, path string, query url.Values) (record.Value, error) {
	a, err := c.readAnswer(ctx, name, path, query, nil)
	return a.response, err
}

// readAnswer works like read for an answer that is released after use. Its body is read when ready returns; nil: at once.
func (c *Client) readAnswer(ctx context.Context, name say.Text, path string, query url.Values, ready func(context.Context) error) (answer, error) {
	a, err := c.call(ctx, transport.Request{Name: name, Method: http.MethodGet, Path: path, Query: query, Kind: transport.Read, Ready: ready})
	var partial *PartialError
	if nothing := a.response == nil || a.response.Kind() == record.KindNull; nothing && errors.As(err, &partial) {
		return answer{}, refused(http.StatusOK, partial.Refusals) // it calls that a success, but nothing came
	}
	return a, err
}

// write sends a JSON body, once. The document and most clients that are used for real put the token
// into it; authorizer does so.
func (c *Client) write(ctx context.Context, name say.Text, method, path string, body record.Value) (record.Value, error) {
	a, err := c.call(ctx, transport.Request{Name: name, Method: method, Path: path, Body: transport.JSON(body), Kind: transport.Write})
	return a.response, err
}

// call returns the answer. Errors beside success=true (§6.3.3 shows them) come with it as a *PartialError.
func (c *Client) call(ctx context.Context, r transport.Request) (answer, error) {
	got, err := c.http.Do(ctx, r)
	if err != nil {
		return answer{}, err
	}
	a, _ := got.Meaning.(answer)
	return a, c.leftOut(a)
}

// leftOut returns the error of what an answer calls a success and yet refuses.
func (c *Client) leftOut(a answer) error {
	if len(a.refusals) == 0 {
		return nil
	}
	for i, r := range a.refusals { // transport masks only what it refuses itself
		a.refusals[i] = r.masked(c.secrets)
	}
	return &PartialError{Refusals: a.refusals}
}
