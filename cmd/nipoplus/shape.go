package nipoplus

import (
	"slices"
	"strings"
	"time"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
)

// listed is what stands between the values of a list where labels are wanted.
const listed = "、"

// shape is how reports become columns: the documented ones first, then what the templates ask for, then what nobody
// has heard of.
type shape struct {
	groups, labels, template bool
	fields                   []string // words of --fields that are not fixed columns
	loc                      *time.Location
	oddBody                  bool // some report's body was no object
}

// fixed returns the columns that every report has.
func (s *shape) fixed() []record.Column {
	var columns []record.Column
	if s.groups {
		columns = nipoplus.GroupColumns()
	}
	if s.labels || s.template {
		columns = append(columns, record.Column{Name: "templateName"})
	}
	columns = append(columns, nipoplus.ReportColumns(s.loc)...)
	if s.labels {
		for i := range columns {
			columns[i].Join = listed
		}
	}
	return columns
}

// taken returns the names that a label may not have.
func (s *shape) taken() []string {
	names := []string{"body"}
	for _, c := range s.fixed() {
		names = append(names, c.Name)
	}
	return names
}

// asked returns the words of --fields that are not columns of every report.
func (s *shape) asked(fields []string) []string {
	var words []string
	for _, word := range fields {
		if !slices.Contains(s.taken(), word) {
			words = append(words, word)
		}
	}
	return words
}

// static returns the fixed columns where --fields asks for no other: then no report has to wait for the last one.
func (s *shape) static(fields []string) []record.Column {
	if len(fields) == 0 || len(s.asked(fields)) > 0 || slices.Contains(fields, "body") {
		return nil
	}
	return s.fixed()
}

// watch notes what a report's body is: without it an empty body would be a column.
func (s *shape) watch(reports cli.Records) cli.Records {
	return func(yield func(record.Record, error) bool) {
		for r, err := range reports {
			switch r.Lookup("body").Kind() {
			case record.KindAbsent, record.KindNull, record.KindObject:
			default:
				s.oddBody = true
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// arrange puts columns in order. inputs are names of the templates' inputs: each has its column, filled in or not.
func (s *shape) arrange(found []render.Column, inputs []string) []render.Column {
	columns := render.Columns(s.fixed())
	add := func(c render.Column, name string) {
		c.Name = name
		if s.labels {
			c.Join = listed
		}
		for slices.ContainsFunc(columns, func(other render.Column) bool { return other.Name == c.Name }) {
			c.Name += " (2)" // two places of one name: neither may be lost
		}
		columns = append(columns, c)
	}
	first := len(columns)
	var rest []render.Column
	byInput := map[string][]render.Column{}
	for _, c := range found {
		switch {
		case len(c.Path) == 1 && slices.ContainsFunc(columns[:first], func(f render.Column) bool { return f.Name == c.Path[0] }):
		case len(c.Path) == 1 && c.Path[0] == "body" && !s.oddBody:
		case len(c.Path) == 1 && slices.Contains(inputs, c.Name) && slices.Contains(s.fields, c.Name): // put in front for --fields
		case len(c.Path) > 1 && c.Path[0] == "body" && slices.Contains(inputs, c.Path[1]):
			byInput[c.Path[1]] = append(byInput[c.Path[1]], c)
		default:
			rest = append(rest, c)
		}
	}
	for _, input := range inputs {
		if byInput[input] == nil {
			add(render.Column{Path: []string{"body", input}}, input)
		}
		for _, c := range byInput[input] {
			add(c, strings.Join(c.Path[1:], "."))
		}
	}
	for _, c := range rest {
		name := c.Name
		if s.labels && len(c.Path) > 1 && c.Path[0] == "body" {
			name = strings.Join(c.Path[1:], ".")
		}
		add(c, name)
	}
	return columns
}
