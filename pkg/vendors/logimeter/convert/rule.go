package convert

import (
	"strconv"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// Kind says what the lines are about.
type Kind string

// The kinds: planned quantities (5-10, 5-11) and actual ones (5-12, 5-13).
const (
	Plan   Kind = "plan"
	Actual Kind = "actual"
)

// Rule says what the columns of a file mean and what they become. ParseRule makes one.
type Rule struct {
	Name                                 string // the file it came from, for messages
	Kind                                 Kind
	Key                                  []Column
	Date, AccountingDate, Time, Quantity Column // AccountingDate and Time: zero when there is none
	Effort                               Effort
	Format                               Format
	Cumulative                           bool
	DayChange                            int // seconds after midnight at which a day begins
	HeaderLines                          int
	Encoding                             charset.Encoding
	Newline                              Newline
	Slot                                 int // seconds; 0: the whole file is one
	Processes                            map[string]Process
	FormatText                           string
}

// Column is a column by its number, from 1, or by its name in the last header line. The zero value is none.
type Column struct {
	Number int
	Name   string
	line   int // of the rule
}

// None reports whether no column was named.
func (c Column) None() bool { return c.Number == 0 && c.Name == "" }

func (c Column) String() string {
	if c.Name != "" {
		return strconv.Quote(c.Name)
	}
	return strconv.Itoa(c.Number)
}

// Effort says where the hours of work come from: Start and End, or Hours, or nowhere.
type Effort struct{ Start, End, Hours Column }

// None reports whether no column was named.
func (e Effort) None() bool { return e.Start.None() && e.End.None() && e.Hours.None() }

// unit returns what one hour of effort is counted as: seconds between start and end, or millionths of an hour.
func (e Effort) unit() int64 {
	if e.Hours.None() {
		return 3600
	}
	return 1e6
}

// Process is what a key stands for.
type Process struct {
	ID         int64
	Accounting bool // summed under the accounting date (計上日設定)
	line       int
}

// Newline says how lines end.
type Newline uint8

// AnyNewline lets each line end either way.
const (
	AnyNewline Newline = iota
	LF
	CRLF
)

func (n Newline) String() string { return n.text().String() }

// text returns the line end as messages name it.
func (n Newline) text() say.Text {
	return [...]say.Text{say.T("LF or CRLF"), say.Verbatim("LF"), say.Verbatim("CRLF")}[n]
}
