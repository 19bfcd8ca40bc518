package akashi

import (
	"cmp"
	"context"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// Man-hours stand in no public document: what is here is what clients that are used for real do. Ids and minutes come as
// numbers and as text, dates as 2026-03-01 and as 2026/03/01.

// ManhourQuery says whose man-hours. Span is taken as whole days.
type ManhourQuery struct {
	Span  period.Span
	Staff []int64 // nil: all whom the token may see
}

// manhour is the minutes that somebody booked on a task on a day.
type manhour struct {
	manhourKey
	minutes int64
}

type manhourKey struct {
	staff         int64
	date          string // as wireDay
	project, task int64
}

// ManhourColumns returns the columns of man-hours.
func ManhourColumns() []record.Column {
	return []record.Column{{Name: "staff_id"}, {Name: "date"}, {Name: "project_id"}, {Name: "task_id"}, {Name: "minutes"}}
}

// Manhours pulls one record per staff, day, project and task, ordered by date, staff, project and task. Requests are cut to 31
// days.
func (c *Client) Manhours(ctx context.Context, q ManhourQuery) iter.Seq2[record.Record, error] {
	staff := eachOnce(q.Staff)
	var pieces []func(context.Context) ([]manhour, error)
	for _, span := range q.Span.CutDays(WorkingRecordDays) {
		pieces = append(pieces, func(ctx context.Context) ([]manhour, error) { return c.manhoursOf(ctx, span, staff) })
	}
	return func(yield func(record.Record, error) bool) {
		for m, err := range window.InOrder(ctx, c.atOnce, pieces) {
			r := record.Record{}
			if m.date != "" {
				r = m.record()
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func (m manhour) record() record.Record {
	day, _ := time.Parse(wireDay, m.date) // it was written by readDate
	r, _ := record.Of(record.Object(
		record.Named("staff_id", record.Int(m.staff)),
		record.Named("date", record.String(day.Format(time.DateOnly))),
		record.Named("project_id", record.Int(m.project)),
		record.Named("task_id", record.Int(m.task)),
		record.Named("minutes", record.Int(m.minutes)),
	))
	return r
}

// manhoursOf reads one span of days: of everybody in one request, else staff by staff.
func (c *Client) manhoursOf(ctx context.Context, span period.Span, staff []int64) ([]manhour, error) {
	var all []manhour
	var missing error
	if staff == nil {
		query := url.Values{"start_date": {span.From.Format(wireDay)}, "end_date": {span.To.Format(wireDay)}}
		response, err := c.read(ctx, say.T("man-hours"), c.company+"/manhours", query)
		if failed(err) {
			return nil, err
		}
		var unread error
		if all, unread = appendManhours(nil, response, 0); unread != nil {
			return nil, both(unread, err)
		}
		missing = err
	}
	for _, id := range staff {
		query := url.Values{"start_date": {span.From.Format(wireDay) + "000000"}, "end_date": {span.To.Format(wireDay) + "235959"}}
		text := strconv.FormatInt(id, 10)
		response, err := c.read(ctx, say.T("man-hours of staff %s", text), c.company+"/manhours/"+text, query)
		if failed(err) {
			return nil, err
		}
		var unread error
		if all, unread = appendManhours(all, response, id); unread != nil {
			return nil, both(unread, err)
		}
		missing = both(missing, err)
	}
	from, to := span.From.Format(wireDay), span.To.Format(wireDay)
	all = slices.DeleteFunc(all, func(m manhour) bool { return m.date < from || m.date > to })
	slices.SortStableFunc(all, func(a, b manhour) int {
		return cmp.Or(cmp.Compare(a.date, b.date), cmp.Compare(a.staff, b.staff), cmp.Compare(a.project, b.project), cmp.Compare(a.task, b.task))
	})
	return all, missing
}

// appendManhours reads response.manhours[].dates[].projects[].daily_hour_items[]. staff is whom was asked for: answers about
// one person leave the id out; 0: nobody in particular.
func appendManhours(dst []manhour, response record.Value, staff int64) ([]manhour, error) {
	what := say.T("man-hours")
	people, err := recordsOf(what, say.Verbatim("manhours"), response.Field("manhours"))
	if err != nil {
		return nil, err
	}
	for _, person := range people {
		m := manhour{manhourKey: manhourKey{staff: staff}}
		if id := person.Lookup("staff_id"); staff == 0 || id.Kind() != record.KindAbsent && id.Kind() != record.KindNull {
			if m.staff, err = number(what, "staff_id", id); err != nil {
				return nil, err
			}
		}
		days, err := recordsOf(what, say.Verbatim("dates"), person.Lookup("dates"))
		if err != nil {
			return nil, err
		}
		for _, day := range days {
			if m.date, err = readDate(day.Lookup("date")); err != nil {
				return nil, err
			}
			if dst, err = appendProjects(dst, m, day.Lookup("projects")); err != nil {
				return nil, err
			}
		}
	}
	return dst, nil
}

func appendProjects(dst []manhour, m manhour, list record.Value) ([]manhour, error) {
	what := say.T("man-hours")
	projects, err := recordsOf(what, say.Verbatim("projects"), list)
	if err != nil {
		return nil, err
	}
	for _, p := range projects {
		if m.project, err = number(what, "project_id", p.Lookup("project_id")); err != nil {
			return nil, err
		}
		items, err := recordsOf(what, say.Verbatim("daily_hour_items"), p.Lookup("daily_hour_items"))
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			if m.task, err = number(what, "task_id", item.Lookup("task_id")); err != nil {
				return nil, err
			}
			if m.minutes, err = number(what, "minute", item.Lookup("minute")); err != nil {
				return nil, err
			}
			dst = append(dst, m)
		}
	}
	return dst, nil
}

// number reads a whole number that may have come as text.
func number(what say.Text, name string, v record.Value) (int64, error) {
	n, ok := v.Int()
	if !ok || n < 0 {
		return 0, unexpected(what, say.T("a whole number as %s", name), v)
	}
	return n, nil
}

// readDate reads a day in any of its forms and writes it as wireDay.
func readDate(v record.Value) (string, error) {
	for _, layout := range []string{time.DateOnly, wireDate, wireDay} {
		if t, err := time.Parse(layout, v.Text()); err == nil {
			return t.Format(wireDay), nil
		}
	}
	return "", fault.Errorf(fault.Other, "AKASHI sent a date that can't be read: %q", v.Text())
}
