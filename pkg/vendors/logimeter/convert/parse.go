package convert

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/nearest"
)

// ParseRule reads a rule. open gives the content of the file that processes_file names. All that is wrong is one
// fault.Usage, whose hint lists it by line.
func ParseRule(name string, text []byte, open func(path string) ([]byte, error)) (*Rule, error) {
	p := &ruleParser{rule: &Rule{Name: name}, open: open, lines: map[string]int{}}
	if root := p.document(text); root != nil {
		p.keys(root)
		p.formats()
		p.check()
	}
	slices.SortStableFunc(p.first, func(a, b problem) int { return a.Line - b.Line })
	if err := p.fault(name, "%s: %s; nothing was converted"); err != nil {
		return nil, err
	}
	return p.rule, nil
}

type ruleParser struct {
	problems
	rule               *Rule
	open               func(path string) ([]byte, error)
	lines              map[string]int // of the keys that are there
	format, date, time string
	expressions        []string
	dataType           string
}

// ruleKey is a key of the rule and the function that reads its value.
type ruleKey struct {
	name string
	read func(*ruleParser, *yaml.Node)
}

func ruleKeys() []ruleKey {
	column := func(of func(*Rule) *Column) func(*ruleParser, *yaml.Node) {
		return func(p *ruleParser, n *yaml.Node) { *of(p.rule) = p.column(n) }
	}
	return []ruleKey{
		{"kind", (*ruleParser).kind},
		{"key", (*ruleParser).key},
		{"date", column(func(r *Rule) *Column { return &r.Date })},
		{"accounting_date", column(func(r *Rule) *Column { return &r.AccountingDate })},
		{"time", column(func(r *Rule) *Column { return &r.Time })},
		{"quantity", column(func(r *Rule) *Column { return &r.Quantity })},
		{"effort", (*ruleParser).effort},
		{"format", (*ruleParser).formatText},
		{"data_type", (*ruleParser).data},
		{"day_change", (*ruleParser).dayChange},
		{"header_lines", (*ruleParser).headerLines},
		{"encoding", (*ruleParser).encoding},
		{"newline", (*ruleParser).newline},
		{"slot", (*ruleParser).slot},
		{"processes", (*ruleParser).processes},
		{"processes_file", (*ruleParser).processesFile},
	}
}

// keys reads every key of the rule with its own function.
func (p *ruleParser) keys(root *yaml.Node) {
	known := ruleKeys()
	var names []string
	for _, k := range known {
		names = append(names, k.name)
	}
	for _, pair := range p.pairs(root, say.T("a rule")) {
		i := slices.Index(names, pair.name)
		if i < 0 {
			p.addf(pair.line, "a rule has no key %s%s; it has %s", quoted(pair.name), nearest.Suggest(pair.name, names), strings.Join(names, ", "))
			continue
		}
		p.lines[pair.name] = pair.line
		if !isNull(pair.value) { // null says that there is none
			known[i].read(p, pair.value)
		}
	}
}

// column reads a number, or a name. A quoted number is a name.
func (p *ruleParser) column(n *yaml.Node) Column {
	switch {
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!int":
		if number, err := strconv.Atoi(n.Value); err == nil && number > 0 && number <= maxColumns {
			return Column{Number: number, line: n.Line}
		}
		p.addf(n.Line, "column %s is not a number from 1 to %d", n.Value, maxColumns)
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" && n.Value != "":
		return Column{Name: n.Value, line: n.Line}
	default:
		p.addf(n.Line, "a column is a number, as 2, or a name of the last header line")
	}
	return Column{Number: maxColumns, line: n.Line} // so that it does not count as missing, too
}

// maxColumns is more columns than any list has.
const maxColumns = 10_000

func (p *ruleParser) kind(n *yaml.Node) {
	p.rule.Kind = choice(p, n, "kind", option[Kind]{"plan", Plan}, option[Kind]{"actual", Actual})
}

func (p *ruleParser) key(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		p.rule.Key = []Column{p.column(n)}
		return
	}
	for _, item := range n.Content {
		p.rule.Key = append(p.rule.Key, p.column(resolve(item)))
	}
}

func (p *ruleParser) effort(n *yaml.Node) {
	e := &p.rule.Effort
	for _, pair := range p.pairs(n, say.Verbatim("effort")) {
		switch pair.name {
		case "start":
			e.Start = p.column(pair.value)
		case "end":
			e.End = p.column(pair.value)
		case "hours":
			e.Hours = p.column(pair.value)
		default:
			p.addf(pair.line, "effort has no key %s%s; it is {start: 1, end: 2} or {hours: 7}", quoted(pair.name), nearest.Suggest(pair.name, []string{"start", "end", "hours"}))
		}
	}
	if e.Start.None() != e.End.None() || e.Start.None() == e.Hours.None() {
		p.addf(n.Line, "effort is {start: 1, end: 2} or {hours: 7}")
	}
}

