package sandbox

import "time"

// Alert kinds of 6.8 that the made-up days give rise to.
const (
	alertForgotten = 1
	alertAbsent    = 2
	alertBreak     = 3
	alertHoliday   = 6
	alertLate      = 7
	alertOvertime  = 9
)

// alertDays is how far back alerts are shown; the document does not say.
const alertDays = 60

// listAlerts (6.8): the token's owner only.
func (c *call) listAlerts() (answer, *failure) {
	list := []object{}
	today := startOfDay(c.now)
	for day := today.AddDate(0, 0, -alertDays); day.Before(today); day = day.AddDate(0, 0, 1) {
		for _, kind := range alerts(c.shift(c.owner, day, c.dayRand(c.owner, day))) {
			list = append(list, object{
				{"month", closingMonth(day).Format(date)},
				{"date", day.Format(date)},
				{"alert_type", kind},
			})
		}
	}
	return answer{response: object{
		{"login_company_code", CompanyID},
		{"staff_id", c.owner.id},
		{"count", len(list)},
		{"alerts", list},
	}}, nil
}

func alerts(w shift) []int {
	if w.in.IsZero() {
		if w.expected {
			return []int{alertAbsent}
		}
		return nil
	}
	var kinds []int
	for _, rule := range []struct {
		kind  int
		holds bool
	}{
		{alertForgotten, w.out.IsZero()},
		{alertBreak, w.restLength > 0 && w.restLength < 45*time.Minute},
		{alertHoliday, !w.expected},
		{alertLate, w.in.After(w.start)},
		{alertOvertime, w.overtime > 100*time.Minute},
	} {
		if rule.holds {
			kinds = append(kinds, rule.kind)
		}
	}
	return kinds
}

// closingMonth returns the month that a day is counted to: the books close on the 15th, so that the 15th of April still belongs to March, as in the
// document's example. The month is written as its first day.
func closingMonth(day time.Time) time.Time {
	first := day.AddDate(0, 0, 1-day.Day())
	if day.Day() <= 15 {
		return first.AddDate(0, -1, 0)
	}
	return first
}
