package sandbox

import "time"

// roundTo is the step of the rounded times: starts later, ends earlier.
const roundTo = 15 * time.Minute

// listWorkingRecords (6.11). Without end_date it is one day; the document does not say.
func (c *call) listWorkingRecords() (answer, *failure) {
	from, ok := parseDay(c.params.Text("start_date"))
	if !ok {
		return answer{}, invalid("開始日時をyyyymmddの形式で指定してください。")
	}
	breaks := c.params.Text("include_break_results") == "1"
	unrounded := c.params.Text("include_actual_working_hours_no_rounding") == "1"
	to := from
	if c.params.Has("end_date") {
		if to, ok = parseDay(c.params.Text("end_date")); !ok || to.Before(from) {
			return answer{}, invalid("終了日時をyyyymmddの形式で正しく指定してください。")
		}
		if breaks && !c.o.EndWithBreaks {
			return answer{}, invalid("休憩実績を取得する場合、終了日時を指定できません。")
		}
	}
	if !to.Before(from.AddDate(0, 0, MaxRecordDays)) {
		return answer{}, invalid("取得期間は31日以内で指定してください。")
	}
	people, f := c.people(MaxRecordStaffs)
	if f != nil {
		return answer{}, f
	}
	list := []object{}
	for _, p := range people {
		records := []object{}
		for day := from; !day.After(to) && !day.After(c.now) && !p.retiredBy(day); day = day.AddDate(0, 0, 1) {
			records = append(records, c.workingRecord(c.shift(p, day, c.dayRand(p, day)), breaks, unrounded))
		}
		list = append(list, object{{"staff_id", p.id}, {"working_records", records}})
	}
	if c.names().wrapped {
		return answer{response: object{{"login_company_code", CompanyID}, {"response", list}}}, nil
	}
	return answer{response: list}, nil
}

func (c *call) workingRecord(w shift, breaks, unrounded bool) object {
	n := c.names()
	o := object{
		{"date", w.day.Format(date)},
		{"working_day_category", w.category},
		{"start_time", c.past(w.in, time.Minute)},
		{"end_time", c.past(w.out, time.Minute)},
		{"rounded_start_time", c.past(roundUp(w.in), roundTo)},
		{"rounded_end_time", c.past(w.out, roundTo)},
		{n.punchIn, c.past(w.in, time.Second)},
		{n.punchOut, c.past(w.out, time.Second)},
	}
	if unrounded {
		o = append(o, member{"actual_working_hours_no_rounding", c.worked(w)})
	}
	if !breaks {
		return o
	}
	rests := []object{}
	if !w.restStart.IsZero() && !w.restEnd.After(c.now) {
		rests = append(rests, object{
			{"result_break_time_start_time", c.past(w.restStart, time.Minute)},
			{"result_break_time_end_time", c.past(w.restEnd, time.Minute)},
			{"rounded_break_time_start_time", c.past(w.restStart, roundTo)},
			{"rounded_break_time_end_time", c.past(roundUp(w.restEnd), roundTo)},
		})
	}
	return append(o, member{"break_time_results", rests})
}

// worked returns the minutes of a day that has ended, without its breaks; null for another one.
func (c *call) worked(w shift) any {
	if w.in.IsZero() || w.out.IsZero() || w.out.After(c.now) {
		return nil
	}
	minutes := func(from, to time.Time) int {
		return int(to.Truncate(time.Minute).Sub(from.Truncate(time.Minute)) / time.Minute)
	}
	worked := minutes(w.in, w.out)
	if !w.restStart.IsZero() {
		worked -= minutes(w.restStart, w.restEnd)
	}
	return worked
}

// past returns a time cut down to the step; null when there is none or it has not come yet.
func (c *call) past(t time.Time, step time.Duration) any {
	if t.IsZero() || t.After(c.now) {
		return nil
	}
	return t.Truncate(step).Format(dateTime)
}

func roundUp(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(roundTo - time.Second)
}
