package convert

import (
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// Format says how the file writes days and times. A column may hold both, or one of them.
type Format struct {
	both, date, time *layout // nil: not in this format
}

// dayHours and twoDaysHours are the limits of 5-11: only the fixed format may run on into the next day.
const dayHours, twoDaysHours = 24, 48

// newFormat reads one format for days and times. If the rule has a column for each, a column is read by its part of the
// format.
func newFormat(format string, encoding charset.Encoding) (Format, error) {
	list, err := tokens(format)
	if err != nil {
		return Format{}, err
	}
	hours := dayHours
	if shorthands().Replace(format) == fixedFormat {
		hours = twoDaysHours
	}
	both, err := newLayout(list, hours, encoding)
	switch {
	case err != nil:
		return Format{}, err
	case !both.hasTime:
		return Format{date: both}, nil
	case !both.hasDate:
		return Format{time: both}, nil
	}
	f := Format{both: both}
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

// newFormats reads separate formats of a day and a time. A column that holds both has them in this order, with a blank
// between.
func newFormats(date, clock string, encoding charset.Encoding) (Format, error) {
	if date != "" && clock != "" {
		return newPair(date, clock, encoding)
	}
	f, err := newFormat(date+clock, encoding)
	switch {
	case err != nil:
		return f, err
	case date != "" && (f.date == nil || f.both != nil):
		return f, say.Errorf("%q is not a format of a day alone", date)
	case clock != "" && (f.time == nil || f.both != nil):
		return f, say.Errorf("%q is not a format of a time alone", clock)
	}
	return f, nil
}

// newPair reads a format of a day and one of a time, both given.
func newPair(date, clock string, encoding charset.Encoding) (Format, error) {
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

// split cuts a format between its day and its time, if one follows the other. Of the text between them the part before a
// blank (日) belongs to the first, the part after it to the second; a lone T or / belongs to neither.
func split(list []token) (first, second []token, ok bool) {
	boundary := -1
	for i := range list {
		if list[i].field == literal {
			continue
		}
		before := lastDirective(list[:i])
		if before.field == literal || before.field.ofDate() == list[i].field.ofDate() {
			continue
		}
		if boundary >= 0 {
			return nil, nil, false
		}
		boundary = i
	}
	if boundary < 0 {
		return nil, nil, false
	}
	first, second = list[:boundary:boundary], list[boundary:]
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

// lastDirective returns the last directive, or plain text if there is none.
func lastDirective(list []token) token {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].field != literal {
			return list[i]
		}
	}
	return token{}
}
