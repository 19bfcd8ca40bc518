package v2

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/url"
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// Records is a sequence of records whose error ends it.
type Records = iter.Seq2[record.Record, error]

// stream reads the records of an answer as they come: the list stands under the name.
func (c *Client) stream(ctx context.Context, o operation, name string, query url.Values, places ...string) Records {
	return func(yield func(record.Record, error) bool) {
		r := o.request(places...)
		r.Query = query
		got, err := c.send(ctx, c.http.Stream, o, r)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		defer got.Stream.Close()
		reader := record.NewReader(got.Stream, name)
		switch o {
		case memberList:
			reader.Fields(memberFields())
		case sheetGet:
			reader.Fields(sheetFields())
		}
		for r, err := range reader.Records() {
			if err != nil {
				yield(record.Record{}, unreadable(o, err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// object reads an answer that is one object.
func (c *Client) object(ctx context.Context, o operation, r transport.Request) (record.Value, error) {
	return c.objectUntil(ctx, o, r, time.Time{})
}

// objectUntil works like object, and waits for places of the budget until a time at most; zero: for as long as it takes.
func (c *Client) objectUntil(ctx context.Context, o operation, r transport.Request, until time.Time) (record.Value, error) {
	got, err := c.sendUntil(ctx, c.http.Do, o, r, until)
	if err != nil {
		return nil, err
	}
	v, _ := got.Meaning.(record.Value)
	if v.Kind() != record.KindObject {
		return nil, unexpected(o, "object")
	}
	return v, nil
}

// one reads an answer that is one object as a record.
func (c *Client) one(ctx context.Context, o operation, places ...string) (record.Record, error) {
	v, err := c.object(ctx, o, o.request(places...))
	if err != nil {
		return record.Record{}, err
	}
	return record.Of(v)
}

// unreadable tells what broke a stream: transport's own words, a record without an end, a body that was cut, or one that is
// not what it should be.
func unreadable(o operation, err error) error {
	f := (*fault.Error)(nil)
	long := (*record.LongError)(nil)
	switch shape := (*record.ShapeError)(nil); {
	case errors.As(err, &f):
		return err
	case errors.As(err, &long):
		return fault.Errorf(fault.Temporary, "%s: the answer does not end where it should: %w", o.what(), err).
			WithHint("if a record may be that long, ask for it alone")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.Errorf(fault.Temporary, "%s: the answer is empty or was cut short: %w", o.what(), err)
	case errors.As(err, &shape):
		return fault.Errorf(fault.Other, "Kaonavi's answer for %s can't be read: %w", o.what(), err)
	}
	return fault.Errorf(fault.Other, "%s: the answer is not valid JSON: %w", o.what(), err).
		WithHint("check base_url and any proxy on the way")
}

// since returns the query that leaves out what is older than a day; "" asks for all.
func since(day string) url.Values {
	if day == "" {
		return nil
	}
	return url.Values{"updated_since": {day}}
}
