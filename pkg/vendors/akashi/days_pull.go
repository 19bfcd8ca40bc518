package akashi

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/wire/window"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// Days gives what staffs worked, a day each, from the working records (§6.11), group by group of staffs. The minutes are AKASHI's own
// before rounding where this AKASHI gives them; where the first day that has both its ends comes without them, all is read again
// with the breaks, which may take a request a day.
func (c *Client) Days(ctx context.Context, span period.Span, staff []int64) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		q := WorkingRecordQuery{Span: span, Staff: eachOnce(staff), NoRounding: true}
		counts, more := c.countedDays(ctx, q, yield)
		if counts || !more {
			return
		}
		q.NoRounding, q.Breaks = false, true
		for d, err := range c.dayGroups(ctx, q) {
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// countedDays gives the days with AKASHI's own minutes. It gives none, and counts is false, when the first day that has ended shows
// that there are none; more is false when the reader wants no more, or an error came.
func (c *Client) countedDays(ctx context.Context, q WorkingRecordQuery, yield func(hours.Day, error) bool) (counts, more bool) {
	var held []hours.Day // days without an end, until it is known
	for d, err := range c.dayGroups(ctx, q) {
		switch {
		case err != nil:
			yield(d, err)
			return counts, false
		case !counts && d.Minutes == hours.Unknown:
			held = append(held, d)
			continue
		case !counts && d.Source != NoRoundingColumn:
			return false, true
		case !counts:
			counts = true
			for _, h := range held {
				if !yield(h, nil) {
					return true, false
				}
			}
		}
		if d.Minutes != hours.Unknown && d.Source != NoRoundingColumn {
			if d, err = c.withBreaks(ctx, d); err != nil {
				yield(d, err)
				return true, false
			}
		}
		if !yield(d, nil) {
			return true, false
		}
	}
	if !counts { // nobody has finished a day
		for _, h := range held {
			if !yield(h, nil) {
				return true, false
			}
		}
	}
	return true, false
}

// dayGroups reads the days of 50 staffs after the other: nothing is held but the answers under way.
func (c *Client) dayGroups(ctx context.Context, q WorkingRecordQuery) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		days := WorkingRecordDays
		if q.Breaks {
			taken, err := c.takesEndWithBreaks(ctx, q, q.Staff)
			if err != nil {
				yield(hours.Day{}, err)
				return
			}
			if !taken {
				days = 1
			}
		}
		var pieces []func(context.Context) ([]hours.Day, error)
		for group := range slices.Chunk(q.Staff, WorkingRecordIDs) {
			for _, span := range q.Span.CutDays(days) {
				pieces = append(pieces, func(ctx context.Context) ([]hours.Day, error) {
					records, err := c.workingDays(ctx, span, group, q)
					if failed(err) {
						return nil, err
					}
					list := make([]hours.Day, 0, len(records))
					for _, r := range records {
						d, bad := DayOf(r.record)
						if bad != nil {
							return nil, bad
						}
						list = append(list, d)
					}
					return list, err
				})
			}
		}
		window.InOrder(ctx, c.atOnce, pieces)(yield)
	}
}

// withBreaks reads a day again that has ended and lacks the minutes that the others have.
func (c *Client) withBreaks(ctx context.Context, d hours.Day) (hours.Day, error) {
	id, _ := record.String(d.Person).Int()
	at, err := time.ParseInLocation(time.DateOnly, d.Date.String(), jst)
	if err != nil {
		return d, err
	}
	again := WorkingRecordQuery{Span: period.Span{From: at, To: at}, Staff: []int64{id}, Breaks: true}
	for r, err := range c.WorkingRecords(ctx, again) {
		if err != nil {
			return d, err
		}
		return DayOf(r)
	}
	return d, nil
}

// ManhourDays gives the minutes that were booked as man-hours, an entry each.
func (c *Client) ManhourDays(ctx context.Context, span period.Span) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		for r, err := range c.Manhours(ctx, ManhourQuery{Span: span}) {
			var d hours.Day
			if err == nil {
				minutes, _ := r.Lookup("minutes").Int()
				date, _ := hours.ParseDate(r.Lookup("date").Text())
				d = hours.Day{Person: r.Lookup("staff_id").Text(), Date: date, Minutes: int(minutes), Source: "daily_hour_items.minute"}
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}
