package render

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Column is one column of a resource.
type Column struct {
	Name   string            // path in the vendor's record, joined by dots; the CSV heading and the word of --fields
	Path   []string          // where the value is; nil means Name split at its dots
	Alt    [][]string        // other places for the same value; the first that is present counts
	Title  string            // table heading; empty means Name
	Labels map[string]string // code -> what it means; in tables, and in CSV and TSV with Options.Labels

	Show   func(string) string // table only: the value as a person reads it; nil: as sent
	Time   bool                // a moment, which Options.Times writes
	Day    bool                // workbooks: a day of the calendar
	Hour   bool                // workbooks: hours and minutes
	Number bool                // workbooks and pages: an amount, though it be sent as text
	Code   bool                // workbooks and pages: digits that name something, and are no amount
	Join   string              // table, CSV, TSV: between the values of a list; "": the list as JSON text

	nested bool // objects found here are spread over columns of their own
	null   bool // nothing but null was found here
}

// Columns returns a vendor's columns as NewWriter takes them.
func Columns(cols []record.Column) []Column {
	out := make([]Column, len(cols))
	for i, c := range cols {
		paths := c.Paths()
		out[i] = Column{
			Name: c.Name, Path: paths[0], Alt: paths[1:], Title: c.Title, Labels: c.Labels, Show: c.Show, Join: c.Join,
			Time: c.Time, Day: c.Day, Hour: c.Hour, Number: c.Number, Code: c.Identifies(),
		}
	}
	return out
}

func (c Column) path() []string {
	if c.Path != nil {
		return c.Path
	}
	return strings.Split(c.Name, ".")
}

// otherName reports whether the vendor is known to send the column's value under that name, too.
func (c Column) otherName(name string) bool {
	return slices.ContainsFunc(c.Alt, func(path []string) bool { return strings.Join(path, ".") == name })
}

// named returns the column under the name by which it was asked for.
func (c Column) named(name string) Column {
	if c.Name != name {
		c.Path, c.Name = c.path(), name
	}
	return c
}

func (c Column) title() string {
	if c.Title != "" {
		return c.Title
	}
	return c.Name
}
