// Package logimeter speaks LOGIMETER's API: one method per endpoint, its limits, its columns. It must not know commands,
// flags, files or screens, nor where a token is kept.
package logimeter

import (
	"context"
	"sync"

	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// concurrency is how many requests of a user may run at once (§4-2 says so of CSV files).
const concurrency = 5

// Settings holds what a client needs beside the transport.
type Settings struct {
	Workplace string // workplace_id, in every path
	// Endpoint returns the configured replacement of an endpoint by its name: "PUT /…". nil: none is replaced.
	Endpoint func(name string) (string, bool)
}

// Client works in one workplace. Safe for concurrent use.
type Client struct {
	http     *transport.Client
	settings Settings
	options  transport.Options // for clients of another host

	mu        sync.Mutex
	elsewhere map[string]*transport.Client // by base URL
}

// New returns a client. options.Auth, Check and Concurrency are set here. Every token that comes from tokens is added
// to options.Redact. A missing workplace is fault.Usage.
func New(options transport.Options, s Settings, tokens Tokens) (*Client, error) {
	if s.Workplace == "" {
		return nil, fault.New(fault.Usage, "the LOGIMETER workplace id is not set").
			WithHint("it is the setting logimeter.workplace_id")
	}
	options = options.AtOnce(concurrency)
	options.Auth = &authorizer{tokens: tokens, secrets: options.Redact}
	options.Check = check
	http, err := transport.New(options)
	if err != nil {
		return nil, err
	}
	return &Client{http: http, settings: s, options: options, elsewhere: map[string]*transport.Client{}}, nil
}

// Raw sends any request of the API with the client's token, for endpoints that genba has no method for.
// "{workplace}" in the path becomes the workplace id.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	path, err := c.fill(r.Path, nil)
	if err != nil {
		return nil, err
	}
	r.Path = path
	return c.http.Do(ctx, r)
}

// transportFor returns the transport for a base URL. It is another than the API's own only if the operator has configured it.
func (c *Client) transportFor(base string) (*transport.Client, error) {
	if base == "" {
		return c.http, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if other := c.elsewhere[base]; other != nil {
		return other, nil
	}
	options := c.options
	options.BaseURL = base
	other, err := transport.New(options)
	if err != nil {
		return nil, err
	}
	c.elsewhere[base] = other
	return other, nil
}

// Probe reports whether the vendor accepts the access token. No public document shows a read that always succeeds, so it asks
// for a CSV file that nobody made: a refusal of the file is a success.
func (c *Client) Probe(ctx context.Context) error {
	r, err := c.endpoint("csv_download", map[string]string{"id": "0"})
	if err != nil {
		return err
	}
	if _, err = r.do(ctx); fault.KindOf(err) == fault.Refused {
		return nil
	}
	return err
}
