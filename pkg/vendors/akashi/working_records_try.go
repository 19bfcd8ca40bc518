package akashi

import (
	"context"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// takesEndWithBreaks tries once, for one staff and the first two days, whether this AKASHI takes end_date beside breaks, which
// the document forbids (§6.11.2). Only an answer that has both days, with their breaks, says so: one that leaves out the end or
// the breaks without a word would be days missing.
func (c *Client) takesEndWithBreaks(ctx context.Context, q WorkingRecordQuery, staff []int64) (bool, error) {
	days := q.Span.CutDays(1)
	if len(days) < 2 || c.dry { // a dry run shows what the document allows
		return false, nil
	}
	span := period.Span{From: days[0].From, To: days[1].To}
	response, err := c.read(ctx, say.T("working records"), c.company+"/working_records", q.values(span, staff[:1]))
	switch {
	case fault.KindOf(err) == fault.Refused:
		return false, nil
	case err != nil && fault.KindOf(err) != fault.Partial:
		return false, err
	case err != nil:
		return false, nil //nolint:nilerr // something was left out: each day is asked for on its own
	}
	got, err := appendWorkingDays(nil, response)
	if err != nil {
		return false, nil //nolint:nilerr // the requests that follow say what can't be read
	}
	got = within(got, span)
	for _, day := range got {
		if day.record.Lookup(BreakList).Kind() != record.KindArray {
			return false, nil
		}
	}
	return len(got) == 2 && got[0].date != got[1].date, nil
}
