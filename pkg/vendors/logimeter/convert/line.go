package convert

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

const secondsOfDay = 86400

// line holds what one line means.
type line struct {
	hasKey   bool // the key could be read; it may be empty
	key      string
	process  *process // nil: the key is not in the table
	day      int      // since 1970-01-01: the working day, or the accounting date
	at       int      // seconds since 1970-01-01, in that day
	quantity int64
	effort   int64 // in the rule's unit
}

// cellProblem says what is wrong with a cell.
type cellProblem struct {
	column  int // -1: it is about the line
	message say.Text
}

// examine reads a line, without its line end, and returns all that is wrong with it. It decides about every line that
// worker.sumFast leaves, which is faster but gives no reasons.
func (b *boundRule) examine(text []byte) (line, []cellProblem) {
	var l line
	var wrong []cellProblem
	report := func(column int, format say.Format, args ...any) {
		wrong = append(wrong, cellProblem{column, say.T(format, args...)})
	}
	if bytes.IndexByte(text, '\r') >= 0 {
		report(-1, "a CR inside the line; lines end with %s", b.Newline.text())
		return l, wrong
	}
	cells := bytes.Split(text, []byte(","))
	for i, cell := range cells {
		if at := b.bomIndex(cell); at >= 0 {
			report(i, "U+FEFF (a byte order mark), which is not seen, before character %d; were two files joined here?", utf8.RuneCount(cell[:at])+1)
		}
		if len(cell) > 0 && cell[0] == '"' {
			report(i, "begins with a quote; values stand without quotes and escapes (5-10, 5-12)")
		}
	}
	for len(cells) > b.width && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1] // commas at the end without values
	}
	if len(cells) != b.width && len(wrong) == 0 {
		report(-1, "%d {column|columns}, %d {is|are} expected", len(cells), b.width)
	}
	if len(wrong) > 0 {
		return l, wrong
	}
	reportText := func(column int, message say.Text) bool {
		if message.IsZero() {
			return true
		}
		wrong = append(wrong, cellProblem{column, message})
		return false
	}
	var message say.Text
	var column int
	l.key, column, message = b.key(cells)
	l.hasKey = reportText(column, message)
	l.process = b.processes[charset.Compose(l.key)]
	readings := make([]reading, len(b.times))
	timesValid := true
	for i, t := range b.times {
		readings[i], message = t.read(cells[t.index], b.Encoding)
		timesValid = reportText(t.index, message) && timesValid
	}
	l.quantity, message = parseQuantity(cells[b.quantity])
	reportText(b.quantity, message)
	if b.hours >= 0 {
		var ok bool
		if l.effort, ok = parseHours(cells[b.hours]); !ok {
			reportText(b.hours, hoursProblem(cells[b.hours]))
		}
	}
	if timesValid {
		accounting := l.process != nil && l.process.accounting
		l.day, l.at = b.workingDay(readings, accounting)
		if b.start >= 0 {
			var problem say.Format
			if l.effort, problem = workTime(readings[b.start], readings[b.end]); problem != "" {
				reportText(b.times[b.end].index, say.T(problem))
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b cellProblem) int { return cmp.Compare(a.column, b.column) })
	return l, wrong
}

// key joins the cells of the key (5-10 #1). A message says that the cell in column can't be read.
func (b *boundRule) key(cells [][]byte) (key string, column int, message say.Text) {
	var parts []string
	for _, column := range b.keys {
		text, err := charset.Decode(cells[column], b.Encoding)
		if err != nil {
			return "", column, b.unreadable(cells[column], err)
		}
		parts = append(parts, string(text))
	}
	return strings.Join(parts, "_"), 0, say.Text{}
}

// unreadable says what is wrong with a cell that is not of the rule's encoding.
func (b *boundRule) unreadable(cell []byte, err error) say.Text {
	other, name := charset.UTF8, "utf-8"
	if b.Encoding != charset.CP932 {
		other, name = charset.CP932, "shift-jis"
	}
	if _, bad := charset.Decode(cell, other); bad == nil {
		return say.T("%q is not %s; is the file %s? then the rule wants encoding: %s", cell, encodingName(b.Encoding), encodingName(other), name)
	}
	var wrong *charset.DecodeError
	if !errors.As(err, &wrong) {
		return say.T("%w", err)
	}
	before, _ := charset.Decode(cell[:wrong.Offset], b.Encoding) // everything before the wrong byte can be decoded
	return say.T("the bytes % X at character %d are not text; the file is damaged there", wrong.Bytes, utf8.RuneCount(before)+1)
}

// bomIndex returns where a cell has a byte order mark, or -1. The one that begins a file is not in a cell any more.
func (b *boundRule) bomIndex(cell []byte) int {
	if b.Encoding == charset.CP932 {
		return -1
	}
	return bytes.Index(cell, []byte(charset.BOM))
}

func encodingName(e charset.Encoding) string {
	if e == charset.CP932 {
		return "Shift-JIS"
	}
	return "UTF-8"
}

// reading holds what a cell of a time column says.
type reading struct {
	date, seconds    int
	hasDate, hasTime bool
}

// read tries the layouts one after the other, and says why none fits.
func (t timeColumn) read(cell []byte, encoding charset.Encoding) (reading, say.Text) {
	for _, l := range t.layouts {
		if date, seconds, ok := l.parse(cell); ok {
			return reading{date, seconds, l.hasDate, l.hasTime}, say.Text{}
		}
	}
	value := string(cell)
	if text, err := charset.Decode(cell, encoding); err == nil {
		value = string(text)
	}
	if value == "" {
		return reading{}, say.T("empty; %s is expected", t.needs())
	}
	for _, l := range t.layouts {
		long := *l
		if long.hours = twoDaysHours; l.hours == twoDaysHours {
			continue
		}
		if _, _, ok := long.parse(cell); ok {
			return reading{}, say.T("%s: hours of 24 and more need the format %s (5-11)", quoted(value), fixedFormat)
		}
	}
	if len(t.layouts) > 1 { // a day, or a time, has at most two: its own and the one of both
		return reading{}, say.T("%s is not %s as %s or %s", quoted(value), t.needs(), t.layouts[0].format, t.layouts[1].format)
	}
	return reading{}, say.T("%s is not %s as %s", quoted(value), t.needs(), t.layouts[0].format)
}

// workingDay returns the day under which a line is summed, and its time in that day.
func (b *boundRule) workingDay(readings []reading, accounting bool) (day, at int) {
	day, at = readings[b.date].date, readings[b.date].date*secondsOfDay
	if b.time >= 0 {
		at += readings[b.time].seconds
		day = floorDiv(at-b.DayChange, secondsOfDay)
	}
	if accounting && b.accounting >= 0 {
		s := readings[b.accounting]
		other := s.date
		if s.hasTime {
			other = floorDiv(s.date*secondsOfDay+s.seconds-b.DayChange, secondsOfDay)
		}
		at += (other - day) * secondsOfDay
		day = other
	}
	return day, at
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// maxShift is the longest work between two times without days; a longer one means that they are swapped.
const maxShift = 12 * 3600

// workTime returns the seconds between a start and an end, or the problem with them. Without days an end before the start is
// on the next day.
func workTime(start, end reading) (seconds int64, problem say.Format) {
	if start.hasDate != end.hasDate {
		return 0, "one of start and end has a day, the other has not"
	}
	between := (end.date-start.date)*secondsOfDay + end.seconds - start.seconds
	if between >= 0 {
		return int64(between), ""
	}
	if !start.hasDate {
		if between += secondsOfDay; between > 0 && between <= maxShift {
			return int64(between), ""
		}
	}
	return 0, "the end is before the start"
}
