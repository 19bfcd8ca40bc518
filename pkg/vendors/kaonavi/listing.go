package kaonavi

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Records is a sequence of records whose error ends it.
type Records = iter.Seq2[record.Record, error]

// Listing is an answer that holds records and, mostly, headers that name their columns.
type Listing struct {
	Records Records // once

	headers []Header
	order   order
	open    func(context.Context) (*transport.Response, error)
	what    say.Text
	names   []string // of the list
}

// Header is a column and its label (§2.2, §2.14).
type Header struct{ Column, Label string }

// Headers returns the columns that the answer has named so far, in its order: before the first record, when they stand
// before it, or at the end; or never.
func (l *Listing) Headers() []Header { return l.headers }

// Order returns the columns of the records that came, as they stand in them, for an answer without headers.
func (l *Listing) Order() []Header {
	headers := make([]Header, len(l.order.names))
	for i, name := range l.order.names {
		headers[i] = Header{Column: name}
	}
	return headers
}

// failed returns a listing whose request was refused here.
func failed(err error) *Listing {
	return &Listing{Records: func(yield func(record.Record, error) bool) { yield(record.Record{}, err) }}
}

// list reads an operation's records as they come. In a dry run they are the headers (§1.5).
func (c *Client) list(ctx context.Context, o operation, names []string, place ...string) *Listing {
	if err := o.in(c.o.Version); err != nil {
		return failed(err)
	}
	l := &Listing{what: o.what(), names: names, open: func(ctx context.Context) (*transport.Response, error) {
		return c.http.Stream(ctx, c.request(o, transport.Read, place...))
	}}
	l.Records = func(yield func(record.Record, error) bool) { l.read(ctx, yield) }
	if c.o.DryRun {
		l.Records = c.headerRecords(ctx, o, place...)
	}
	return l
}

// read yields the records of one answer.
func (l *Listing) read(ctx context.Context, yield func(record.Record, error) bool) {
	got, err := l.open(ctx)
	if err != nil {
		yield(record.Record{}, err)
		return
	}
	defer got.Stream.Close()
	path, rest, err := findRecords(got.Stream, l.names...)
	if err == nil && path == nil {
		err = l.without(rest, got.Status)
	}
	if err != nil {
		yield(record.Record{}, l.unreadable(err))
		return
	}
	reader := record.NewReader(rest, path...)
	first := true
	for r, err := range reader.Records() {
		if first {
			l.headers = headersOf(reader.Envelope())
			first = false
		}
		if err != nil {
			yield(record.Record{}, l.unreadable(err))
			return
		}
		if len(l.headers) == 0 {
			l.order.add(r.Value())
		}
		if !yield(r, nil) {
			return
		}
	}
	around := reader.Envelope()
	l.headers = headersOf(around)
	a := newAnswer(around)
	if err := verdict(l.what, a); err != nil {
		yield(record.Record{}, err)
	} else if around.Field("errors") != nil && len(a.errors) > 0 { // an empty list beside errors is not an empty sheet
		yield(record.Record{}, refused(got.Status, a))
	}
}

// without returns what an answer without records says instead.
func (l *Listing) without(rest *bufio.Reader, status int) error {
	body, err := io.ReadAll(io.LimitReader(rest, mostAhead+1))
	if err != nil {
		return err
	}
	if len(body) > mostAhead {
		return fault.Errorf(fault.Temporary, `%s: the answer has no list "%s" within its first MiB`, l.what, l.names[0]).
			WithHint("check base_url and any proxy on the way")
	}
	a, err := parseAnswer(body)
	if err != nil {
		return err
	}
	if err := verdict(l.what, a); err != nil {
		return err
	}
	if len(a.errors) > 0 {
		return refused(status, a)
	}
	return unexpected(l.what, say.T(`list "%s"`, l.names[0]))
}

// unreadable tells what broke a stream: transport's own words, a body that was cut, or one that is not JSON.
func (l *Listing) unreadable(err error) error {
	f := (*fault.Error)(nil)
	long := (*record.LongError)(nil)
	switch shape := (*record.ShapeError)(nil); {
	case errors.As(err, &f):
		return err
	case errors.As(err, &long):
		return fault.Errorf(fault.Temporary, "%s: the answer does not end where it should: %w", l.what, err).
			WithHint("if a record may be that long, ask for it alone")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &fault.Error{Kind: fault.Temporary, Message: say.T("%s: the answer is empty or was cut short", l.what), Err: err}
	case errors.As(err, &shape):
		return fault.Errorf(fault.Other, "Kaonavi's answer for %s can't be read: %w", l.what, err)
	}
	return fault.Errorf(fault.Other, "%s: the answer is not valid JSON: %w", l.what, err).
		WithHint("check base_url and any proxy on the way")
}

// verdict returns what the status of an answer to a read means; an answer need not have one (§2.2).
func verdict(what say.Text, a answer) error {
	switch a.status {
	case "", statusOK:
		return nil
	case statusWaiting, statusRunning:
		message := say.T("%s: not ready yet", what)
		if a.message != "" {
			message = say.T("%s: %s", message, a.message)
		}
		return &fault.Error{Kind: fault.Temporary, Code: a.status, Message: message, Hint: say.T("the same command, a little later")}
	}
	return jobFailed(what, a)
}

// headersOf finds the headers in what stands around the records.
func headersOf(around record.Value) []Header {
	v := around.Field("headers")
	if v == nil {
		v = around.Lookup("data", "headers")
	}
	var all []Header
	for name, label := range v.Fields() {
		all = append(all, Header{name, label.Text()})
	}
	return all
}

// headerRecords asks for the headers alone, by the vendor's dry run, and gives a record for each.
func (c *Client) headerRecords(ctx context.Context, o operation, place ...string) Records {
	return func(yield func(record.Record, error) bool) {
		headers, err := c.askHeaders(ctx, o, place...)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		for _, h := range headers {
			r := record.Record{}.With("column", record.String(h.Column)).With("label", record.String(h.Label))
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (c *Client) askHeaders(ctx context.Context, o operation, place ...string) ([]Header, error) {
	r := c.request(o, transport.Read, place...)
	r.Query = map[string][]string{"dryrun": {"1"}}
	got, err := c.http.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	a, _ := got.Meaning.(answer)
	if err := verdict(o.what(), a); err != nil {
		return nil, err
	}
	if len(a.errors) > 0 {
		return nil, refused(got.Status, a)
	}
	return headersOf(a.whole), nil
}
