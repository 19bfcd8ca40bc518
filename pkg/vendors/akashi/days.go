package akashi

import (
	"time"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/work/hours"
)

// NoRoundingColumn is the worked minutes before rounding.
const NoRoundingColumn = "actual_working_hours_no_rounding"

// DayOf makes a neutral day of a working record. Its person is the staff id. The minutes are AKASHI's own count before
// rounding where it came, else from start_time to end_time without the breaks that came.
func DayOf(r record.Record) (hours.Day, error) {
	var d hours.Day
	date, err := time.Parse(wireDate, r.Lookup("date").Text())
	if err != nil {
		return d, fault.Errorf(fault.Other, "AKASHI sent a working record whose date can't be read: %q", r.Lookup("date").Text())
	}
	d.Person, d.Date = r.Lookup("staff_id").Text(), hours.DateOf(date)
	d.Category = map[string]hours.Category{"0": hours.WorkingDay, "1": hours.DayOff, "2": hours.LegalDayOff}[r.Lookup("working_day_category").Text()]
	if d.Start, err = momentOf(r.Lookup("start_time")); err != nil {
		return d, err
	}
	if d.End, err = momentOf(r.Lookup("end_time")); err != nil {
		return d, err
	}
	if d.Break, err = breakMinutes(r.Lookup(BreakList)); err != nil {
		return d, err
	}
	return counted(d, r.Lookup(NoRoundingColumn))
}

// counted fills in the minutes.
func counted(d hours.Day, vendors record.Value) (hours.Day, error) {
	d.Minutes, d.Source = hours.Unknown, "end_time - start_time - breaks"
	if d.Start.IsZero() || d.End.IsZero() || d.End.Before(d.Start) {
		return d, nil
	}
	if d.Minutes = hours.Between(d.Start, d.End) - d.Break; d.Minutes < 0 {
		d.Minutes = hours.Unknown // breaks that are longer than the day: nobody knows what was worked
	}
	if vendors.Kind() == record.KindAbsent || vendors.Kind() == record.KindNull {
		return d, nil
	}
	minutes, ok := vendors.Int()
	if !ok || minutes < 0 || minutes > 7*24*60 {
		return d, unexpected(say.T("working records"), say.T("whole minutes as %s", NoRoundingColumn), vendors)
	}
	d.Minutes, d.Source = int(minutes), NoRoundingColumn
	return d, nil
}

func momentOf(v record.Value) (time.Time, error) {
	if v.Text() == "" {
		return time.Time{}, nil
	}
	return wireInstant(v)
}

// breakMinutes sums the breaks as they were taken, not as they were rounded. One without an end counts as none.
func breakMinutes(list record.Value) (int, error) {
	sum := 0
	for rest := range list.Elements() {
		from, err := momentOf(rest.Field("result_break_time_start_time"))
		if err != nil {
			return 0, err
		}
		to, err := momentOf(rest.Field("result_break_time_end_time"))
		if err != nil {
			return 0, err
		}
		if !from.IsZero() && to.After(from) {
			sum += hours.Between(from, to)
		}
	}
	return sum, nil
}
