package logimeter

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
)

// ProgressFault is one thing that keeps a file from being imported as it is meant.
type ProgressFault struct {
	Line    int
	Column  string // "" when it is about the whole line
	Value   string
	Message string
}

// ProgressFaultColumns are the columns of ProgressFault.Record.
func ProgressFaultColumns() []record.Column {
	return []record.Column{{Name: "line"}, {Name: "column"}, {Name: "value"}, {Name: "message"}}
}

// Record is the fault with ProgressFaultColumns.
func (f ProgressFault) Record() record.Record {
	return record.Record{}.
		With("line", record.Int(int64(f.Line))).
		With("column", record.String(f.Column)).
		With("value", record.String(f.Value)).
		With("message", record.String(f.Message))
}

// ProgressRow is a row of a file that was found right.
type ProgressRow struct {
	Number, Line int    // both from 1; a header is a line and no row
	Process, At  string // what the row is about: process id, and day or minute
	text         string // without its line end
}

// Key is what tells the row from every other one.
func (r ProgressRow) Key() string { return r.Process + " " + r.At }

// ProgressFile is a file for the import API, checked.
type ProgressFile struct {
	Kind   ProgressKind
	Rows   int             // also those with faults
	Right  []ProgressRow   // those without; all of them when there is no fault
	Faults []ProgressFault // in the order of the lines
	Header bool            // the first line has the names of the columns
	Blank  int             // rows without effort, which not every process may leave out (§5-7)
	Loose  bool            // the last line has no end: it may be the beginning of a longer one
	Short  bool            // the rows have the four columns of §5-3
	Again  int             // rows of a plan whose process and day an earlier row has
	header string
	end    string // of a line
}

// ProgressAllowance says what may pass that is a fault otherwise.
type ProgressAllowance struct {
	FourColumns bool // of actual quantities: the file of §5-3, which ends with the type of the quantity
	Again       bool // of a plan: a process and day in several rows
}

// CheckProgress holds a file against §5-6, or §5-7 and §5-8. The number of rows is not judged: see TooMany.
func CheckProgress(kind ProgressKind, data []byte, allow ProgressAllowance) *ProgressFile {
	c := &progressChecker{ProgressFile: &ProgressFile{Kind: kind, end: "\n"}, allow: allow, columns: kind.columns(), last: map[string]ProgressRow{}}
	c.lines(c.decode(data))
	return c.ProgressFile
}

// TooMany is the fault of a file with more rows than one request takes, and none for others.
func (f *ProgressFile) TooMany() []ProgressFault {
	if f.Rows <= ProgressRows {
		return nil
	}
	line := ProgressRows + 1
	if f.Header {
		line++
	}
	return []ProgressFault{{Line: line, Message: fmt.Sprintf("%d rows; one request takes %d (§1): push cuts the file into several", f.Rows, ProgressRows)}}
}

// progressChecker is a check on its way.
type progressChecker struct {
	*ProgressFile
	allow   ProgressAllowance
	columns []progressColumn
	last    map[string]ProgressRow // by process, or by process and day for a plan
}

func (c *progressChecker) fault(line, column int, value, message string) {
	f := ProgressFault{Line: line, Value: value, Message: message}
	if column >= 0 {
		f.Column = c.columns[column].name
	}
	c.Faults = append(c.Faults, f)
}

// whole is the column of a fault that is about the whole line.
const whole = -1

// decode gives the text of the file, whatever its encoding, so that the faults of its lines are found too.
func (c *progressChecker) decode(data []byte) string {
	text, encoding, err := charset.DecodeFound(data)
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		c.fault(1, whole, "", "a NUL byte: UTF-16, or no text at all; UTF-8 is expected")
		return ""
	case err != nil:
		line := 1
		if bad := (*charset.DecodeError)(nil); errors.As(err, &bad) {
			line += bytes.Count(data[:bad.Offset], []byte("\n"))
		}
		c.fault(line, whole, "", "bytes that are no UTF-8: the file is damaged, or in another encoding; UTF-8 is expected")
		text = bytes.ToValidUTF8(data, []byte("\ufffd"))
	case encoding == charset.CP932:
		c.fault(1, whole, "", "the file is Shift-JIS; the import API wants UTF-8 ("+c.Kind.Section()+"). convert writes it, and transform takes Shift-JIS")
	case encoding == charset.UTF8BOM:
		c.fault(1, whole, "", "a byte order mark (BOM) before the first value, which makes that unreadable; UTF-8 without one is expected")
	}
	return string(text)
}

