package convert

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
)

const secondsOfDay = 86400

// line is what one line means.
type line struct {
	keyed    bool // there is a key, though it be empty
	key      string
	process  *process // nil: the key is not in the table
	day      int      // since 1970-01-01: the working day, or the accounting date
	at       int      // seconds since 1970-01-01, in that day
	quantity int64
	effort   int64 // in the rule's unit
}

// cellProblem is what is wrong with a cell.
type cellProblem struct {
	column  int // -1: with the line
	message string
}

// examine reads a line, without its line end, and says all that is wrong with it. The scanner is quicker but gives no
// reasons; where it hesitates, this decides.
func (b *bound) examine(text []byte) (line, []cellProblem) {
	var l line
	var wrong []cellProblem
	complain := func(column int, format string, args ...any) {
		wrong = append(wrong, cellProblem{column, fmt.Sprintf(format, args...)})
	}
	if bytes.IndexByte(text, '\r') >= 0 {
		complain(-1, "a CR inside the line; lines end with %s", b.Newline)
		return l, wrong
	}
	cells := bytes.Split(text, []byte(","))
	for i, cell := range cells {
		if at := b.mark(cell); at >= 0 {
			complain(i, "U+FEFF (a byte order mark), which is not seen, before character %d; were two files joined here?", utf8.RuneCount(cell[:at])+1)
		}
		if len(cell) > 0 && cell[0] == '"' {
			complain(i, "begins with a quote; values stand without quotes and escapes (5-10, 5-12)")
		}
	}
	for len(cells) > b.width && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1] // commas at the end hold nothing
	}
	if len(cells) != b.width && len(wrong) == 0 {
		complain(-1, "%d columns, %d are expected", len(cells), b.width)
	}
	if len(wrong) > 0 {
		return l, wrong
	}
	var message string
	column := 0
	if l.key, column, message = b.key(cells); message != "" {
		complain(column, "%s", message)
	}
	l.keyed = message == ""
	l.process = b.processes[charset.Compose(l.key)]
	stamps := make([]reading, len(b.stamps))
	timesRight := true
	for i, s := range b.stamps {
		var message string
		if stamps[i], message = s.read(cells[s.index], b.Encoding); message != "" {
			complain(s.index, "%s", message)
			timesRight = false
		}
	}
	if l.quantity, message = quantity(cells[b.quantity]); message != "" {
		complain(b.quantity, "%s", message)
	}
	if b.hours >= 0 {
		if l.effort, message = hours(cells[b.hours]); message != "" {
			complain(b.hours, "%s", message)
		}
	}
	if timesRight {
		accounting := l.process != nil && l.process.accounting
		l.day, l.at = b.when(stamps, accounting)
		if b.start >= 0 {
			if l.effort, message = worked(stamps[b.start], stamps[b.end]); message != "" {
				complain(b.stamps[b.end].index, "%s", message)
			}
		}
	}
	slices.SortStableFunc(wrong, func(a, b cellProblem) int { return cmp.Compare(a.column, b.column) })
	return l, wrong
}

// key joins the cells of the key (5-10 #1).
// Where a cell can't be read, column is that cell's.
func (b *bound) key(cells [][]byte) (key string, column int, message string) {
	var parts []string
	for _, column := range b.keys {
		text, err := charset.Decode(cells[column], b.Encoding)
		if err != nil {
			return "", column, b.unreadable(cells[column], err)
		}
		parts = append(parts, string(text))
	}
	return strings.Join(parts, "_"), 0, ""
}

// unreadable says what is wrong with a cell that is not of the rule's encoding.
func (b *bound) unreadable(cell []byte, err error) string {
	other, name := charset.UTF8, "utf-8"
	if b.Encoding != charset.CP932 {
		other, name = charset.CP932, "shift-jis"
	}
	if _, bad := charset.Decode(cell, other); bad == nil {
		return fmt.Sprintf("%q is not %s; is the file %s? then the rule wants encoding: %s", cell, encodingName(b.Encoding), encodingName(other), name)
	}
	var wrong *charset.DecodeError
	if !errors.As(err, &wrong) {
		return err.Error()
	}
	before, _ := charset.Decode(cell[:wrong.Offset], b.Encoding) // all before the wrong byte is right
	return fmt.Sprintf("the bytes % X at character %d are no text; the file is damaged there", wrong.Bytes, utf8.RuneCount(before)+1)
}

// mark is where a cell has a byte order mark, or -1. The one that begins a file is not in a cell any more.
func (b *bound) mark(cell []byte) int {
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

// reading is what a stamp says.
type reading struct {
	date, seconds    int
	hasDate, hasTime bool
}

// read tries the stamp's layouts in turn.
func (s stamp) read(cell []byte, encoding charset.Encoding) (reading, string) {
	for _, l := range s.layouts {
		if date, seconds, ok := l.parse(cell); ok {
			return reading{date, seconds, l.hasDate, l.hasTime}, ""
		}
	}
	shown := string(cell)
	if text, err := charset.Decode(cell, encoding); err == nil {
		shown = string(text)
	}
	if shown == "" {
		return reading{}, "empty; " + s.needs() + " is expected"
	}
	var formats []string
	for _, l := range s.layouts {
		formats = append(formats, l.format)
		long := *l
		if long.hours = hoursOfTwo; l.hours == hoursOfTwo {
			continue
		}
		if _, _, ok := long.parse(cell); ok {
			return reading{}, fmt.Sprintf("%s: hours of 24 and more need the format %s (5-11)", quoted(shown), fixedFormat)
		}
	}
	return reading{}, fmt.Sprintf("%s is not %s as %s", quoted(shown), s.needs(), strings.Join(formats, " or "))
}

// when is the day under which a line is summed, and its time in that day.
func (b *bound) when(stamps []reading, accounting bool) (day, at int) {
	day, at = stamps[b.date].date, stamps[b.date].date*secondsOfDay
	if b.time >= 0 {
		at += stamps[b.time].seconds
		day = floorDiv(at-b.DayChange, secondsOfDay)
	}
	if accounting && b.accounting >= 0 {
		s := stamps[b.accounting]
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

// longestNight is how much work may lie between two times without days. Beyond it they are rather swapped.
const longestNight = 12 * 3600

// worked is the time between a start and an end. Without days an end before the start is of the next day.
func worked(start, end reading) (int64, string) {
	if start.hasDate != end.hasDate {
		return 0, "one of start and end has a day, the other has not"
	}
	seconds := (end.date-start.date)*secondsOfDay + end.seconds - start.seconds
	if seconds >= 0 {
		return int64(seconds), ""
	}
	if !start.hasDate {
		if seconds += secondsOfDay; seconds > 0 && seconds <= longestNight {
			return int64(seconds), ""
		}
	}
	return 0, "the end is before the start"
}
