package nipoplus

import (
	"context"
	"iter"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// Days gives what the staffs of a group worked, a timecard each. The minutes are NipoPlus's own, calcData.totalWorkTime; times have
// no date of their own, so that an end before the start is taken for one on the next day.
func (c *Client) Days(ctx context.Context, group string, span period.Span) iter.Seq2[hours.Day, error] {
	return func(yield func(hours.Day, error) bool) {
		for r, err := range c.Timecards(ctx, TimecardQuery{Group: group, Span: span}) {
			var d hours.Day
			if err == nil {
				d, err = dayOf(r)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

func dayOf(r record.Record) (hours.Day, error) {
	what := say.T("timecards")
	d := hours.Day{Person: whoseID(r), Minutes: hours.Unknown, Source: "calcData.totalWorkTime"}
	var ok bool
	if d.Date, ok = hours.ParseDate(r.Lookup("date").Text()); !ok {
		return d, unexpected(what, say.T("a day as date"), r.Lookup("date"))
	}
	if d.Start, ok = hours.ClockTime(d.Date, r.Lookup("start").Text()); !ok {
		return d, unexpected(what, say.T("a time of the day as start"), r.Lookup("start"))
	}
	if d.End, ok = hours.ClockTime(d.Date, r.Lookup("end").Text()); !ok {
		return d, unexpected(what, say.T("a time of the day as end"), r.Lookup("end"))
	}
	if d.Start.IsZero() || d.End.IsZero() {
		return d, nil
	}
	if d.End.Before(d.Start) {
		d.End = d.End.AddDate(0, 0, 1)
	}
	minutes, ok := r.Lookup("calcData", "totalWorkTime").Int()
	if !ok || minutes < 0 || minutes > 7*24*60 {
		return d, nil // NipoPlus has not counted it yet, or nobody knows what it means
	}
	d.Minutes = int(minutes)
	return d, nil
}
