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
	// NoRounding asks for the worked minutes before rounding, actual_working_hours_no_rounding, which no document names.
	NoRounding bool
}

// WorkingRecords pulls one record per staff and day, ordered by date and then staff_id (§6.11). Requests are cut
// to 31 days and 50 ids. With breaks the document forbids end_date, and clients in use send it all the same: it is tried once,
// and where AKASHI does not take it each day is asked for on its own.
func (c *Client) WorkingRecords(ctx context.Context, q WorkingRecordQuery) iter.Seq2[record.Record, error] {
	staff := eachOnce(q.Staff)
	return func(yield func(record.Record, error) bool) {
		if len(staff) == 0 || q.Span.Days() == 0 {
			yield(record.Record{}, fault.New(fault.Usage, "working records need staffs and days, of which none were given"))
			return
		}
		days := WorkingRecordDays
		if q.Breaks {
			taken, err := c.takesEndWithBreaks(ctx, q, staff)
			if err != nil {
				yield(record.Record{}, err)
				return
			}
			if !taken {
				days = 1
			}
		}
		var pieces []func(context.Context) ([]workingDay, error)
		for _, span := range q.Span.CutDays(days) {
			pieces = append(pieces, func(ctx context.Context) ([]workingDay, error) {
				return c.workingDays(ctx, span, staff, q)
			})
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
func (c *Client) workingDays(ctx context.Context, span period.Span, staff []int64, q WorkingRecordQuery) ([]workingDay, error) {
	var days []workingDay
	var missing error
	for ids := range slices.Chunk(staff, WorkingRecordIDs) {
		query := q.values(span, ids)
		response, err := c.read(ctx, say.T("working records"), c.company+"/working_records", query)
		if failed(err) {
			return nil, err
		}
		var unread error
		if days, unread = appendWorkingDays(days, response); unread != nil {
			return nil, both(unread, err)
		}
		missing = both(missing, err)
	}
	days = within(days, span)
	slices.SortStableFunc(days, func(a, b workingDay) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.staff, b.staff))
	})
	return days, missing
}

// values returns the parameters of a request. A single day with breaks goes without end_date, as the document has it.
func (q WorkingRecordQuery) values(span period.Span, ids []int64) url.Values {
	from, to := span.From.Format(wireDay), span.To.Format(wireDay)
	query := url.Values{"start_date": {from}, "staff_ids": {joinIDs(ids)}}
	if q.Breaks {
		query.Set("include_break_results", "1")
	}
	if !q.Breaks || from != to {
		query.Set("end_date", to)
	}
	if q.NoRounding {
		query.Set("include_actual_working_hours_no_rounding", "1")
	}
	return query
}

func within(days []workingDay, span period.Span) []workingDay {
	from, to := span.From.Format(wireDate), span.To.Format(wireDate)
	return slices.DeleteFunc(days, func(d workingDay) bool { return d.date < from || d.date > to })
}

// appendWorkingDays reads the list of staffs, which is the response itself in the example of §6.11.4 (and from the
// real service), and response.response in the table of §6.11.3.
func appendWorkingDays(dst []workingDay, response record.Value) ([]workingDay, error) {
	what := say.T("working records")
	if response.Kind() == record.KindObject {
		response = response.Field("response")
	}
	holders, err := recordsOf(what, say.T("of staffs"), response)
	if err != nil {
		return nil, err
	}
	for _, holder := range holders {
		id := holder.Lookup("staff_id")
		staff, ok := id.Int()
		if !ok {
			return nil, unexpected(what, say.T("a staff_id beside the days"), id)
		}
		days, err := recordsOf(what, say.Verbatim("working_records"), holder.Lookup("working_records"))
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
