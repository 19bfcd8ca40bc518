package convert

import (
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// Format says how the file writes days and times. A column may hold both, or one of them.
type Format struct {
	both, date, time *layout // nil: not in this format
}

// hoursOfDay and hoursOfTwo are the limits of 5-11: only the fixed format may run on into the next day.
const hoursOfDay, hoursOfTwo = 24, 48

// newFormat reads one format for both. Where a day and a time stand apart, each column is read by its part.
func newFormat(format string, encoding charset.Encoding) (Format, error) {
	list, err := tokens(format)
	if err != nil {
		return Format{}, err
	}
	hours := hoursOfDay
	if short().Replace(format) == fixedFormat {
		hours = hoursOfTwo
	}
	whole, err := newLayout(list, hours, encoding)
	switch {
	case err != nil:
		return Format{}, err
	case !whole.hasTime:
		return Format{date: whole}, nil
	case !whole.hasDate:
		return Format{time: whole}, nil
	}
	f := Format{both: whole}
	first, second, apart := split(list)
	if !apart {
		return f, nil
	}
	if f.date, err = newLayout(first, hours, encoding); err != nil {
		return f, err
	}
	if f.time, err = newLayout(second, hours, encoding); err != nil {
		return f, err
	}
	if f.time.hasDate {
		f.date, f.time = f.time, f.date
	}
	return f, nil
}

// newFormats reads formats that were given apart. A column that holds both has them in this order, with a blank.
func newFormats(date, clock string, encoding charset.Encoding) (Format, error) {
	if date != "" && clock != "" {
		return joined(date, clock, encoding)
	}
	f, err := newFormat(date+clock, encoding)
	switch {
	case err != nil:
		return f, err
	case date != "" && (f.date == nil || f.both != nil):
		return f, fmt.Errorf("%q is no format of a day alone", date)
	case clock != "" && (f.time == nil || f.both != nil):
		return f, fmt.Errorf("%q is no format of a time alone", clock)
	}
	return f, nil
}

func joined(date, clock string, encoding charset.Encoding) (Format, error) {
	d, err := newFormats(date, "", encoding)
	if err != nil {
		return Format{}, err
	}
	c, err := newFormats("", clock, encoding)
	if err != nil {
		return Format{}, err
	}
	f, err := newFormat(date+" "+clock, encoding)
	if err != nil {
		return Format{}, err
	}
	f.date, f.time = d.date, c.time
	f.time.hours = f.both.hours
	return f, nil
}

// split cuts a format between its day and its time, where one comes after the other. Of the text between them what
// stands before a blank belongs to the first (日), what stands after it to the second; a lone T or / to neither.
func split(list []token) (first, second []token, ok bool) {
	turn := -1
	for i := range list {
		if list[i].field == literal {
			continue
		}
		before := last(list[:i])
		if before.field == literal || before.field.ofDate() == list[i].field.ofDate() {
			continue
		}
		if turn >= 0 {
			return nil, nil, false
		}
		turn = i
	}
	if turn < 0 {
		return nil, nil, false
	}
	first, second = list[:turn:turn], list[turn:]
	if n := len(first) - 1; first[n].field == literal {
		text := first[n].text
		first = first[:n:n]
		left, right, blank := strings.Cut(text, " ")
		switch ascii := text < "\x80"; {
		case blank:
			first = appendText(first, left)
			if right != "" {
				second = append([]token{{text: right}}, second...)
			}
		case !ascii:
			first = appendText(first, text)
		}
	}
	return first, second, true
}

func appendText(list []token, text string) []token {
	if text == "" {
		return list
	}
	return append(list, token{text: text})
}

// last is the last directive, or plain text where there is none.
func last(list []token) token {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].field != literal {
			return list[i]
		}
	}
	return token{}
}