func (c *progressChecker) lines(text string) {
	if !strings.Contains(text, "\n") && strings.Contains(strings.TrimSuffix(text, "\r"), "\r") {
		c.fault(1, whole, "", "lines end with CR alone; LF or CRLF is expected")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	mixed := false
	for number := 1; text != ""; number++ {
		line, rest, ended := strings.Cut(text, "\n")
		text, c.Loose = rest, !ended
		end := "\n"
		if ended && strings.HasSuffix(line, "\r") {
			line, end = line[:len(line)-1], "\r\n"
		}
		switch {
		case number == 1:
			c.end = end
		case ended && end != c.end && !mixed:
			mixed = true
			c.fault(number, whole, "", fmt.Sprintf("the line ends with %s, the first one with %s; one of them is expected throughout", endName(end), endName(c.end)))
		}
		c.line(number, line)
	}
}

func endName(end string) string {
	if end == "\n" {
		return "LF"
	}
	return "CRLF"
}

func (c *progressChecker) line(number int, line string) {
	cells := strings.Split(line, ",")
	if number == 1 && c.allow.FourColumns && c.Kind == Actual && len(cells) == effort {
		c.Short, c.columns = true, c.columns[:effort]
	}
	switch names := isHeader(c.columns, cells); {
	case names && number == 1:
		c.Header, c.header = true, line
		return
	case names:
		c.fault(number, whole, "", "the names of the columns again; were several files put together?")
		return
	case number == 1 && !strings.ContainsAny(line, "0123456789") && strings.Trim(line, " \t,\"") != "":
		c.fault(number, whole, shortened(line), "no row, and not the names of "+c.Kind.Section()+"; expected is "+header(c.columns)+", or no such line")
		return
	}
	c.Rows++
	before := len(c.Faults)
	c.cells(number, line, cells)
	if len(c.Faults) > before {
		return
	}
	row := ProgressRow{Number: c.Rows, Line: number, Process: cells[process], At: cells[moment], text: line}
	c.Right = append(c.Right, row)
	if c.Kind == Actual && !c.Short && cells[effort] == "" {
		c.Blank++
	}
}

func (c *progressChecker) cells(number int, line string, cells []string) {
	quoted := strings.Contains(line, `"`)
	switch {
	case strings.TrimSpace(line) == "":
		c.fault(number, whole, shortened(line), "an empty line")
		return
	case len(cells) != len(c.columns) && !quoted:
		c.fault(number, whole, shortened(line), c.countMessage(line, cells))
		return
	}
	right := len(cells) == len(c.columns)
	wrong := make([]bool, max(len(cells), len(c.columns)))
	for i, cell := range cells {
		message := ""
		switch {
		case strings.Contains(cell, `"`):
			message = "a quote; values stand bare, without quotes and escapes (" + c.Kind.Section() + ")"
		case strings.Contains(cell, "\r"):
			message = "a CR inside; lines end with LF or CRLF"
		case right:
			message = c.columns[i].problem(cell)
		}
		if wrong[i] = message != ""; wrong[i] {
			c.fault(number, min(i, len(c.columns)-1), cell, message)
		}
	}
	if !right {
		return
	}
	for _, p := range c.Kind.rowProblems(cells, wrong) {
		c.fault(number, p.column, cells[p.column], p.message)
	}
	if !wrong[process] && !wrong[moment] {
		c.order(number, cells)
	}
}

func (c *progressChecker) countMessage(line string, cells []string) string {
	noun := "columns"
	if len(cells) == 1 {
		noun = "column"
	}
	message := fmt.Sprintf("%d %s; %d are expected: %s", len(cells), noun, len(c.columns), header(c.columns))
	if len(cells) == 1 && strings.Contains(line, "\t") {
		message += "; the columns stand apart by commas, not by tabs"
	}
	if c.Kind == Actual && len(cells) == effort {
		message += "; the last two may be blank, with their commas"
	}
	return message
}

// order remembers where a process is, and finds what comes too late.
func (c *progressChecker) order(number int, cells []string) {
	row := ProgressRow{Line: number, Process: cells[process], At: cells[moment]}
	key := row.Process
	if c.Kind == Plan {
		key = row.Key()
	}
	before, again := c.last[key]
	switch {
	case again && c.Kind == Plan && c.allow.Again:
		c.Again++
	case again && row.At <= before.At: // both have the same form
		c.fault(number, moment, row.At, c.Kind.conflict(row, before))
	default:
		c.last[key] = row
	}
}

// shortened is the beginning of a line.
func shortened(line string) string {
	const most = 80
	n := 0
	for i := range line {
		if n++; n > most {
			return line[:i] + "…"
		}
	}
	return line
}
