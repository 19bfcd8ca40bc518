package akashi

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// list reads the array member of an answer. Each record gets the named members of the envelope in front. What the
// vendor did not do comes last, as a *PartialError.
func (c *Client) list(ctx context.Context, what say.Text, path string, query url.Values, member string, envelope ...string) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		response, missing := c.read(ctx, what, path, query)
		if failed(missing) {
			yield(record.Record{}, missing)
			return
		}
		records, err := recordsOf(what, say.Verbatim(member), response.Field(member))
		if err != nil {
			yield(record.Record{}, both(err, missing))
			return
		}
		for _, r := range records {
			for _, name := range envelope {
				r = r.With(name, response.Field(name))
			}
			if !yield(r, nil) {
				return
			}
		}
		if missing != nil {
			yield(record.Record{}, missing)
		}
	}
}

// endingWith returns the records, and at their end, after whatever error they end with, what is known to be missing then.
func endingWith(records iter.Seq2[record.Record, error], missing func() error) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err != nil {
				yield(record.Record{}, both(err, missing()))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := missing(); err != nil {
			yield(record.Record{}, err)
		}
	}
}

// recordsOf reads a list of objects.
func recordsOf(what, member say.Text, list record.Value) ([]record.Record, error) {
	if list.Kind() != record.KindArray {
		return nil, unexpected(what, say.T("a list %s", member), list)
	}
	var records []record.Record
	for item := range list.Elements() {
		r, err := record.Of(item)
		if err != nil {
			return nil, unexpected(what, say.T("an object in %s", member), item)
		}
		records = append(records, r)
	}
	return records, nil
}

// done returns the record of a write's answer, with the partial error that came with it if there was one.
func done(what say.Text, response record.Value, err error) (record.Record, error) {
	if failed(err) {
		return record.Record{}, err
	}
	r, bad := record.Of(response)
	if bad != nil {
		return record.Record{}, unsure(both(unexpected(what, say.T("an object"), response), err))
	}
	return r, err
}

// unexpected returns an answer that is JSON and a success but not of the documented shape. What can't be read must
// not pass for an empty result.
func unexpected(what say.Text, wanted say.Text, got record.Value) error {
	return fault.Errorf(fault.Other, "AKASHI's answer for %s can't be read: expected %s, got %s", what, wanted, got.Kind()).
		WithHint("look at AKASHI's whole answer")
}

// unsure marks a write that AKASHI calls a success but whose answer can't be read.
func unsure(err error) error {
	accepted := say.Errorf("the request was accepted, but %w", err)
	return &fault.Error{Kind: fault.Temporary, Ambiguous: true, Err: accepted}
}
