package convert

import (
	"regexp"
	"strconv"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// pattern is a regular expression of Go for a day or a time (5-11, 5-13). Its groups have the names of a format's directives: (?P<Y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日.
type pattern struct {
	expression *regexp.Regexp
	groups     []capture
	encoding   charset.Encoding
}

// capture says which part of a day or a time a group of the expression has.
type capture struct {
	number int
	field  field
}

// maxGroupDigits bounds what a group may match, so that no number overflows.
const maxGroupDigits = 9

// newPatterns reads the expressions of a rule. Each has a day, a time, or both.
func newPatterns(expressions []string, encoding charset.Encoding) (Format, error) {
	var f Format
	for _, text := range expressions {
		l, err := newPattern(text, encoding)
		if err != nil {
			return f, err
		}
		slot := &f.time
		switch {
		case l.hasDate && l.hasTime:
			slot = &f.both
		case l.hasDate:
			slot = &f.date
		}
		if *slot != nil {
			return f, say.Errorf("%q repeats what an expression before it has already", text)
		}
		*slot = l
	}
	return f, nil
}

func newPattern(text string, encoding charset.Encoding) (*layout, error) {
	expression, err := regexp.Compile(`^(?:` + text + `)$`)
	if err != nil {
		if _, alone := regexp.Compile(text); alone != nil {
			err = alone // without what was put around it
		}
		return nil, say.Errorf("%q is not a regular expression: %w", text, err)
	}
	p := &pattern{expression: expression, encoding: encoding}
	seen := [fields]bool{}
	for number, name := range expression.SubexpNames() {
		if name == "" {
			continue
		}
		d, known := lookup(name[0])
		switch {
		case len(name) > 1 || !known:
			return nil, say.Errorf("%q has a group %s, which is not known; groups are called as directives: %s", text, name, knownDirectives())
		case seen[d.field]:
			return nil, say.Errorf("%q has two groups for one thing: %s", text, name)
		}
		seen[d.field] = true
		p.groups = append(p.groups, capture{number, d.field})
	}
	l := &layout{format: text, hours: dayHours, pattern: p}
	return l, l.validate(seen)
}

// match reads a cell completely. A group that took no part, such as seconds that may be left out, leaves its value at 0.
func (p *pattern) match(cell []byte, v *[fields]int) bool {
	text, err := charset.Decode(cell, p.encoding)
	if err != nil {
		return false
	}
	found := p.expression.FindSubmatchIndex(text)
	if found == nil {
		return false
	}
	for _, g := range p.groups {
		from, to := found[2*g.number], found[2*g.number+1]
		if from < 0 {
			continue
		}
		value, ok := numberOf(text[from:to], g.field)
		if !ok {
			return false
		}
		v[g.field] = value
	}
	return true
}

// numberOf reads what a group matched.
func numberOf(text []byte, f field) (int, bool) {
	if f == ampm {
		value, n := halfOfDay(text)
		return value, n > 0 && n == len(text)
	}
	if f == fraction {
		return 0, true // left out
	}
	if len(text) > maxGroupDigits {
		return 0, false
	}
	value, err := strconv.Atoi(string(text))
	return value, err == nil && value >= 0 && text[0] >= '0'
}
