package convert

import (
	"bytes"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// fixedFormat is the only format with hours up to 47 (5-11, 5-13).
const fixedFormat = "%Y-%m-%d %H:%M:%S"

// field is a part of a day or a time.
type field uint8

const (
	literal field = iota
	year
	shortYear
	month
	day
	dayOfYear
	hour
	hour12
	ampm // 1 is AM, 2 is PM
	minute
	second
	fraction
	fields
)

func (f field) ofDate() bool { return f >= year && f <= dayOfYear }
func (f field) ofTime() bool { return f >= hour }

// directive is a directive of strftime.
type directive struct {
	letter byte
	field  field
	digits int // the most; fewer if another character follows
	means  say.Format
}

func directives() []directive {
	return []directive{
		{'Y', year, 4, "year, 4 digits"},
		{'y', shortYear, 2, "year, 2 digits"},
		{'m', month, 2, "month"},
		{'d', day, 2, "day"},
		{'e', day, 2, "day, may begin with a blank"},
		{'j', dayOfYear, 3, "day of the year"},
		{'H', hour, 2, "hour"},
		{'k', hour, 2, "hour, may begin with a blank"},
		{'I', hour12, 2, "hour of 12"},
		{'p', ampm, 0, "AM, PM, 午前, 午後"},
		{'M', minute, 2, "minute"},
		{'S', second, 2, "second"},
		{'f', fraction, 9, "fraction of a second, left out"},
	}
}

// shorthands replaces the directives that stand for several.
func shorthands() *strings.Replacer {
	return strings.NewReplacer("%%", "%%", "%F", "%Y-%m-%d", "%T", "%H:%M:%S", "%R", "%H:%M")
}

// token is a directive or a piece of plain text.
type token struct {
	directive
	text string
}

// tokens splits a format into directives and plain text.
func tokens(format string) ([]token, error) {
	var list []token
	add := func(text string) {
		if n := len(list); n > 0 && list[n-1].field == literal {
			list[n-1].text += text
			return
		}
		list = append(list, token{text: text})
	}
	rest := shorthands().Replace(format)
	for rest != "" {
		before, after, found := strings.Cut(rest, "%")
		if before != "" {
			add(before)
		}
		if !found {
			break
		}
		if after == "" {
			return nil, say.Errorf("%q ends with %%; a percent sign is written %%%%", format)
		}
		if after[0] == '%' {
			add("%")
		} else {
			d, known := lookup(after[0])
			if !known {
				return nil, say.Errorf("%q has %%%c, which is not known; known are %s", format, []rune(after)[0], knownDirectives())
			}
			list = append(list, token{directive: d})
		}
		rest = after[1:]
	}
	return list, nil
}

func lookup(letter byte) (directive, bool) {
	for _, d := range directives() {
		if d.letter == letter {
			return d, true
		}
	}
	return directive{}, false
}

func knownDirectives() say.Text {
	var list []say.Text
	for _, d := range directives() {
		list = append(list, say.T("%%%c (%s)", d.letter, say.T(d.means)))
	}
	return say.Join(", ", append(list, say.Verbatim("%F (%Y-%m-%d), %T (%H:%M:%S), %R (%H:%M), %%"))...)
}

// op is a token, prepared to be matched with bytes.
type op struct {
	field       field
	text        []byte // in the file's encoding
	least, most int
	blank       bool // a blank may stand before the digits
}

// layout reads one form of date, of time, or of both.
type layout struct {
	format           string // for messages
	ops              []op
	hours            int // the hour must be less
	hasDate, hasTime bool
	shortYear        bool
	fixed            fixedLayout
	pattern          *pattern // in place of ops
}

// newLayout compiles tokens; encoded gives text in the file's encoding.
func newLayout(list []token, hours int, encoding charset.Encoding) (*layout, error) {
	l := &layout{hours: hours}
	seen := [fields]bool{}
	for i, t := range list {
		if t.field == literal {
			text, ok := encode(t.text, encoding)
			if !ok {
				return nil, say.Errorf("%q can't be written in the file's encoding", t.text)
			}
			l.format += strings.ReplaceAll(t.text, "%", "%%")
			l.ops = append(l.ops, op{text: text})
			continue
		}
		l.format += "%" + string(t.letter)
		if seen[t.field] {
			return nil, say.Errorf("%%%c repeats what the format has already", t.letter)
		}
		seen[t.field] = true
		o := op{field: t.field, least: 1, most: t.digits, blank: t.letter == 'e' || t.letter == 'k'}
		// If more digits follow, only the full width tells where the number ends.
		if touching := i+1 < len(list) && list[i+1].digits > 0; touching || t.field == year || t.field == shortYear {
			o.least = o.most
		}
		l.ops = append(l.ops, o)
	}
	l.fixed = newFixed(l.ops)
	return l, l.validate(seen)
}

// validate reports an error unless the directives name a day, a time, or both, each completely and only once.
func (l *layout) validate(seen [fields]bool) error {
	anyOf := func(first, last field) bool {
		for f := first; f <= last; f++ {
			if seen[f] {
				return true
			}
		}
		return false
	}
	l.shortYear = seen[shortYear]
	if l.hasDate = anyOf(year, dayOfYear); l.hasDate {
		calendar := seen[month] && seen[day] && !seen[dayOfYear]
		ordinal := seen[dayOfYear] && !seen[month] && !seen[day]
		if seen[year] == seen[shortYear] || calendar == ordinal {
			return say.Errorf("%q does not tell a day: %%Y or %%y, and %%m with %%d or %%j, are needed", l.format)
		}
	}
	if l.hasTime = anyOf(hour, fraction); l.hasTime {
		if seen[hour] == seen[hour12] || seen[hour12] != seen[ampm] || seen[second] && !seen[minute] || seen[fraction] && !seen[second] {
			return say.Errorf("%q does not tell a time: %%H, or %%I with %%p, then %%M and %%S, are needed", l.format)
		}
	}
	if !l.hasDate && !l.hasTime {
		return say.Errorf("%q tells neither a day nor a time", l.format)
	}
	return nil
}

func encode(text string, encoding charset.Encoding) ([]byte, bool) {
	if encoding != charset.CP932 {
		return []byte(text), true
	}
	out, _, ok := charset.AppendCP932(nil, []byte(text))
	return out, ok
}

// parse reads a cell: the days since 1970-01-01 and the second in the day, as far as the layout has them.
func (l *layout) parse(cell []byte) (date, seconds int, ok bool) {
	var v [fields]int
	if n := l.fixed.length; n == 0 || len(cell) != n || !l.fixed.parse(cell, &v) {
		v = [fields]int{}
		if !l.match(cell, &v) {
			return 0, 0, false
		}
	}
	if l.hasDate {
		if date, ok = l.dateOf(&v); !ok {
			return 0, 0, false
		}
	}
	if l.hasTime {
		if seconds, ok = l.secondsOf(&v); !ok {
			return 0, 0, false
		}
	}
	return date, seconds, true
}

// match reads a cell op by op, or by the regular expression.
func (l *layout) match(cell []byte, v *[fields]int) bool {
	if l.pattern != nil {
		return l.pattern.match(cell, v)
	}
	for i := range l.ops {
		o := &l.ops[i]
		n, value := 0, 0
		switch {
		case o.field == literal:
			if !bytes.HasPrefix(cell, o.text) {
				return false
			}
			cell = cell[len(o.text):]
			continue
		case o.field == ampm:
			if value, n = halfOfDay(cell); n == 0 {
				return false
			}
		case o.blank && len(cell) > 0 && cell[0] == ' ':
			cell = cell[1:]
			fallthrough
		default:
			for n < o.most && n < len(cell) && cell[n]-'0' <= 9 {
				value = value*10 + int(cell[n]-'0')
				n++
			}
			if n < o.least {
				return false
			}
		}
		v[o.field] = value
		cell = cell[n:]
	}
	return len(cell) == 0
}

func (l *layout) dateOf(v *[fields]int) (int, bool) {
	y := v[year]
	switch {
	case !l.shortYear && y == 0:
		return 0, false
	case l.shortYear && v[shortYear] >= 69: // POSIX
		y = 1900 + v[shortYear]
	case l.shortYear:
		y = 2000 + v[shortYear]
	}
	leap := y%4 == 0 && (y%100 != 0 || y%400 == 0)
	if n := v[dayOfYear]; n > 0 {
		if n > 366 || n == 366 && !leap {
			return 0, false
		}
		return dayNumber(y, 1, 1) + n - 1, true
	}
	m, d := v[month], v[day]
	if m < 1 || m > 12 || d < 1 || d > 31 || d > 28 && d > daysIn(m, leap) {
		return 0, false
	}
	return dayNumber(y, m, d), true
}

func daysIn(m int, leap bool) int {
	switch {
	case m == 2 && leap:
		return 29
	case m == 2:
		return 28
	case m == 4, m == 6, m == 9, m == 11:
		return 30
	}
	return 31
}

// dayNumber counts the days from 1970-01-01. Its years begin in March, so that the leap day is the last one.
func dayNumber(y, m, d int) int {
	if m <= 2 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m-457)/5 + d - 719469
}

func (l *layout) secondsOf(v *[fields]int) (int, bool) {
	h := v[hour]
	if v[ampm] > 0 {
		if v[hour12] < 1 || v[hour12] > 12 {
			return 0, false
		}
		h = v[hour12]%12 + 12*(v[ampm]-1)
	}
	if h >= l.hours || v[minute] > 59 || v[second] > 59 {
		return 0, false
	}
	return h*3600 + v[minute]*60 + v[second], true
}

// halvesOfDay holds the words for AM and PM, in UTF-8 and in CP932.
var halvesOfDay = [...]struct {
	text string
	ampm int
}{{"AM", 1}, {"PM", 2}, {"am", 1}, {"pm", 2}, {"午前", 1}, {"午後", 2}, {"\x8c\xdf\x91\x4f", 1}, {"\x8c\xdf\x8c\xe3", 2}}

func halfOfDay(cell []byte) (ampm, length int) {
	for _, h := range halvesOfDay {
		if len(cell) >= len(h.text) && string(cell[:len(h.text)]) == h.text {
			return h.ampm, len(h.text)
		}
	}
	return 0, 0
}
