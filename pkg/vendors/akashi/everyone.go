package akashi

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Pull gives the records of some staffs.
type Pull func(staff []int64) iter.Seq2[record.Record, error]

// Everyone returns what pull gives for all staffs that AKASHI lists, who are asked for when the sequence is read. A list that
// did not come whole is no reason to give nothing: the records of those on it come, and the error, of kind Partial, last.
func (c *Client) Everyone(ctx context.Context, pull Pull) iter.Seq2[record.Record, error] {
	return c.everyone(ctx, func(d *directory) iter.Seq2[record.Record, error] { return pull(d.ids) })
}

// EveryoneNamed does Everyone and WithNames in one: the list is read once.
func (c *Client) EveryoneNamed(ctx context.Context, pull Pull, unlisted func(ids []int64)) iter.Seq2[record.Record, error] {
	return c.everyone(ctx, func(d *directory) iter.Seq2[record.Record, error] {
		return d.withNames(pull(d.ids), unlisted)
	})
}

func (c *Client) everyone(ctx context.Context, pull func(*directory) iter.Seq2[record.Record, error]) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		d, err := c.directory(ctx)
		if err == nil {
			err = d.nobody()
		}
		if err != nil {
			yield(record.Record{}, err)
			return
		}
		endingWith(pull(d), func() error { return d.missing })(yield)
	}
}
