package period

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// ClosingDays returns the days of the month on which companies close their books (締日).
func ClosingDays() []string { return []string{"5", "10", "15", "20", "25", "end"} }

// Closing is the day of the month on which a period ends; 0 is the month's last day.
type Closing int

// ParseClosing reads a closing day, as 20 or 20日, end or 末日; "" is the month's last. Digits may be full-width. Another day is a
// fault.Usage.
func ParseClosing(s string) (Closing, error) {
	day := strings.ToLower(strings.TrimSpace(charset.Narrow(s)))
	switch day {
	case "", "end", "末", "末日", "月末":
		return 0, nil
	}
	day = strings.TrimSpace(strings.TrimSuffix(day, "日"))
	n, err := strconv.Atoi(day)
	if err != nil || !slices.Contains(ClosingDays(), day) {
		return 0, fault.Errorf(fault.Usage, "closing day %q is not one of %s", s, strings.Join(ClosingDays(), ", ")).
			WithHint("a day such as 20, or end, which is the month's last day")
	}
	return Closing(n), nil
}

// Closed returns the period that s names: 2025-03 (or 2025/03, 202503) ends in that month, current holds now, previous is
// the one before. With the 20th as closing day 2025-03 is 21 February to 20 March. Anything else is a
// fault.Usage.
func Closed(s string, closing Closing, now time.Time) (Span, error) {
	y, m, d := now.Date()
	if closing != 0 && d > int(closing) {
		m++
	}
	switch s := strings.ToLower(strings.TrimSpace(s)); s {
	case "current":
		return closing.ending(y, m, now.Location()), nil
	case "previous":
		return closing.ending(y, m-1, now.Location()), nil
	default:
		for _, layout := range []string{"2006-01", "2006/01", "200601"} {
			if t, err := time.Parse(layout, s); err == nil && hasForm(s, layout) {
				return closing.ending(t.Year(), t.Month(), now.Location()), nil
			}
		}
	}
	return Span{}, refused(say.T("the period"), s, "%s%q is not a period%s", say.Text{}, closingForms)
}

// ending returns the period that ends in a month; m is normalised.
func (c Closing) ending(y int, m time.Month, loc *time.Location) Span {
	if c == 0 {
		return month(y, m, loc)
	}
	return Span{
		From: Midnight(y, m-1, int(c)+1, loc),
		To:   Midnight(y, m, int(c)+1, loc).Add(-time.Second),
	}
}
