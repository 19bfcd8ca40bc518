package record

import "strings"

// Column is one column of a resource. One list of them per resource feeds CSV, tables, --fields,
// help and completion.
type Column struct {
	Name   string            // the value's path in the vendor's record, joined by dots: "attributes.ip"
	Alt    []string          // other paths under which the vendor is known to send the same value
	Title  string            // heading of a table for people; empty means Name
	Labels map[string]string // tables only: what a code means, "11" → "出勤"

	Show   func(text string) string // tables only: the value as a person reads it, such as a time; nil: as sent
	Time   bool                     // a moment, which --times writes for people
	Day    bool                     // a day of the calendar: workbooks and databases hold it as one
	Hour   bool                     // hours and minutes, as "08:00" or "27:30": workbooks hold them as such
	Number bool                     // an amount that the vendor sends as text
	Code   bool                     // an id or a code that its name does not show: see Identifies
	Join   string                   // csv, tsv and tables: what stands between the values of a list; "": the list as JSON
}

// Paths returns the places to look for the value, the first one present wins.
func (c Column) Paths() [][]string {
	paths := [][]string{strings.Split(c.Name, ".")}
	for _, alt := range c.Alt {
		paths = append(paths, strings.Split(alt, "."))
	}
	return paths
}
