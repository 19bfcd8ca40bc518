package say

import (
	"strconv"
	"strings"
	"time"
)

// span returns a length of time as people read it: without the zeros at its end, 24h and not 24h0m0s, in days where it is long, and in
// the units of the language.
func span(d time.Duration, c Catalogue) string {
	const day = 24 * time.Hour
	if d.Abs() >= 2*day {
		return T("%d days", int64(d.Round(day)/day)).In(c)
	}
	if seconds := string(ofSeconds); translated(c, seconds) != seconds {
		return inUnits(d, c)
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

// The units of a length of time, one behind the other: 1h5m30s.
const (
	ofHours   Format = "%sh"
	ofMinutes Format = "%sm"
	ofSeconds Format = "%ss"
)

// inUnits returns a length of time in the units of a language, without those of which there is nothing: 1時間5分.
func inUnits(d time.Duration, c Catalogue) string {
	var b strings.Builder
	if d < 0 {
		b.WriteByte('-')
	}
	d = d.Abs()
	if n := d / time.Hour; n > 0 {
		b.WriteString(T(ofHours, strconv.Itoa(int(n))).In(c))
	}
	if n := d % time.Hour / time.Minute; n > 0 {
		b.WriteString(T(ofMinutes, strconv.Itoa(int(n))).In(c))
	}
	if rest := d % time.Minute; rest > 0 || d == 0 {
		b.WriteString(T(ofSeconds, strconv.FormatFloat(rest.Seconds(), 'f', -1, 64)).In(c))
	}
	return b.String()
}
