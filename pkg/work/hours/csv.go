package hours

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// Columns are the names of a table's columns. Minutes, or Start and End, are there; Break may be.
type Columns struct{ Person, Date, Minutes, Start, End, Break string }

// CSVColumns returns those of a file of hours.
func CSVColumns() Columns {
	return Columns{Person: "person", Date: "date", Minutes: "minutes", Start: "start", End: "end", Break: "break_minutes"}
}

// mostMinutes is a week: more in a day is a slip.
const mostMinutes = 7 * 24 * 60

// Range is the days that are wanted, both included.
type Range struct{ From, To Date }

// table reads a CSV of hours row by row: a month of ten thousand people is not held in memory.
type table struct {
	name    string
	columns Columns
	rows    *rowReader
	at      struct{ person, date, minutes, start, end, rest int } // −1: not there
	outside func(rows int)
	source  string // which times the minutes are

	people recall // their names
	day    []byte // the date that was read last, as text
	dayIs  Date
}

// ReadCSV gives the days of a CSV with a header, UTF-8 or CP932. name is what messages call it. Rows outside the range are not given;
// outside is told at the end how many they are, if there are any.
func ReadCSV(r io.Reader, name string, columns Columns, within Range, outside func(rows int)) iter.Seq2[Day, error] {
	return func(yield func(Day, error) bool) {
		t := table{name: name, columns: columns, outside: outside}
		if err := t.open(r); err != nil {
			yield(Day{}, err)
			return
		}
		left := 0
		for {
			cells, err := t.rows.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				yield(Day{}, t.unreadable(err))
				return
			}
			d, err := t.read(cells)
			if err == nil && (d.Date < within.From || d.Date > within.To) {
				left++
				continue
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
		if left > 0 && outside != nil {
			outside(left)
		}
	}
}

// sampleSize is how much of a file its encoding is found out by.
const sampleSize = 64 << 10

func (t *table) open(r io.Reader) error {
	b := bufio.NewReaderSize(r, sampleSize)
	sample, err := b.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return t.unreadable(err)
	}
	var text io.Reader
	if charset.IsUTF16(sample) {
		text, err = t.wide(b)
	} else {
		text = charset.NewReader(b, charset.Detect(sample, len(sample) < sampleSize))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return t.unreadable(err)
	}
	t.rows, t.people = newRowReader(text), newRecall()
	cells, err := t.rows.next()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return fault.Errorf(fault.Usage, "%s: nothing in it; a header line with the names of the columns is expected", t.name)
		}
		return t.unreadable(err)
	}
	places := map[string]int{}
	var header []string
	for i, cell := range cells {
		name := charset.Compose(strings.TrimSpace(string(cell)))
		header = append(header, name)
		if _, twice := places[name]; twice {
			return fault.Errorf(fault.Usage, "%s: two columns are called %q", t.name, name)
		}
		places[name] = i
	}
	place := func(column string) int {
		if i, ok := places[charset.Compose(column)]; ok && column != "" {
			return i
		}
		return -1
	}
	t.at.person, t.at.date, t.at.minutes = place(t.columns.Person), place(t.columns.Date), place(t.columns.Minutes)
	t.at.start, t.at.end, t.at.rest = place(t.columns.Start), place(t.columns.End), place(t.columns.Break)
	t.source = t.columns.End + " - " + t.columns.Start
	if t.at.rest >= 0 {
		t.source += " - " + t.columns.Break
	}
	times := t.at.start >= 0 && t.at.end >= 0
	switch missing := (map[bool]string{t.at.date < 0: t.columns.Date, t.at.person < 0: t.columns.Person})[true]; {
	case missing != "":
		return fault.Errorf(fault.Usage, "%s: the column %q is missing", t.name, missing).WithHint("its columns are: %s", strings.Join(header, ", "))
	case t.at.minutes < 0 && !times:
		return fault.Errorf(fault.Usage, "%s: neither minutes nor start and end are among its columns", t.name).WithHint("its columns are: %s", strings.Join(header, ", "))
	}
	return nil
}

// mostWide bounds a file in UTF-16, which is held in memory: nothing but PowerShell 5.1 and Windows' editor writes it.
const mostWide = 64 << 20

func (t *table) wide(r io.Reader) (io.Reader, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostWide+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostWide {
		return nil, say.Errorf("it is UTF-16 and has more than %d MiB: save it as CSV UTF-8", mostWide>>20)
	}
	text, err := charset.FromUTF16(data)
	return bytes.NewReader(text), err
}

func (t *table) unreadable(err error) error {
	return fault.Errorf(fault.Usage, "%s can't be read: %w", t.name, err)
}

func (t *table) cell(cells [][]byte, at int) []byte {
	if at < 0 {
		return nil
	}
	return bytes.TrimSpace(cells[at])
}

func (t *table) wrong(format say.Format, args ...any) error {
	return fault.Errorf(fault.Usage, "%s, line %d: %s", t.name, t.rows.line, say.T(format, args...))
}

// person returns the name of a person, which is kept once however many rows have it.
func (t *table) person(cell []byte) string {
	name, i := t.people.expected()
	if i == nobody || name != string(cell) {
		var known bool
		if i, known = t.people.places[string(cell)]; !known {
			i = t.people.add(string(cell))
		}
	}
	t.people.came(i)
	return t.people.texts[i]
}

