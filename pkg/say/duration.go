package say

import (
	"strings"
	"time"
)

// span returns a length of time as people read it: without the zeros at its end, 24h and not 24h0m0s, and in days where it is long.
func span(d time.Duration, c Catalogue) string {
	const day = 24 * time.Hour
	if d.Abs() >= 2*day {
		return T("%d days", int64(d.Round(day)/day)).In(c)
	}
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
