package nipoplus

import (
	"cmp"
	"context"
	"net/http"
	"sync/atomic"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Client works with one API key.
type Client struct {
	http     *transport.Client
	atOnce   int         // requests under way; a dry run ends with the first one, which then is the earliest
	unlocked atomic.Bool // the account is known to have no limit on timecards
	held     heldLists
	settings Settings
	shapes   record.Shapes // of records in lists
}

// Settings are what the config may have otherwise.
type Settings struct {
	Templates string // the path of the list of templates; "": templates
}

// New returns a client. options.Auth, Check and Concurrency are set here. Every key that the source gives is added to
// options.Redact.
func New(options transport.Options, settings Settings, key transport.Source) (*Client, error) {
	options = options.AtOnce(concurrency)
	options.Auth = newCredential(key, options.Redact)
	settings.Templates = cmp.Or(settings.Templates, "templates")
	c := &Client{atOnce: options.Concurrency, settings: settings}
	options.Check = c.check
	var err error
	if c.http, err = transport.New(options); err != nil {
		return nil, err
	}
	return c, nil
}

// Raw sends any request of the API with the client's key, for endpoints that genba has no method for. The document
// has nothing but reads, so all are sent as such.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	r.Kind = transport.Read
	return c.http.Do(ctx, r)
}

// read sends a JSON body and returns the result inside the answer's envelope.
func (c *Client) read(ctx context.Context, name say.Text, path string, body record.Value) (result, error) {
	return c.readWhen(ctx, nil, name, path, body)
}

// readWhen works like read for an answer whose body is to come when ready returns.
func (c *Client) readWhen(ctx context.Context, ready func(context.Context) error, name say.Text, path string, body record.Value) (result, error) {
	got, err := c.http.Do(ctx, transport.Request{
		Name: name, Method: http.MethodPost, Path: path, Body: transport.JSON(body), Kind: transport.Read,
		Ready: ready,
	})
	if err != nil {
		return result{}, err
	}
	answer, _ := got.Meaning.(record.Document)
	if cap(got.Body) > len(got.Body)+len(got.Body)/mostSpare { // pieces of a pull wait in memory: no more of it than they need
		answer = answer.Moved()
		got.Release()
	}
	return resultOf(answer), nil
}

// mostSpare is which part of an answer's memory may be unused.
const mostSpare = 16

// texts returns a list of strings; none is absent.
func texts(words []string) record.Value {
	if len(words) == 0 {
		return nil
	}
	list := []byte{'['}
	for i, word := range words {
		if i > 0 {
			list = append(list, ',')
		}
		list = append(list, record.String(word)...)
	}
	return append(list, ']')
}

func inGroup(id string) record.Member { return record.Named("groupId", record.String(id)) }
