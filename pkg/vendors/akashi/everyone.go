package akashi

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// StaffIDs are the ids of Staffs, for the requests that name each staff. An error may come with ids, and then
// some are missing.
func (c *Client) StaffIDs(ctx context.Context) ([]int64, error) {
	var ids []int64
	for r, err := range c.Staffs(ctx) {
		if err != nil {
			return ids, err
		}
		id, ok := r.Lookup("staffId").Int()
		if !ok {
			return nil, unexpected("staffs", "a number as staffId", r.Lookup("staffId"))
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// Everyone is what pull gives for all staffs that AKASHI lists, who are asked for when the sequence is read. A list that
// did not come whole is no reason to give nothing: the records of those on it come, and the error, of kind Partial, last.
func (c *Client) Everyone(ctx context.Context, pull func(staff []int64) iter.Seq2[record.Record, error]) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		ids, missing := c.StaffIDs(ctx)
		if failed(missing) {
			yield(record.Record{}, missing)
			return
		}
		if len(ids) == 0 {
			nobody := fault.New(fault.Refused, "AKASHI lists no staff for this token").
				WithHint("the token's permission decides who is listed: genba akashi staffs list")
			yield(record.Record{}, both(nobody, missing))
			return
		}
		endingWith(pull(ids), func() error { return missing })(yield)
	}
}
