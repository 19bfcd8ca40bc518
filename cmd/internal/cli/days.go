package cli

import (
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// Day is a day as a length of time.
const Day = 24 * time.Hour

// Duration reads "7d" or anything that Go's time.ParseDuration does, such as "36h".
func Duration(flag, text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 && n <= 36500 {
			return time.Duration(n) * Day, nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return d, nil
	}
	e := fault.Errorf(fault.Usage, "%s %q is not a length of time", flag, text)
	if _, err := strconv.ParseUint(text, 10, 16); err == nil {
		return 0, e.WithHint("its unit is missing: %[1]sm are minutes, %[1]sh hours, %[1]sd days", text)
	}
	return 0, e.WithHint("for example 7d or 36h")
}

// DaysLeft returns the number of whole days from now to at; negative when at has passed.
func DaysLeft(now, at time.Time) int64 {
	left := at.Sub(now)
	days := int64(left / Day)
	if left < 0 && left%Day != 0 {
		days--
	}
	return days
}