// date reads a date. Rows come by day, or by person: most dates are the one before, or the day after it.
func (t *table) date(cell []byte) (Date, bool) {
	if t.day != nil && bytes.Equal(cell, t.day) {
		return t.dayIs, true
	}
	date, ok := fastDate(string(cell))
	if ok {
		t.day, t.dayIs = append(t.day[:0], cell...), date
	}
	return date, ok
}

func (t *table) read(cells [][]byte) (Day, error) {
	d := Day{Person: t.person(t.cell(cells, t.at.person)), Minutes: Unknown, Source: "minutes"}
	date, ok := t.date(t.cell(cells, t.at.date))
	switch {
	case d.Person == "":
		return d, t.wrong("%s is empty", t.columns.Person)
	case !ok:
		return d, t.wrong("%q is not a date", t.cell(cells, t.at.date))
	}
	d.Date = date
	if t.at.minutes < 0 {
		return t.times(d, cells)
	}
	text := t.cell(cells, t.at.minutes)
	if len(text) == 0 {
		d.Start = date.in().Add(12 * time.Hour) // somebody was there, and nobody knows for how long
		return d, nil
	}
	if d.Minutes, ok = minutesOf(text); !ok {
		return d, t.wrong("%q are no whole minutes of a day's work", text)
	}
	return d, nil
}

// minutesOf reads whole minutes, at most those of a week.
func minutesOf(text []byte) (int, bool) {
	n, err := strconv.Atoi(string(text))
	return n, err == nil && n >= 0 && n <= mostMinutes && text[0] != '+'
}

// times reads start, end and breaks. An end before the start is on the next day.
func (t *table) times(d Day, cells [][]byte) (Day, error) {
	d.Source = t.source
	var ok bool
	for _, end := range []struct {
		to *time.Time
		at int
	}{{&d.Start, t.at.start}, {&d.End, t.at.end}} {
		text := t.cell(cells, end.at)
		if *end.to, ok = clockTime(d.Date, text); !ok {
			return d, t.wrong("%q is not a time of the day", text)
		}
	}
	if text := t.cell(cells, t.at.rest); len(text) > 0 {
		if d.Break, ok = minutesOf(text); !ok {
			return d, t.wrong("%q are no whole minutes of breaks", text)
		}
	}
	d = d.fromTimes()
	if d.Minutes < Unknown {
		return d, t.wrong("the breaks are longer than the time from start to end")
	}
	return d, nil
}

// clockTime reads the usual 08:30 without the cost of ClockTime.
func clockTime(day Date, text []byte) (time.Time, bool) {
	if len(text) == len("08:30") && text[2] == ':' {
		h, m := digits(text[:2]), digits(text[3:])
		return day.in().Add(time.Duration(h*60+m) * time.Minute), h < 48 && m < 60
	}
	return ClockTime(day, string(text))
}

// digits returns the number of two digits; far too large for what is none.
func digits(two []byte) int {
	tens, units := two[0]-'0', two[1]-'0'
	if tens > 9 || units > 9 {
		return 1000
	}
	return int(tens)*10 + int(units)
}

// fromTimes fills in the minutes from start, end and breaks; an end before the start is put on the next day.
func (d Day) fromTimes() Day {
	d.Minutes = Unknown
	if d.Start.IsZero() || d.End.IsZero() {
		return d
	}
	if d.End.Before(d.Start) {
		d.End = d.End.AddDate(0, 0, 1)
	}
	d.Minutes = Between(d.Start, d.End) - d.Break
	if d.Minutes < 0 {
		d.Minutes = Unknown - 1
	}
	return d
}

// ClockTime reads 8:30 or 27:15, hours counted on over midnight, or a date and a time. "" is the zero time.
func ClockTime(day Date, text string) (time.Time, bool) {
	if text == "" {
		return time.Time{}, true
	}
	for _, layout := range []string{"2006-1-2 15:04", "2006/1/2 15:04", "2006-1-2 15:04:05", "2006/1/2 15:04:05", time.RFC3339} {
		if len(text) < len("2006/1/2 9:04") { // as a spreadsheet has it
			break
		}
		if t, err := time.Parse(layout, text); err == nil {
			y, m, d := t.Date()
			return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), 0, time.UTC), true // the clock on the wall
		}
	}
	hour, rest, ok := strings.Cut(text, ":")
	minute, second, _ := strings.Cut(rest, ":")
	h, errH := strconv.Atoi(hour)
	m, errM := strconv.Atoi(minute)
	s, errS := strconv.Atoi("0" + second)
	if !ok || errH != nil || errM != nil || errS != nil || h < 0 || h >= 48 || m < 0 || m > 59 || s > 59 || len(minute) != 2 {
		return time.Time{}, false
	}
	return day.in().Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second), true
}

// fastDate reads the usual 2026-03-01 without the cost of time.Parse, and other forms as ParseDate does.
func fastDate(text string) (Date, bool) {
	if len(text) == len("2026-03-01") && text[4] == '-' && text[7] == '-' {
		y, errY := strconv.Atoi(text[:4])
		m, errM := strconv.Atoi(text[5:7])
		d, errD := strconv.Atoi(text[8:])
		if errY != nil || errM != nil || errD != nil || m < 1 || m > 12 || d < 1 || d > 31 {
			return 0, false
		}
		date := DateOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
		if date.in().Day() != d {
			return 0, false
		}
		return date, true
	}
	return ParseDate(text)
}
