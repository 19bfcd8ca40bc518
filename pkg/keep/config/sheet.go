package config

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/say"
)

// scalar is a new value: a text, or a list of words.
type scalar struct {
	text  string
	words []string
}

func (v scalar) node() *yaml.Node {
	if v.words == nil {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: v.text}
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, w := range v.words {
		list.Content = append(list.Content, scalar{text: w}.node())
	}
	return list
}

// render writes the value on one line, quoted where YAML or the style wants it.
func (v scalar) render(style yaml.Style) (string, error) {
	n := v.node()
	if v.words == nil {
		n.Style = style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle)
	}
	out, err := yaml.Marshal(n)
	return strings.TrimSuffix(string(out), "\n"), err
}

// sheet is a YAML text by lines, each with its end. It knows where things stand and not what they mean:
// where it guesses wrong, the draft's check refuses the outcome.
type sheet struct {
	mark  string // byte order mark, or nothing
	lines []string
	eol   string
}

var errShape = say.Sentinel("it is written in a way that genba does not edit")

const byteOrderMark = "\ufeff"

func newSheet(text string) *sheet {
	s := &sheet{eol: "\n"}
	if body, ok := strings.CutPrefix(text, byteOrderMark); ok {
		s.mark, text = byteOrderMark, body
	}
	if strings.Contains(text, "\r\n") {
		s.eol = "\r\n"
	}
	s.lines = strings.SplitAfter(text, "\n")
	if last := len(s.lines) - 1; s.lines[last] == "" {
		s.lines = s.lines[:last]
	}
	return s
}

func (s *sheet) String() string { return s.mark + strings.Join(s.lines, "") }

// put writes the value at the spot.
func (s *sheet) put(at spot, v scalar) (string, error) {
	switch {
	case at.found != nil:
		return s.replace(at.found.value, v)
	case at.parent != nil && at.parent.Kind == yaml.MappingNode && at.parent.Style&yaml.FlowStyle != 0:
		return s.insertInFlow(at.parent, at.rest, v)
	case !isNull(at.parent):
		return s.insertLines(s.lastLine(at.parent.Line, at.parent.Column-1), at.parent.Column-1, at.rest, v)
	case at.above != nil:
		return s.insertLines(at.above.key.Line, at.above.key.Column+1, at.rest, v)
	}
	return s.insertLines(len(s.lines), 0, at.rest, v)
}

// insertLines adds "a:", "  b: value" after the numbered line.
func (s *sheet) insertLines(after, indent int, names []string, v scalar) (string, error) {
	value, err := v.render(0)
	if err != nil {
		return "", err
	}
	var added []string
	for i, name := range names {
		line := strings.Repeat(" ", indent+2*i) + name + ":"
		if i == len(names)-1 {
			line += " " + value
		}
		added = append(added, line+s.eol)
	}
	if after > 0 && !strings.HasSuffix(s.lines[after-1], "\n") {
		s.lines[after-1] += s.eol
	}
	s.lines = append(s.lines[:after:after], append(added, s.lines[after:]...)...)
	return s.String(), nil
}

// insertInFlow adds "a: {b: value}, " behind an opening brace.
func (s *sheet) insertInFlow(n *yaml.Node, names []string, v scalar) (string, error) {
	value, err := v.render(yaml.DoubleQuotedStyle)
	if err != nil {
		return "", err
	}
	for i := len(names) - 1; i > 0; i-- {
		value = "{" + names[i] + ": " + value + "}"
	}
	entry := names[0] + ": " + value
	if len(n.Content) > 0 {
		entry += ", "
	}
	before, after, err := s.split(n)
	if err != nil || !strings.HasPrefix(after, "{") {
		return "", errShape
	}
	return before + "{" + entry + after[1:], nil
}

// replace writes over a text where it stands.
func (s *sheet) replace(old *yaml.Node, v scalar) (string, error) {
	before, after, err := s.split(old)
	if err != nil {
		return "", err
	}
	length, err := written(old, after)
	if err != nil {
		return "", err
	}
	style := old.Style
	if old.Style == 0 {
		style = s.styleIn(before)
	}
	value, err := v.render(style)
	return before + value + after[length:], err
}

