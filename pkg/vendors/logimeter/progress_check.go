package logimeter

import (
	"bytes"
	"errors"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
)

// ProgressFault is one thing that keeps a file from being imported as it is meant.
type ProgressFault struct {
	Line    int
	Column  string // "" for a fault of the line
	Value   string
	Message say.Text
}

// ProgressFaultColumns returns the columns of ProgressFault.Record.
func ProgressFaultColumns() []record.Column {
	return []record.Column{{Name: "line"}, {Name: "column"}, {Name: "value"}, {Name: "message"}}
}

// Record returns the fault with ProgressFaultColumns, in English.
func (f ProgressFault) Record() record.Record {
	return record.Record{}.
		With("line", record.Int(int64(f.Line))).
		With("column", record.String(f.Column)).
		With("value", record.String(f.Value)).
		With("message", record.String(f.Message.String()))
}

// ProgressRow is a row of a file without a fault.
type ProgressRow struct {
	Number, Line int    // both from 1; a header is a line and no row
	Process, At  string // process id, and day or minute
	text         string // without its line end
}

// Key returns what tells the row from every other one.
func (r ProgressRow) Key() string { return r.Process + " " + r.At }

// ProgressFile holds a file for the import API that was checked.
type ProgressFile struct {
	Kind   ProgressKind
	Rows   int             // including those with faults
	Right  []ProgressRow   // those without faults
	Faults []ProgressFault // in the order of the lines
	Header bool            // the first line has the names of the columns
	Blank  int             // rows without effort, which not every process may leave out (§5-7)
	Loose  bool            // the last line has no line end: it may be the beginning of a longer one
	Short  bool            // the rows have the four columns of §5-3
	Again  int             // rows of a plan whose process and day an earlier row has
	header string
	end    string // line end
}

// ProgressAllowance says what is accepted that is a fault otherwise.
type ProgressAllowance struct {
	FourColumns bool // of actual quantities: the file of §5-3, which ends with the type of the quantity
	Again       bool // of a plan: a process and day in several rows
}

// CheckProgress checks a file against §5-6, or §5-7 and §5-8, except for the number of rows: see TooMany.
func CheckProgress(kind ProgressKind, data []byte, allow ProgressAllowance) *ProgressFile {
	c := &progressChecker{ProgressFile: &ProgressFile{Kind: kind, end: "\n"}, allow: allow, columns: kind.columns(), last: map[string]ProgressRow{}}
	c.lines(c.decode(data))
	return c.ProgressFile
}

// TooMany returns the fault of a file with more rows than one request takes, or none.
func (f *ProgressFile) TooMany() []ProgressFault {
	if f.Rows <= ProgressRows {
		return nil
	}
	line := ProgressRows + 1
	if f.Header {
		line++
	}
	return []ProgressFault{{Line: line, Message: say.T("%d rows; one request takes %d (§1): push cuts the file into several", f.Rows, ProgressRows)}}
}

// progressChecker holds the state of CheckProgress.
type progressChecker struct {
	*ProgressFile
	allow   ProgressAllowance
	columns []progressColumn
	last    map[string]ProgressRow // by process, or by process and day for a plan
}

// lineFault adds a fault of a whole line.
func (c *progressChecker) lineFault(line int, value string, format say.Format, args ...any) {
	c.Faults = append(c.Faults, ProgressFault{Line: line, Value: value, Message: say.T(format, args...)})
}

// cellFault adds a fault of a value.
func (c *progressChecker) cellFault(line, column int, value string, message say.Text) {
	f := ProgressFault{Line: line, Value: value, Message: message}
	f.Column = c.columns[column].name
	c.Faults = append(c.Faults, f)
}

// decode returns the text of the file, whatever its encoding, so that the faults of its lines are found, too.
func (c *progressChecker) decode(data []byte) string {
	text, encoding, err := charset.DecodeFound(data)
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		c.lineFault(1, "", "a NUL byte: UTF-16, or not text at all; UTF-8 is expected")
		return ""
	case err != nil:
		line := 1
		if bad := (*charset.DecodeError)(nil); errors.As(err, &bad) {
			line += bytes.Count(data[:bad.Offset], []byte("\n"))
		}
		c.lineFault(line, "", "bytes that are not UTF-8: the file is damaged, or in another encoding; UTF-8 is expected")
		text = bytes.ToValidUTF8(data, []byte("\ufffd"))
	case encoding == charset.CP932:
		c.lineFault(1, "", "the file is Shift-JIS; the import API wants UTF-8 (%s). convert writes it, and transform takes Shift-JIS", c.Kind.Section())
	case encoding == charset.UTF8BOM:
		c.lineFault(1, "", "a byte order mark (BOM) before the first value, which makes that unreadable; UTF-8 without one is expected")
	}
	return string(text)
}

