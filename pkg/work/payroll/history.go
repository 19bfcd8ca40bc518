package payroll

import (
	"encoding/json"
	"strings"
	"time"
)

// Export is one export that was made, as it is kept.
type Export struct {
	Profile string    `json:"profile"`
	Layout  string    `json:"layout"`
	Period  string    `json:"period"`
	From    string    `json:"from"`
	To      string    `json:"to"`
	At      time.Time `json:"at"`
	File    string    `json:"file"`
	Rows    int       `json:"rows"`
}

// same reports whether two exports are of the same days for the same package.
func (e Export) same(other Export) bool {
	return e.overlaps(other) && e.From == other.From && e.To == other.To
}

// overlaps reports whether two exports for the same package have a day in common.
func (e Export) overlaps(other Export) bool {
	return e.Profile == other.Profile && e.Layout == other.Layout && e.From <= other.To && other.From <= e.To
}

// Before returns the earlier exports of the same days, and those of other periods that have a day of it, of a history of one export a
// line.
func Before(history string, e Export) (same, overlapping []Export) {
	for line := range strings.Lines(history) {
		var old Export
		if json.Unmarshal([]byte(line), &old) != nil {
			continue
		}
		switch {
		case old.same(e):
			same = append(same, old)
		case old.overlaps(e):
			overlapping = append(overlapping, old)
		}
	}
	return same, overlapping
}

// Line returns an export as a line of the history.
func (e Export) Line() string {
	line, _ := json.Marshal(e) // no value of it can fail
	return string(line)
}
