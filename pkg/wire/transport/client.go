// Package transport sends one HTTP request and says what is certain about it: retries, hooks,
// redirects, limits, TLS, proxies, and errors that never carry a secret. It must not know a vendor,
// what an answer means beyond Options.Check, or where a credential comes from.
package transport

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
)

const (
	defaultTimeout   = 60 * time.Second
	defaultBodyLimit = 32 << 20
	defaultStream    = 1 << 30
)

// DefaultRetries is how often a read is tried again.
const DefaultRetries = 4

// ErrDryRun is wrapped in what Do and Stream return when Options.DryRun is set: the request was
// printed and nothing was sent.
var ErrDryRun = say.Sentinel("dry run: nothing was sent")

// Options configures a Client. Only BaseURL is required.
type Options struct {
	BaseURL   string // https, or http on loopback; may have a path; no user, query or fragment
	UserAgent string
	Auth      Authorizer // for requests that have no Hook
	// Check is the vendor's test of an answer, run on every one whose body is complete and no web
	// page, whatever its status. nil means success for a 2xx; for another status the generic error
	// of that status is used. Its *fault.Error decides: Auth asks Auth.Refused once; Temporary lets
	// a read be retried; Other with a status that is not 2xx takes the kind of that status. For a
	// write answered 2xx, 408 or 5xx, Temporary, Other and a plain error mean that nobody knows
	// what the vendor did, and become Ambiguous; any other kind is the vendor's own certain word.
	Check func(*Response) error
	// Timeout is that of one attempt with its body; 0: 60 s. A body that Stream hands on may take longer while at least
	// 1 KiB a second comes, on an average over this time.
	Timeout     time.Duration
	MaxRetries  int       // below 0: 4
	BodyLimit   int64     // bytes after decompression, for Do and for error answers; 0: 32 MiB
	StreamLimit int64     // bytes after decompression, for Stream; 0: 1 GiB
	CAFile      string    // PEM certificates trusted besides the system's
	Debug       io.Writer // one masked line per attempt, each in one Write
	DryRun      io.Writer // when set, requests are printed here instead of sent
	Redact      *redact.Set
	Date        func(time.Time) // told the vendor's time of each answer that has one; nil: nobody asks
	Observe     func(Event)     // told each attempt when it ended, by several goroutines; nil: nobody asks
	// RoundTripper replaces the network, for tests. A write over it counts as not sent only
	// when its error is one of connecting.
	RoundTripper http.RoundTripper
	Proxy        func(*http.Request) (*url.URL, error) // nil: HTTPS_PROXY, HTTP_PROXY and NO_PROXY
	Sleep        func(context.Context, time.Duration) error
	Concurrency  int // requests under way at once; 0: no bound
	// Share waits until one more request may be under way with a host (host:port), where several processes share what it bears.
	// release is called when the answer has ended. nil: this client shares with nobody.
	Share func(ctx context.Context, host string) (release func(), err error)
}

// AtOnce returns the options of a client that has at most n requests under way. In a dry run it has one: that ends with the first
// request, which then is the earliest.
func (o Options) AtOnce(n int) Options {
	if o.Concurrency = n; o.DryRun != nil {
		o.Concurrency = 1
	}
	if o.Redact == nil {
		o.Redact = &redact.Set{}
	}
	return o
}

// Client sends requests to one vendor. Safe for concurrent use.
type Client struct {
	o          Options
	base       *url.URL
	basePath   string // escaped, without a trailing slash
	read       http.RoundTripper
	write      http.RoundTripper
	ownNetwork bool // the round trippers are ours, so the connection trace can be relied on
	proxy      proxyFunc
	places     chan struct{}
	share      share
	log        *logger
	gunzips    spares[*gunzip]
	spare      memory // of answers that were released
}

// New checks the options. Its errors are fault.Usage.
func New(o Options) (*Client, error) {
	base, err := parseBase(o.BaseURL)
	if err != nil {
		return nil, err
	}
	c := &Client{base: base, basePath: trimSlash(base.EscapedPath()), log: &logger{w: o.Debug, set: o.Redact}}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.MaxRetries < 0 {
		o.MaxRetries = DefaultRetries
	}
	if o.BodyLimit <= 0 {
		o.BodyLimit = defaultBodyLimit
	}
	if o.StreamLimit <= 0 {
		o.StreamLimit = defaultStream
	}
	if o.UserAgent == "" {
		o.UserAgent = "genba"
	}
	if o.Sleep == nil {
		o.Sleep = Sleep
	}
	if o.Concurrency > 0 {
		c.places = make(chan struct{}, o.Concurrency)
	}
	c.share.take, c.share.host = o.Share, base.Host
	c.o = o
	if o.RoundTripper != nil {
		c.read, c.write = o.RoundTripper, o.RoundTripper
		return c, nil
	}
	return c, c.connectNetwork()
}

// Do sends the request and reads the whole answer. When the vendor answered with a refusal, the
// answer comes along with the error. Errors are *fault.Error (or Check's or the Authorizer's own);
// a cancelled ctx is found by errors.Is, at once and in every wait.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	return c.run(ctx, r, false)
}

// Stream works like Do for an answer of any length: Response.Stream is the decompressed body, to be closed
// by the caller, and ends with io.EOF only when it came whole, as far as its length, chunks or gzip
// can tell. Check is run on answers that are not
// 2xx only. Retries end when the body begins, and so does the request's place in
// Options.Concurrency: a caller that holds several streams can't block itself. Its part of Options.Share ends with the body, or
// when the caller sends another request before.
func (c *Client) Stream(ctx context.Context, r Request) (*Response, error) {
	return c.run(ctx, r, true)
}

// acquire takes one of the Concurrency places; release gives it back.
func (c *Client) acquire(ctx context.Context) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.places == nil {
		return func() {}, nil
	}
	select {
	case c.places <- struct{}{}:
		return func() { <-c.places }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Sleep waits, unless the context ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func usage(format say.Format, args ...any) *fault.Error {
	return fault.Errorf(fault.Usage, format, args...)
}
