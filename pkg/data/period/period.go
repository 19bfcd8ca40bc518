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

// Range is the span from one value to another, both ends inclusive and in now's Location. A day is meant
// whole, as is a month: as from it is its first second, as to its last. A time is meant exactly.
// Days before today are counted back from now.
//
// A missing or impossible value, and a range that runs backwards, are a fault.Usage.
func Range(from, to string, now time.Time) (Span, error) {
	if missing := missing(from, to); missing != "" {
		return Span{}, fault.New(fault.Usage, missing).
			WithHint("for example --from 2025-03-01 --to 2025-03-31, or --from last-month --to last-month")
	}
	first, err := parse("--from", from, now, rangeForms)
	if err != nil {
		return Span{}, err
	}
	last, err := parse("--to", to, now, rangeForms)
	if err != nil {
		return Span{}, err
	}
	if last.To.Before(first.From) {
		return Span{}, fault.Errorf(fault.Usage, "the range runs backwards: --from %q is %s, --to %q is %s",
			from, first.From.Format(time.DateTime), to, last.To.Format(time.DateTime)).WithHint("the earlier one is --from, the later one --to")
	}
	return Span{From: first.From, To: last.To}, nil
}

// Begin is the first second of what s stands for, as the value of a flag; End is its last. Errors are as those of Range.
func Begin(flag, s string, now time.Time) (time.Time, error) {
	span, err := parse(flag, s, now, rangeForms)
	return span.From, err
}

// End is described at Begin.
func End(flag, s string, now time.Time) (time.Time, error) {
	span, err := parse(flag, s, now, rangeForms)
	return span.To, err
}

func missing(from, to string) say.Format {
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	switch {
	case from == "" && to == "":
		return "--from and --to are needed"
	case from == "":
		return "--from is needed"
	case to == "":
		return "--to is needed"
	}
	return ""
}

// Day is the first instant of the day that s names, in now's Location. A time or a month is refused, as
// are days that do not exist: a fault.Usage that names the value and the forms.
func Day(s string, now time.Time) (time.Time, error) {
	span, err := parse("", s, now, dayForms)
	if err != nil {
		return time.Time{}, err
	}
	if span.Days() != 1 || span.Len() == time.Second {
		return time.Time{}, refused("", s, "%s%q is not one day%s", say.Text{}, dayForms)
	}
	return span.From, nil
}

// notThere is the error for a day or time that looks like one and is none, and why.
func notThere(flag, value string, why error, forms string) error {
	if flag != "" {
		flag += " "
	}
	return fault.Errorf(fault.Usage, "%s%q does not exist: %w", flag, value, why).WithHint("write it as %s", forms)
}

// refused is the error for a value; flag is empty where the caller names it. why is a format for flag, value and a remark.
func refused(flag, value string, why say.Format, remark say.Text, forms string) error {
	if flag != "" {
		flag += " "
	}
	return fault.Errorf(fault.Usage, why, flag, value, remark).WithHint("write it as %s", forms)
}
