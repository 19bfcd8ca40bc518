// Package period reads what an operator types for a range of time or a day. It knows the calendar and
// the names of the flags --from and --to, but no command and no vendor.
package period

import (
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

const (
	dayForms     = "2025-03-01, 2025/03/01, 20250301, today, yesterday, -7d, -2w"
	closingForms = "2025-03, current, previous"
	rangeForms   = dayForms + `, this-month, last-month, "2025-03-01 09:00", "2025-03-01 09:00:05", 2025-03-01T09:00:05+09:00, 20250301090005`
)

// Range returns the span from one value to another, both ends inclusive and in now's Location. A day is meant
// whole, as is a month: as from it is its first second, as to its last. A time is meant exactly.
// Days before today are counted back from now.
//
// A missing or impossible value, and a range that runs backwards, are a fault.Usage.
func Range(from, to string, now time.Time) (Span, error) {
	if missing := missing(from, to); missing != "" {
		return Span{}, fault.New(fault.Usage, missing).
			WithHint("for example from 2025-03-01 to 2025-03-31, or from last-month to last-month")
	}
	first, err := parse(say.T("the first day"), from, now, rangeForms)
	if err != nil {
		return Span{}, err
	}
	last, err := parse(say.T("the last day"), to, now, rangeForms)
	if err != nil {
		return Span{}, err
	}
	if last.To.Before(first.From) {
		return Span{}, fault.Errorf(fault.Usage, "the range runs backwards: from %q is %s, to %q is %s",
			from, first.From.Format(time.DateTime), to, last.To.Format(time.DateTime)).WithHint("the earlier one is the first, the later one the last")
	}
	return Span{From: first.From, To: last.To}, nil
}

// Begin returns the first second of what s stands for, which is called name; End returns its last. Errors are as those of Range.
func Begin(name, s string, now time.Time) (time.Time, error) {
	span, err := parse(say.Verbatim(name), s, now, rangeForms)
	return span.From, err
}

// End does what is described at Begin.
func End(name, s string, now time.Time) (time.Time, error) {
	span, err := parse(say.Verbatim(name), s, now, rangeForms)
	return span.To, err
}

func missing(from, to string) say.Format {
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	switch {
	case from == "" && to == "":
		return "the first and the last day are needed"
	case from == "":
		return "the first day is needed"
	case to == "":
		return "the last day is needed"
	}
	return ""
}

// Day returns the first instant of the day that s names, in now's Location. A time or a month is refused, as
// are days that do not exist: a fault.Usage that names the value and the forms.
func Day(s string, now time.Time) (time.Time, error) {
	span, err := parse(say.Text{}, s, now, dayForms)
	if err != nil {
		return time.Time{}, err
	}
	if span.Days() != 1 || span.Len() == time.Second {
		return time.Time{}, refused(say.Text{}, s, "%s%q is not one day%s", say.Text{}, dayForms)
	}
	return span.From, nil
}

// notThere returns the error for a day or time that looks like one and is none, and why.
func notThere(name say.Text, value string, why error, forms string) error {
	return fault.Errorf(fault.Usage, "%s%q does not exist: %w", before(name), value, why).WithHint("write it as %s", forms)
}

// before returns a name as it stands before its value; no name is nothing.
func before(name say.Text) say.Text {
	if name.IsZero() {
		return name
	}
	return say.T("%s ", name)
}

// refused returns the error for a value; name is empty where the caller names it. why is a format for name, value and a remark.
func refused(name say.Text, value string, why say.Format, remark say.Text, forms string) error {
	return fault.Errorf(fault.Usage, why, before(name), value, remark).WithHint("write it as %s", forms)
}
