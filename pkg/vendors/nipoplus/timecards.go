package nipoplus

import (
	"context"
	"iter"
	"net/url"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// TimecardQuery says whose timecards and when.
type TimecardQuery struct {
	Group string
	Staff []string // nil: all that the group has
	Span  period.Span
	Size  int // timecards in one answer; 0: MaxSize
}

// Timecards pulls the timecards of staffs, in their order and then by date. What an account without its limit lifted
// does not give is said by an error of kind Partial, which comes last.
func (c *Client) Timecards(ctx context.Context, q TimecardQuery) iter.Seq2[record.Record, error] {
	return c.eachStaff(ctx, q, func(ctx context.Context, staff string) ([]record.Record, error) {
		var cards []record.Record
		for card, err := range c.cards(q, staff).pull(ctx, q.Span) {
			if err != nil {
				return cards, err
			}
			cards = append(cards, card)
		}
		return cards, nil
	})
}

// TimecardTotals gives the vendor's own totals (totalCalc) for the whole span, one record per staff. They are of one
// answer: of a staff with more cards than it holds, an error of kind Partial says so.
func (c *Client) TimecardTotals(ctx context.Context, q TimecardQuery) iter.Seq2[record.Record, error] {
	return c.eachStaff(ctx, q, func(ctx context.Context, staff string) ([]record.Record, error) {
		s, ask := c.cards(q, staff), seconds(q.Span)
		body := record.Object(append(s.body, record.Named("size", record.Int(MaxSize)), record.Named("from", wire(ask.From)), record.Named("to", wire(ask.To)))...)
		got, err := c.read(ctx, s.what, s.path, body)
		if err != nil {
			return nil, err
		}
		cards, err := got.list(s.what)
		if err != nil {
			return nil, err
		}
		totals := got.outer.Field("totalCalc").Value()
		if totals.Kind() != record.KindObject {
			return nil, unexpected(s.what, say.T("totals (totalCalc) beside the list"), totals)
		}
		err = s.locked(ctx, ask, len(cards))
		if len(cards) >= MaxSize {
			err = fault.Errorf(fault.Partial, "the totals of staff %s are of the first %d timecards only", staff, len(cards)).
				WithHint("ask for a shorter range")
		}
		total := record.Record{}.With("staffId", record.String(staff)).With("from", wire(ask.From)).With("to", wire(ask.To)).
			With("count", got.outer.Field("count").Value()).With("totalCalc", totals)
		return []record.Record{total}, err
	})
}

func (c *Client) cards(q TimecardQuery, staff string) search {
	s := search{
		client: c, what: say.T("timecards"), path: "timecards/" + url.PathEscape(staff), body: []record.Member{inGroup(q.Group)},
		clocks: clocks{"day", "date", "createTs", "updateTs"}, whose: "staff " + staff, size: q.Size,
	}
	s.limited = s.lockedMargin
	return s
}

// locked finds out whether five timecards are all that there are, or all that an account gives whose limit is not
// lifted: such an account gives five even when asked for one.
func (s search) locked(ctx context.Context, ask period.Span, n int) error {
	if n != LockedTimecards || s.client.unlocked.Load() {
		return nil
	}
	s.limited = nil
	got, _, err := s.get(ctx, &ask, 1)
	if err != nil {
		return err
	}
	if len(got) <= 1 {
		s.client.unlocked.Store(true)
		return nil
	}
	return fault.Errorf(fault.Partial, "NipoPlus gives this account only %d {timecard|timecards} per answer: its limit is not lifted (タイムカードの制限解除), and more may be missing", LockedTimecards).
		WithHint("have the limit lifted in NipoPlus; until then ask for a few days at a time")
}

// lockedMargin works like locked for a part of a range that was asked for with margins, which may have brought the next day's
// card: without them there may be fewer than five.
func (s search) lockedMargin(ctx context.Context, ask period.Span, n int) error {
	err := s.locked(ctx, ask, n)
	without := period.Span{From: ask.From.Add(margin), To: ask.To.Add(-margin)}
	if !missing(err) || without.To.Before(without.From) {
		return err
	}
	s.limited = nil
	got, _, bad := s.get(ctx, &without, s.most())
	switch {
	case bad != nil:
		return bad
	case len(got) < LockedTimecards:
		return nil
	}
	return err
}

// eachStaff reads staffs several at a time and gives what they have in their order.
func (c *Client) eachStaff(ctx context.Context, q TimecardQuery, read func(context.Context, string) ([]record.Record, error)) iter.Seq2[record.Record, error] {
	return func(yield func(record.Record, error) bool) {
		staffs := q.Staff
		if staffs == nil {
			var err error
			if staffs, err = c.staffIDs(ctx, q.Group); err != nil {
				yield(record.Record{}, err)
				return
			}
		}
		var jobs []func(context.Context) ([]record.Record, error)
		for _, staff := range staffs {
			jobs = append(jobs, func(ctx context.Context) ([]record.Record, error) { return read(ctx, staff) })
		}
		window.InOrder(ctx, c.atOnce, jobs)(yield)
	}
}

func (c *Client) staffIDs(ctx context.Context, group string) ([]string, error) {
	staffs, err := c.staffList(ctx, group)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range staffs {
		id := staffID(r)
		if id == "" {
			return nil, unexpected(say.T("staffs"), say.T("an id of each staff"), nil)
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil, fault.Errorf(fault.Refused, "NipoPlus lists no staff for group %s", group).WithHint("see the group's list of staffs")
	}
	return ids, nil
}
