package calendar

import (
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// rule is a range of days on which the company is closed: once, or every year.
type rule struct {
	from, to string // "2026-12-29", or "12-29" every year; both included
}

// parseCompany reads a company's holidays: days and ranges with commas between them, each with its year or, without one, for
// every year: "2026-05-01, 2026-12-29..2027-01-03, 08-13..08-15, 12-29..01-03".
func parseCompany(text string) ([]rule, error) {
	var rules []rule
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		from, to, ranged := strings.Cut(part, "..")
		if !ranged {
			to = from
		}
		from, to = strings.TrimSpace(from), strings.TrimSpace(to)
		yearly := len(from) == len("01-02")
		if !isDay(from, yearly) || !isDay(to, yearly) || !yearly && to < from {
			return nil, fault.Errorf(fault.Usage, "company_holidays: %q is neither a day nor a range of days", part).
				WithHint("for example 2026-12-29..2027-01-03, 2026-05-01, or for every year 12-29..01-03")
		}
		rules = append(rules, rule{from, to})
	}
	return rules, nil
}

func isDay(text string, yearly bool) bool {
	if yearly {
		text = "2024-" + text // a leap year: 02-29 is a day
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func (r rule) contains(day time.Time) bool {
	date := day.Format(time.DateOnly)
	if len(r.from) == len("01-02") {
		date = date[len("2006-"):]
		if r.to < r.from { // over the end of the year
			return date >= r.from || date <= r.to
		}
	}
	return r.from <= date && date <= r.to
}