// styleIn returns double quotes for a plain word that stands in braces, where commas and braces would end it.
func (s *sheet) styleIn(before string) yaml.Style {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	if strings.ContainsAny(line, "{[,") {
		return yaml.DoubleQuotedStyle
	}
	return 0
}

// remove takes a key and its value out: its lines, or its part of what stands in braces.
func (s *sheet) remove(at spot) (string, error) {
	key, value := at.found.key, at.found.value
	before, _, err := s.split(key)
	if err != nil {
		return "", err
	}
	if at.parent.Style&yaml.FlowStyle != 0 {
		valueBefore, valueAfter, err := s.split(value)
		if err != nil {
			return "", err
		}
		length, err := written(value, valueAfter)
		if err != nil || len(valueBefore) < len(before) {
			return "", errShape
		}
		return joinFlow(before, valueAfter[length:]), nil
	}
	indent := key.Column - 1
	if indent > len(s.lines[key.Line-1]) || strings.TrimLeft(s.lines[key.Line-1][:indent], " ") != "" {
		return "", errShape
	}
	end := s.lastLineWhile(key.Line, func(depth int, line string) bool {
		// Deeper lines are the value's; a list may also stand at the indent of its key.
		item := value.Kind == yaml.SequenceNode && strings.HasPrefix(strings.TrimLeft(line, " "), "-")
		return depth > indent || depth == indent && item
	})
	s.lines = append(s.lines[:key.Line-1:key.Line-1], s.lines[end:]...)
	return s.String(), nil
}

// joinFlow closes the gap that an entry left in braces, with one of the commas beside it.
func joinFlow(before, after string) string {
	const blank = " \t\r\n"
	if rest, ok := strings.CutPrefix(strings.TrimLeft(after, blank), ","); ok {
		return before + strings.TrimLeft(rest, blank)
	}
	if rest, ok := strings.CutSuffix(strings.TrimRight(before, blank), ","); ok {
		return rest + after
	}
	return before + after
}

// lastLine returns the number of the last line of the block that begins on the line at the indent.
func (s *sheet) lastLine(line, indent int) int {
	return s.lastLineWhile(line, func(depth int, text string) bool {
		return depth >= indent && !strings.HasPrefix(text, "...") && !strings.HasPrefix(text, "---")
	})
}

// lastLineWhile passes over blank lines and comments, which belong to what follows them.
func (s *sheet) lastLineWhile(line int, inside func(depth int, text string) bool) int {
	last := line
	for i := line; i < len(s.lines); i++ {
		text := strings.TrimLeft(s.lines[i], " ")
		if content := strings.TrimSpace(text); content == "" || content[0] == '#' {
			continue
		}
		if !inside(len(s.lines[i])-len(text), s.lines[i]) {
			break
		}
		last = i + 1
	}
	return last
}

// split cuts the text where the node begins. The parser counts columns in characters.
func (s *sheet) split(n *yaml.Node) (before, after string, err error) {
	if n.Line < 1 || n.Line > len(s.lines) {
		return "", "", errShape
	}
	line := s.lines[n.Line-1]
	at := 0
	for range n.Column - 1 {
		if at >= len(line) {
			return "", "", errShape
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return s.mark + strings.Join(s.lines[:n.Line-1], "") + line[:at],
		line[at:] + strings.Join(s.lines[n.Line:], ""), nil
}

// written returns how many bytes of text the one-line value n takes at its beginning.
func written(n *yaml.Node, text string) (int, error) {
	switch {
	case n.Kind != yaml.ScalarNode:
	case n.Style == 0 && n.Value != "" && strings.HasPrefix(text, n.Value):
		return len(n.Value), nil
	case n.Style == yaml.DoubleQuotedStyle && strings.HasPrefix(text, `"`):
		for i := 1; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1, nil
			}
		}
	case n.Style == yaml.SingleQuotedStyle && strings.HasPrefix(text, "'"):
		for i := 1; i < len(text); i++ {
			if text[i] != '\'' {
				continue
			}
			if !strings.HasPrefix(text[i+1:], "'") {
				return i + 1, nil
			}
			i++ // two quotes stand for one
		}
	}
	return 0, errShape
}
