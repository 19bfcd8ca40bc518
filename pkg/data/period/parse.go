package period

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// parse returns the span that a value stands for: a day, a month, or one second.
func parse(name say.Text, value string, now time.Time, forms string) (Span, error) {
	s := strings.TrimSpace(value)
	if span, ok := relative(strings.ToLower(s), now); ok {
		return span, nil
	}
	span, err := absolute(s, now.Location())
	switch {
	case err == nil:
		return span, nil
	case !errors.Is(err, errForm):
		return span, notThere(name, value, err, forms)
	}
	words := []string{"today", "yesterday", "this-month", "last-month", "last-business-day"}
	return span, refused(name, value, "%s%q is not a date%s", nearest.Suggest(s, words), forms)
}

// relative reads the words and counts that are relative to now.
func relative(s string, now time.Time) (Span, bool) {
	y, m, d := now.Date()
	switch s {
	case "today":
		return day(y, m, d, now.Location()), true
	case "yesterday":
		return day(y, m, d-1, now.Location()), true
	case "this-month":
		return month(y, m, now.Location()), true
	case "last-month":
		return month(y, m-1, now.Location()), true
	}
	count, isCount := strings.CutPrefix(s, "-")
	if !isCount || len(count) < 2 || len(count) > 5 {
		return Span{}, false
	}
	n, err := strconv.ParseUint(count[:len(count)-1], 10, 16)
	if err != nil {
		return Span{}, false
	}
	switch count[len(count)-1] {
	case 'd':
		return day(y, m, d-int(n), now.Location()), true
	case 'w':
		return day(y, m, d-7*int(n), now.Location()), true
	}
	return Span{}, false
}

var errForm = say.Sentinel("not a form of date or time")

// layouts are the accepted forms. A value has the form of one if it has as many characters, digits
// where the layout has digits, and the layout's own characters elsewhere.
var layouts = []struct {
	layout string
	day    bool
}{
	{"2006-01-02", true},
	{"2006/01/02", true},
	{"20060102", true},
	{"2006-01-02 15:04", false},
	{"2006/01/02 15:04", false},
	{"20060102 15:04", false},
	{"2006-01-02 15:04:05", false},
	{"2006/01/02 15:04:05", false},
	{"20060102 15:04:05", false},
	{"20060102150405", false}, // as AKASHI writes it (§6.7.2)
}

// absolute reads a date, or a date and a time, with or without a zone.
func absolute(s string, loc *time.Location) (Span, error) {
	s, zone := cutZone(strings.ToUpper(s))
	for _, l := range layouts {
		local := s
		if !l.day && strings.Count(s, "T") == 1 {
			local = strings.Replace(s, "T", " ", 1)
		}
		if !hasForm(local, l.layout) {
			continue
		}
		if l.day {
			if zone != "" {
				return Span{}, errForm
			}
			t, err := time.Parse(l.layout, local)
			if err != nil {
				return Span{}, whyNot(local)
			}
			return day(t.Year(), t.Month(), t.Day(), loc), nil
		}
		return second(local, l.layout, zone, loc)
	}
	return Span{}, errForm
}

// second reads a date and a time. Without a zone it is loc's, and must exist there: clocks that are put
// forward leave times out.
func second(s, layout, zone string, loc *time.Location) (Span, error) {
	if zone != "" {
		t, err := time.Parse(layout+"Z07:00", s+zone)
		if err != nil {
			return Span{}, whyNot(s)
		}
		t = t.In(loc)
		return Span{From: t, To: t}, nil
	}
	t, err := time.ParseInLocation(layout, s, loc)
	switch {
	case err != nil:
		return Span{}, whyNot(s)
	case t.Format(layout) != s:
		return Span{}, fault.Errorf(fault.Usage, "the clocks of %s left this time out", loc)
	}
	return Span{From: t, To: t}, nil
}

// whyNot says why there is no such day or time. Its digits come in the order of the layouts, and no calendar has it.
func whyNot(s string) error {
	digits := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
	number := func(from, to int) int { n, _ := strconv.Atoi(digits[from:to]); return n }
	year, month, day := number(0, 4), time.Month(number(4, 6)), number(6, 8)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch {
	case month < time.January || month > time.December:
		return fault.Errorf(fault.Usage, "there is no month %d", int(month))
	case day == 0:
		return fault.New(fault.Usage, "there is no day 0")
	case day > last:
		return fault.Errorf(fault.Usage, "%s has %d {day|days}", fmt.Sprintf("%04d-%02d", year, month), last)
	}
	return fault.New(fault.Usage, "the time of the day ends at 23:59:59")
}

// cutZone takes Z or ±hh:mm off the end of a time. A fraction of a second before it is dropped: RFC 3339
// allows it, and pulls are by whole seconds.
func cutZone(s string) (local, zone string) {
	switch n := len(s) - len("+09:00"); {
	case strings.HasSuffix(s, "Z"):
		local, zone = s[:len(s)-1], "Z"
	case n > 0 && (hasForm(s[n:], "+07:00") || hasForm(s[n:], "-07:00")) && strings.Contains(s[:n], ":"):
		local, zone = s[:n], s[n:]
	default:
		return s, ""
	}
	if whole, fraction, ok := strings.Cut(local, "."); ok && fraction != "" && strings.Trim(fraction, "0123456789") == "" {
		local = whole
	}
	return local, zone
}

func hasForm(s, layout string) bool {
	if len(s) != len(layout) {
		return false
	}
	for i := range len(s) {
		digit, wanted := '0' <= s[i] && s[i] <= '9', '0' <= layout[i] && layout[i] <= '9'
		if digit != wanted || !wanted && s[i] != layout[i] {
			return false
		}
	}
	return true
}

// day returns the span of one whole day; d is normalised.
func day(y int, m time.Month, d int, loc *time.Location) Span {
	return Span{From: Midnight(y, m, d, loc), To: Midnight(y, m, d+1, loc).Add(-time.Second)}
}

// month returns the span of one whole month; m is normalised.
func month(y int, m time.Month, loc *time.Location) Span {
	return Span{From: Midnight(y, m, 1, loc), To: Midnight(y, m+1, 1, loc).Add(-time.Second)}
}
