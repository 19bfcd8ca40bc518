package akashi

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"slices"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// WorkingRecordQuery says whose days. Span is taken as whole days, the calendar days of its own location.
type WorkingRecordQuery struct {
	Span   period.Span
	Staff  []int64 // at least one
	Breaks bool    // with the breaks of each day in break_time_results
}

// WorkingRecords pulls one record per staff and day, ordered by date and then staff_id (§6.11). Requests are cut
// to 31 days and 50 ids. With breaks the document forbids end_date and does not say how far the answer then
// reaches: each day is asked for on its own and only that day is kept.
func (c *Client) WorkingRecords(ctx context.Context, q WorkingRecordQuery) iter.Seq2[record.Record, error] {
	staff := eachOnce(q.Staff)
	days := WorkingRecordDays
	if q.Breaks {
		days = 1
	}
	var pieces []func(context.Context) ([]workingDay, error)
	for _, span := range q.Span.CutDays(days) {
		pieces = append(pieces, func(ctx context.Context) ([]workingDay, error) {
			return c.workingDays(ctx, span, staff, q.Breaks)
		})
	}
	return func(yield func(record.Record, error) bool) {
		if len(staff) == 0 || len(pieces) == 0 {
			yield(record.Record{}, fault.New(fault.Usage, "working records need staffs and days, of which none were given"))
			return
		}
		for day, err := range window.InOrder(ctx, c.atOnce, pieces) {
			if !yield(day.record, err) {
				return
			}
		}
	}
}

type workingDay struct {
	record record.Record
	staff  int64
	date   string
}

// workingDays reads one span of days for all staffs, in order.
func (c *Client) workingDays(ctx context.Context, span period.Span, staff []int64, breaks bool) ([]workingDay, error) {
	var days []workingDay
	var missing error
	for ids := range slices.Chunk(staff, WorkingRecordIDs) {
		query := url.Values{"start_date": {span.From.Format(wireDay)}, "staff_ids": {joinIDs(ids)}}
		if breaks {
			query.Set("include_break_results", "1")
		} else {
			query.Set("end_date", span.To.Format(wireDay))
		}
		response, err := c.read(ctx, "working records", c.company+"/working_records", query)
		if failed(err) {
			return nil, err
		}
		var unread error
		if days, unread = appendWorkingDays(days, response); unread != nil {
			return nil, both(unread, err)
		}
		missing = both(missing, err)
	}
	from, to := span.From.Format(wireDate), span.To.Format(wireDate)
	days = slices.DeleteFunc(days, func(d workingDay) bool { return d.date < from || d.date > to })
	slices.SortStableFunc(days, func(a, b workingDay) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.staff, b.staff))
	})
	return days, missing
}

// appendWorkingDays reads the list of staffs, which is the response itself in the example of §6.11.4 (and from the
// real service), and response.response in the table of §6.11.3.
func appendWorkingDays(dst []workingDay, response record.Value) ([]workingDay, error) {
	const what = "working records"
	if response.Kind() == record.KindObject {
		response = response.Field("response")
	}
	holders, err := recordsOf(what, "of staffs", response)
	if err != nil {
		return nil, err
	}
	for _, holder := range holders {
		id := holder.Lookup("staff_id")
		staff, ok := id.Int()
		if !ok {
			return nil, unexpected(what, say.T("a staff_id beside the days"), id)
		}
		days, err := recordsOf(what, "working_records", holder.Lookup("working_records"))
		if err != nil {
			return nil, err
		}
		for _, r := range days {
			text := r.Lookup("date").Text()
			date, err := time.Parse(wireDate, text)
			if err != nil {
				return nil, fault.Errorf(fault.Other, "AKASHI sent a working record whose date can't be read: %q", text)
			}
			dst = append(dst, workingDay{record: r.With("staff_id", id), staff: staff, date: date.Format(wireDate)})
		}
	}
	return dst, nil
}
