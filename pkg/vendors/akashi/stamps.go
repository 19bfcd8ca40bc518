package akashi

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// StampQuery says whose stamps and when. No staff means the token's own.
type StampQuery struct {
	Span  period.Span // both ends included
	Staff []int64
}

// Stamps pulls every stamp of the span, each once, ordered by stamped_at and then staff_id, whatever the
// order of arrival (§6.7 for one staff, §6.10 for several). A stamp has no id, so equal stamps
// are real and all are kept. An error of kind Partial comes last and names what may be missing.
//
// The bytes of a record are valid until the next step, as those of a [record.Reader] are; [record.Record.Clone] keeps
// them.
func (c *Client) Stamps(ctx context.Context, q StampQuery) iter.Seq2[record.Record, error] {
	staff := eachOnce(q.Staff)
	var pulled iter.Seq2[stamp, error]
	switch len(staff) {
	case 0:
		pulled = c.pullOne(ctx, q.Span, c.company+"/stamps", "your own stamps")
	case 1:
		id := strconv.FormatInt(staff[0], 10)
		pulled = c.pullOne(ctx, q.Span, c.company+"/stamps/"+id, "staff "+id)
	default:
		pulled = c.pullMany(ctx, q.Span, staff)
	}
	return func(yield func(record.Record, error) bool) {
		for s, err := range pulled {
			if !yield(s.record(), err) {
				return
			}
		}
	}
}

// pullOne reads the endpoint of one staff, whose span may be the longer one.
func (c *Client) pullOne(ctx context.Context, span period.Span, path, whose string) iter.Seq2[stamp, error] {
	return window.Pull(ctx, span, c.stampLimits(OneStaffSpan), c.stampSource(whose, func(ctx context.Context, ask window.Ask) ([]stamp, error) {
		return c.fetchStamps(ctx, path, ask, nil, func(dst []stamp, a answer) ([]stamp, error) {
			return appendStamps(dst, a.cursor(), timesOf(a))
		})
	}))
}

// stampLimits asks for a second more on each side: the document does not say whether the second of end_date
// is included.
func (c *Client) stampLimits(longest time.Duration) window.Limits {
	return window.Limits{Max: longest, Margin: stampMargin, Concurrency: c.atOnce}
}

// stampSource tells window how stamps are asked for, told apart and ordered. 1,000 stamps in an answer
// mean that there may be more: the answer never says (§6.7.2).
func (c *Client) stampSource(whose string, fetch func(context.Context, window.Ask) ([]stamp, error)) window.Source[stamp] {
	return window.Source[stamp]{
		Name:  whose,
		At:    stampedAt,
		Order: byTime,
		Cap:   StampCap,
		Done:  c.doneWith,
		Fetch: func(ctx context.Context, ask window.Ask) ([]stamp, bool, error) {
			stamps, err := fetch(ctx, ask)
			return stamps, len(stamps) >= StampCap, err
		},
	}
}

// fetchStamps asks for the stamps of a span, which read takes out of the answer.
func (c *Client) fetchStamps(ctx context.Context, path string, ask window.Ask, staff []int64, read func([]stamp, answer) ([]stamp, error)) ([]stamp, error) {
	a, err := c.readSpan(ctx, path, ask, staff)
	if failed(err) {
		return nil, err
	}
	stamps, unread := read(c.emptyList(len(a.response)), a)
	if unread != nil {
		return nil, both(unread, err)
	}
	if len(stamps) == 0 {
		a.whole.Release()
	}
	return stamps, err
}

// readSpan asks for a span in the form that §6.7.2 demands, 14 digits; the 8 digits of §1 would leave out the
// last day.
func (c *Client) readSpan(ctx context.Context, path string, ask window.Ask, staff []int64) (answer, error) {
	query := url.Values{
		"start_date": {ask.From.In(jst).Format(wireStamp)},
		"end_date":   {ask.To.In(jst).Format(wireStamp)},
	}
	if staff != nil {
		query.Set("staff_ids", joinIDs(staff))
	}
	return c.readAnswer(ctx, say.T("stamps"), path, query, ask.Ready)
}

// eachOnce returns the ids in order.
func eachOnce(ids []int64) []int64 {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func joinIDs(ids []int64) string {
	var texts []string
	for _, id := range ids {
		texts = append(texts, strconv.FormatInt(id, 10))
	}
	return strings.Join(texts, ",")
}
