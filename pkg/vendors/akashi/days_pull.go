package akashi

import (
	"context"
	"iter"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// Days gives what staffs worked, a day each, from the working records (§6.11). The minutes are AKASHI's own before rounding where
// this AKASHI gives them; where the first day that has both its ends comes without them, all is read again with the breaks, which
// may take a request a day.
func (c *Client) Days(ctx context.Context, span period.Span, staff []int64) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		q := WorkingRecordQuery{Span: span, Staff: staff, NoRounding: true}
		known, err := c.countsMinutes(ctx, q)
		if err != nil {
			yield(hours.Day{}, err)
			return
		}
		q.NoRounding, q.Breaks = known, !known
		for r, err := range c.WorkingRecords(ctx, q) {
			var d hours.Day
			if err == nil {
				d, err = c.dayOf(ctx, r, known)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// countsMinutes reports whether the first day that has ended comes with AKASHI's own minutes. The records up to it are given up.
func (c *Client) countsMinutes(ctx context.Context, q WorkingRecordQuery) (bool, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for r, err := range c.WorkingRecords(ctx, q) {
		if err != nil {
			return false, err
		}
		if d, err := DayOf(r); err != nil || d.Minutes != hours.Unknown {
			return err == nil && d.Source == NoRoundingColumn, err
		}
	}
	return true, nil // nobody has finished a day
}

// dayOf makes a day of a record. One that has ended and lacks the minutes that the others have is read again, with its breaks.
func (c *Client) dayOf(ctx context.Context, r record.Record, known bool) (hours.Day, error) {
	d, err := DayOf(r)
	if err != nil || !known || d.Minutes == hours.Unknown || d.Source == NoRoundingColumn {
		return d, err
	}
	id, _ := r.Lookup("staff_id").Int()
	day, err := time.ParseInLocation(wireDate, r.Lookup("date").Text(), jst)
	if err != nil {
		return d, err
	}
	again := WorkingRecordQuery{Span: period.Span{From: day, To: day}, Staff: []int64{id}, Breaks: true}
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
