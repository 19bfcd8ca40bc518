package payroll

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// State says how much of a layout is known.
type State string

// The states.
const (
	Ready  State = "ready"  // columns, encoding and units have a source
	Nearly State = "nearly" // usable, with something open, which is said
	Frame  State = "frame"  // the company's own codes or settings are missing: layout init asks for them
)

// Layout is what a payroll package's import takes.
type Layout struct {
	Name     string   `yaml:"name"`
	Product  string   `yaml:"product"`
	State    State    `yaml:"state"`
	Source   string   `yaml:"source"`   // where this is known from
	Open     []string `yaml:"open"`     // what nobody has written down
	Asks     []Ask    `yaml:"asks"`     // what only the company knows
	Encoding string   `yaml:"encoding"` // utf-8, utf-8-bom or cp932
	LineEnd  string   `yaml:"line_end"` // crlf or lf
	Header   bool     `yaml:"header"`   // the first line has the columns' names
	Quotes   string   `yaml:"quotes"`   // needed or all
	// TrailingComma puts a comma behind the last cell of each line.
	TrailingComma bool `yaml:"trailing_comma"`
	// FileName is the name that -O FOLDER/ gives: {period} and {time} are filled in.
	FileName string   `yaml:"file_name"`
	Hours    Notation `yaml:"hours"` // how hours are written
	// MostHours is the largest number of hours that the package takes; 0: any.
	MostHours int    `yaml:"most_hours"`
	Number    Number `yaml:"number"`
	Rounding  Round  `yaml:"rounding"`
	// RepeatedImport says what a second import of the same period does: doubles, replaces or unknown.
	RepeatedImport string   `yaml:"repeated_import"`
	Columns        []Column `yaml:"columns"`
}

// Ask is something that a company has to say. ${key} stands for the answer in the layout's text.
type Ask struct {
	Key      string   `yaml:"key"`
	Question string   `yaml:"question"`
	Choices  []string `yaml:"choices"` // none: any text
}

// Number says how an employee number is written.
type Number struct {
	Width      int  `yaml:"width"`       // padded with zeros on the left; 0: as it is
	Most       int  `yaml:"most"`        // characters at most; 0: any
	Digits     bool `yaml:"digits"`      // only digits are taken
	StripZeros bool `yaml:"strip_zeros"` // zeros on the left are left out
}

// Column is one column: a value, a constant, or nothing.
type Column struct {
	Name     string `yaml:"name"`
	Value    string `yaml:"value"`
	Constant string `yaml:"constant"`
	Empty    bool   `yaml:"empty"`
	Repeat   int    `yaml:"repeat"` // so many columns like this one
}

// maxLayout is more than a layout is ever long.
const maxLayout = 1 << 20

// Parse reads a layout. Everything that is wrong is named at once. name is what messages call it.
func Parse(text []byte, name string) (*Layout, error) {
	if len(text) > maxLayout {
		return nil, fault.Errorf(fault.Usage, "%s is too long to be a layout", name)
	}
	var l Layout
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&l); err != nil {
		if errors.Is(err, io.EOF) {
			err = say.Errorf("nothing in it")
		}
		return nil, fault.Errorf(fault.Usage, "%s is no layout: %w", name, err).WithHint("see the layout generic")
	}
	if problems := l.problems(); len(problems) > 0 {
		return nil, fault.Errorf(fault.Usage, "%s can't be used: %s", name, say.Join("; ", problems...)).WithHint("check the layout %s", name)
	}
	return &l, nil
}

func (l *Layout) problems() []say.Text {
	var found []say.Text
	wrong := func(is bool, format say.Format, args ...any) {
		if is {
			found = append(found, say.T(format, args...))
		}
	}
	_, err := charset.ParseEncoding(l.Encoding)
	open := func(text string) bool { return strings.Contains(text, "${") }
	wrong(l.Name == "", "it has no name")
	wrong(!slices.Contains([]State{Ready, Nearly, Frame}, l.State), "state %q is not ready, nearly or frame", l.State)
	wrong(err != nil && !open(l.Encoding), "encoding %q is not utf-8, utf-8-bom or cp932", l.Encoding)
	wrong(l.LineEnd != "crlf" && l.LineEnd != "lf", "line_end %q is not crlf or lf", l.LineEnd)
	wrong(l.Quotes != "needed" && l.Quotes != "all", "quotes %q is not needed or all", l.Quotes)
	wrong(!slices.Contains(Notations(), l.Hours) && !open(string(l.Hours)), "hours %q is not one of %s", l.Hours, notationNames())
	wrong(!slices.Contains([]string{"doubles", "replaces", "unknown"}, l.RepeatedImport), "repeated_import %q is not doubles, replaces or unknown", l.RepeatedImport)
	wrong(l.Number.Width < 0 || l.Number.Most < 0 || l.Number.Width > 0 && l.Number.StripZeros, "number: width and strip_zeros exclude each other, and none is below 0")
	wrong(len(l.Columns) == 0, "it has no columns")
	if problem := l.Rounding.problem(); !problem.IsZero() {
		found = append(found, problem)
	}
	numbers := 0
	for i, c := range l.Columns {
		kinds := 0
		for _, is := range []bool{c.Value != "", c.Constant != "", c.Empty} {
			if is {
				kinds++
			}
		}
		wrong(kinds != 1, "column %d (%s) has to have one of value, constant and empty", i+1, c.Name)
		wrong(c.Value != "" && !slices.Contains(values(), c.Value), "column %d (%s): the value %q is not one of %s", i+1, c.Name, c.Value, strings.Join(values(), ", "))
		wrong(l.Header && c.Name == "", "column %d has no name, and the header wants one", i+1)
		wrong(c.Repeat < 0 || c.Repeat > 1000, "column %d (%s): repeat %d", i+1, c.Name, c.Repeat)
		if c.Value == "number" {
			numbers++
		}
	}
	wrong(len(l.Columns) > 0 && numbers == 0, "no column has the value number: nobody could be told apart")
	return found
}

// unanswered returns the questions whose answers are not in the layout's text yet.
func (l *Layout) unanswered(text []byte) []Ask {
	return slices.DeleteFunc(slices.Clone(l.Asks), func(a Ask) bool { return !bytes.Contains(text, []byte("${"+a.Key+"}")) })
}

// Cells returns the columns with each of those that are repeated.
func (l *Layout) Cells() []Column {
	var all []Column
	for _, c := range l.Columns {
		for range max(c.Repeat, 1) {
			all = append(all, c)
		}
	}
	return all
}

// Wants reports whether a column has one of the values.
func (l *Layout) Wants(values ...string) bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return slices.Contains(values, c.Value) })
}