func (p *ruleParser) formatText(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		p.format = n.Value
		return
	}
	for _, pair := range p.pairs(n, say.Verbatim("format")) {
		if pair.name == "regexp" && pair.value.Kind == yaml.SequenceNode {
			p.regexps(pair.value)
			continue
		}
		text, ok := p.text(pair.value, "format."+pair.name)
		switch {
		case !ok:
		case pair.name == "date":
			p.date = text
		case pair.name == "time":
			p.time = text
		case pair.name == "regexp":
			p.expressions = []string{text}
		default:
			p.addf(pair.line, `format has no key %s; it is one text, {date: "%%Y%%m%%d", time: "%%H%%M"}, or {regexp: '(?P<Y>\d{4})(?P<m>\d\d)(?P<d>\d\d)'}`, quoted(pair.name))
		}
	}
}

// regexps reads a list of expressions: one for the day, one for the time.
func (p *ruleParser) regexps(n *yaml.Node) {
	for _, item := range n.Content {
		if text, ok := p.text(resolve(item), "format.regexp"); ok {
			p.expressions = append(p.expressions, text)
		}
	}
}

func (p *ruleParser) data(n *yaml.Node) {
	p.dataType = choice(p, n, "data_type", option[string]{"difference", "difference"}, option[string]{"cumulative", "cumulative"})
	p.rule.Cumulative = p.dataType == "cumulative"
}

func (p *ruleParser) dayChange(n *yaml.Node) {
	text, ok := p.text(n, "day_change")
	if !ok {
		return
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		p.addf(n.Line, `day_change %s is not a time of day as "05:00", or null`, quoted(text))
	}
	p.rule.DayChange = at.Hour()*3600 + at.Minute()*60
}

func (p *ruleParser) headerLines(n *yaml.Node) {
	text, ok := p.text(n, "header_lines")
	if !ok {
		return
	}
	lines, err := strconv.Atoi(text)
	if err != nil || lines < 0 || lines > maxHeaderLines {
		p.addf(n.Line, "header_lines %s is not a number from 0 to %d", quoted(text), maxHeaderLines)
		lines = 1
	}
	p.rule.HeaderLines = lines
}

// maxHeaderLines is more lines than a report has above its list.
const maxHeaderLines = 100

func (p *ruleParser) encoding(n *yaml.Node) {
	text, ok := p.text(n, "encoding")
	if !ok {
		return
	}
	encoding, err := charset.ParseEncoding(text)
	if err != nil {
		p.addf(n.Line, "encoding %s is not known: it is utf-8 or shift-jis (5-10)", quoted(text))
	}
	if encoding == charset.UTF8BOM { // UTF-8 is read with or without
		encoding = charset.UTF8
	}
	p.rule.Encoding = encoding
}

func (p *ruleParser) newline(n *yaml.Node) {
	p.rule.Newline = choice(p, n, "newline", option[Newline]{"lf", LF}, option[Newline]{"crlf", CRLF})
}

func (p *ruleParser) slot(n *yaml.Node) {
	text, ok := p.text(n, "slot")
	if !ok || text == "file" {
		return
	}
	slot, err := time.ParseDuration(text)
	const day = 24 * time.Hour
	if err != nil || slot < time.Minute || slot%time.Minute != 0 || day%slot != 0 {
		p.addf(n.Line, "slot %s is not file, nor whole minutes into which a day can be divided, as 15m, 30m, 1h", quoted(text))
		return
	}
	p.rule.Slot = int(slot / time.Second)
}

// option is a word of the rule and its value.
type option[T any] struct {
	word  string
	value T
}

// choice reads one of two words, in any case.
func choice[T any](p *ruleParser, n *yaml.Node, key string, one, other option[T]) (value T) {
	text, ok := p.text(n, key)
	switch strings.ToLower(text) {
	case one.word:
		return one.value
	case other.word:
		return other.value
	}
	if ok {
		p.addf(n.Line, "%s is %s or %s, not %s%s", key, one.word, other.word, quoted(text), nearest.Suggest(text, []string{one.word, other.word}))
	}
	return value
}

// formats compiles the formats once the encoding is known.
func (p *ruleParser) formats() {
	line := p.lines["format"]
	r := p.rule
	var err error
	switch {
	case len(p.expressions) > 0 && (p.date != "" || p.time != ""):
		p.addf(line, "format is regexp, or date and time, not both")
		return
	case len(p.expressions) > 0:
		r.FormatText = strings.Join(p.expressions, " ")
		r.Format, err = newPatterns(p.expressions, r.Encoding)
	case p.date != "" || p.time != "":
		r.FormatText = strings.TrimSpace(p.date + " " + p.time)
		r.Format, err = newFormats(p.date, p.time, r.Encoding)
	default:
		r.FormatText = cmp.Or(p.format, fixedFormat)
		r.Format, err = newFormat(r.FormatText, r.Encoding)
	}
	if err != nil {
		p.addf(line, "format: %v", err)
	}
}
