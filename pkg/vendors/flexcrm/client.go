package flexcrm

import (
	"context"
	"net/http"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Client works for one workspace with one API key.
type Client struct {
	http      *transport.Client
	endpoints map[string]Endpoint
	secrets   *redact.Set
	shapes    record.Shapes // of records in lists
	atOnce    int           // requests under way; a dry run ends with the first one, which then is the earliest
}

// New returns a client. options.Auth, Check and Concurrency are set here; options.BaseURL is what BaseURL gives.
func New(options transport.Options, replaced Replacements, key transport.Source) (*Client, error) {
	all, err := endpoints(replaced)
	if err != nil {
		return nil, err
	}
	options = options.AtOnce(concurrency)
	options.Auth = newCredential(key, options.Redact)
	c := &Client{endpoints: all, secrets: options.Redact, atOnce: options.Concurrency}
	options.Check = c.check
	if c.http, err = transport.New(options); err != nil {
		return nil, err
	}
	return c, nil
}

// call is one request: an endpoint, what is filled into its path, and the rest.
type call struct {
	endpoint string
	what     say.Text          // for messages: "record 7 of tbl_customer"
	path     map[string]string // names of the path
	query    string            // escaped
	body     *transport.Body
}

// do sends it and gives the vendor's answer, which check has called a success.
func (c *Client) do(ctx context.Context, r call) (record.Value, error) {
	d, err := c.document(ctx, r)
	return d.Value(), err
}

// document works like do for an answer with many records.
func (c *Client) document(ctx context.Context, r call) (record.Document, error) {
	e := c.endpoints[r.endpoint]
	path, query := e.fill(r.path)
	if query != "" && r.query != "" {
		query += "&"
	}
	kind := transport.Write
	if e.Method == http.MethodGet {
		kind = transport.Read
	}
	got, err := c.http.Do(ctx, transport.Request{
		Name: r.what, Method: e.Method, Path: path, Dots: true, RawQuery: query + r.query, Body: r.body, Kind: kind,
	})
	if err != nil {
		return record.Document{}, e.explain(err)
	}
	d, _ := got.Meaning.(record.Document)
	return d, nil
}

// explain adds to a refusal that may well be of the path alone that nobody knows the path for certain.
func (e Endpoint) explain(err error) error {
	f, ok := err.(*fault.Error) //nolint:errorlint // a copy of this very error gets another hint
	if !ok || !e.Inferred || f.Status != http.StatusMethodNotAllowed && f.Status != http.StatusNotFound {
		return err
	}
	told := *f
	told.Hint = say.Lines(
		say.T("no public document gives the path of this operation; genba tried %s %s.", e.Method, e.Path),
		say.T("If the vendor told you another, it is the setting flexcrm.endpoints.%s: %s /…", e.Name, e.Method))
	return &told
}

// Raw sends any request of the API with the client's key, for what genba has no method for. A JSON object as its body becomes
// the form that the vendor takes. The answer is the vendor's whole document.
func (c *Client) Raw(ctx context.Context, r transport.Request) (*transport.Response, error) {
	if r.Body != nil {
		row, err := record.ParseValue(r.Body.Data)
		if err != nil || row.Kind() != record.KindObject {
			return nil, fault.New(fault.Usage, "the body of a request to FlexCRM must be a JSON object, which is sent as a form; nothing was sent")
		}
		r.Body = form(formOf(row, nil))
	}
	r.Dots = true
	return c.http.Do(ctx, r)
}