func (c *progressChecker) lines(text string) {
	if !strings.Contains(text, "\n") && strings.Contains(strings.TrimSuffix(text, "\r"), "\r") {
		c.lineFault(1, "", "lines end with CR alone; LF or CRLF is expected")
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
			c.lineFault(number, "", "the line ends with %s, the first one with %s; one of them is expected throughout", endName(end), endName(c.end))
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
	if number == 1 && c.allow.FourColumns && c.Kind == Actual && len(cells) == effortColumn {
		c.Short, c.columns = true, c.columns[:effortColumn]
	}
	switch hasNames := isHeader(c.columns, cells); {
	case hasNames && number == 1:
		c.Header, c.header = true, line
		return
	case hasNames:
		c.lineFault(number, "", "the names of the columns again; were several files put together?")
		return
	case number == 1 && !strings.ContainsAny(line, "0123456789") && strings.Trim(line, " \t,\"") != "":
		c.lineFault(number, shortened(line), "not a row, and not the names of %s; expected is %s, or no such line", c.Kind.Section(), header(c.columns))
		return
	}
	c.Rows++
	before := len(c.Faults)
	c.cells(number, line, cells)
	if len(c.Faults) > before {
		return
	}
	row := ProgressRow{Number: c.Rows, Line: number, Process: cells[processColumn], At: cells[timeColumn], text: line}
	c.Right = append(c.Right, row)
	if c.Kind == Actual && !c.Short && cells[effortColumn] == "" {
		c.Blank++
	}
}

func (c *progressChecker) cells(number int, line string, cells []string) {
	quoted := strings.Contains(line, `"`)
	switch {
	case strings.TrimSpace(line) == "":
		c.lineFault(number, shortened(line), "an empty line")
		return
	case len(cells) != len(c.columns) && !quoted:
		c.lineFault(number, shortened(line), "%s", c.countMessage(line, cells))
		return
	}
	right := len(cells) == len(c.columns)
	wrong := make([]bool, max(len(cells), len(c.columns)))
	for i, cell := range cells {
		var message say.Text
		switch {
		case strings.Contains(cell, `"`):
			message = say.T("a quote; values stand bare, without quotes and escapes (%s)", c.Kind.Section())
		case strings.Contains(cell, "\r"):
			message = say.T("a CR inside; lines end with LF or CRLF")
		case right:
			message = c.columns[i].problem(cell)
		}
		if wrong[i] = !message.IsZero(); wrong[i] {
			c.cellFault(number, min(i, len(c.columns)-1), cell, message)
		}
	}
	if !right {
		return
	}
	for _, p := range c.Kind.rowProblems(cells, wrong) {
		c.cellFault(number, p.column, cells[p.column], p.message)
	}
	if !wrong[processColumn] && !wrong[timeColumn] {
		c.checkOrder(number, cells)
	}
}

// countMessage says what is wrong with a line of another number of columns.
func (c *progressChecker) countMessage(line string, cells []string) say.Text {
	message := say.T("%d {column|columns}; %d {is|are} expected: %s", len(cells), len(c.columns), header(c.columns))
	if len(cells) == 1 && strings.Contains(line, "\t") {
		message = say.T("%s; the columns stand apart by commas, not by tabs", message)
	}
	if c.Kind == Actual && len(cells) == effortColumn {
		message = say.T("%s; the last two may be blank, with their commas", message)
	}
	return message
}

// checkOrder adds a fault if a row does not come after the last one of its process.
func (c *progressChecker) checkOrder(number int, cells []string) {
	row := ProgressRow{Line: number, Process: cells[processColumn], At: cells[timeColumn]}
	key := row.Process
	if c.Kind == Plan {
		key = row.Key()
	}
	before, again := c.last[key]
	switch {
	case again && c.Kind == Plan && c.allow.Again:
		c.Again++
	case again && row.At <= before.At: // both have the same form
		c.cellFault(number, timeColumn, row.At, c.Kind.conflict(row, before))
	default:
		c.last[key] = row
	}
}

// shortened returns the beginning of a line.
func shortened(line string) string {
	const limit = 80
	n := 0
	for i := range line {
		if n++; n > limit {
			return line[:i] + "…"
		}
	}
	return line
}
