package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// result is what an answer's envelope holds.
type result struct {
	value record.Document // the list or the object
	outer record.Document // what stands beside the list: count and totalCalc of timecards
}

// resultOf opens the envelope. The document shows one, {error, result: {data}} for timecards; the others are open, so
// a bare list, a list as result, and data without result are read, too.
func resultOf(answer record.Document) result {
	r := result{answer, answer}
	for _, name := range []string{"result", "data"} {
		if inner := r.value.Field(name); inner.Kind() == record.KindArray || inner.Kind() == record.KindObject {
			r = result{inner, r.value}
		}
	}
	return r
}

// list returns the records of a result.
func (r result) list(what say.Text) ([]record.Record, error) {
	if r.value.Kind() != record.KindArray {
		return nil, unexpected(what, say.T("a list"), r.value.Value())
	}
	records, other := r.value.Records()
	if other != nil {
		return nil, unexpected(what, say.T("an object in the list"), other)
	}
	return records, nil
}

// one returns the only record of a result: the object, or the list of one. It must have an id: an empty envelope is an
// object, too.
func (r result) one(what say.Text) (record.Record, error) {
	v := r.value.Value()
	if v.Kind() == record.KindArray {
		n := 0
		for item := range r.value.Value().Elements() {
			v = item
			n++
		}
		if n != 1 {
			return record.Record{}, unexpected(what, say.T("one object"), r.value.Value())
		}
	}
	one, err := record.Of(v)
	if err != nil || v.Field("id") == nil {
		return record.Record{}, unexpected(what, say.T("an object with an id"), v)
	}
	return one, nil
}

// all reads a list that comes whole in one answer.
func (c *Client) all(ctx context.Context, what say.Text, path string, body record.Value) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		records, err := c.listed(ctx, what, path, body)
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (c *Client) listed(ctx context.Context, what say.Text, path string, body record.Value) ([]record.Record, error) {
	return c.listedWhen(ctx, nil, what, path, body)
}

// listedWhen works like listed for an answer whose body is to come when ready returns.
func (c *Client) listedWhen(ctx context.Context, ready func(context.Context) error, what say.Text, path string, body record.Value) ([]record.Record, error) {
	got, err := c.readWhen(ctx, ready, what, path, body)
	if err != nil {
		return nil, err
	}
	return got.list(what)
}

func (c *Client) single(ctx context.Context, what say.Text, path string, body record.Value) (record.Record, error) {
	got, err := c.read(ctx, what, path, body)
	if err != nil {
		return record.Record{}, err
	}
	return got.one(what)
}

// unexpected returns an answer that is JSON and a success but of no known shape. What can't be read must not pass for an
// empty result.
func unexpected(what say.Text, wanted say.Text, got record.Value) error {
	return fault.Errorf(fault.Other, "NipoPlus's answer for %s can't be read: expected %s, got %s", what, wanted, got.Kind()).
		WithHint("look at NipoPlus's whole answer")
}
