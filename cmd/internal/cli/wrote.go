package cli

import (
	"fmt"
	"strconv"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say"
)

// Wrote tells a person that a file now holds all records of the run. Scripts have --summary for that.
func (a *App) Wrote(path string) { a.WrotePart(path, a.run.records.Load()) }

// WrotePart works like Wrote for a file that holds n of the records.
func (a *App) WrotePart(path string, n int64) {
	if a.Flags.Quiet || !a.Streams.ErrTerminal {
		return
	}
	path = oneLine(path)
	if a.run.unit == "" {
		a.Tell("wrote %s", path)
		return
	}
	count, unit := thousands(n), a.unit(n)
	if a.run.span == nil {
		a.Tell("wrote %s: %s %s", path, count, unit)
		return
	}
	from, to := ends(*a.run.span)
	a.Tell("wrote %s: %s %s, %s to %s", path, count, unit, from, to)
}

// unit returns the unit of the run's records for so many of them.
func (a *App) unit(n int64) say.Text { return unitOf(n, a.run.unit) }

func unitOf(n int64, unit say.Format) say.Text { return say.T(unit).Of(n) }

// ends returns the first and last day of a span of whole days, else its first and last second.
func ends(s period.Span) (from, to string) {
	midnight := func(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }
	if midnight(s.From) && midnight(s.To.Add(time.Second)) {
		return s.From.Format(time.DateOnly), s.To.Format(time.DateOnly)
	}
	return s.From.Format(time.DateTime), s.To.Format(time.DateTime)
}

// thousands returns a number as people read it: 12,496.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = fmt.Sprintf("%s,%s", text[:at], text[at:])
	}
	return text
}
