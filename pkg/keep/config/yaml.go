package config

import (
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// pair is one key of a mapping.
type pair struct {
	name       string
	key, value *yaml.Node
}

// reader reads one file and knows its path for messages. Messages name keys and lines, never values:
// a value in the wrong place may be a secret.
type reader struct {
	path    string
	secrets map[string]bool // bare names
}

func (r reader) errorf(line int, format say.Format, args ...any) *fault.Error {
	return fault.Errorf(fault.Usage, "%s:%d: %w", r.path, line, say.Errorf(format, args...))
}

// document returns the root mapping of the file; nil when the file holds nothing.
func (r reader) document(text string) (*yaml.Node, error) {
	if !utf8.ValidString(text) {
		return nil, fault.Errorf(fault.Usage, "%s is not UTF-8 text", r.path).WithHint("save the file as UTF-8")
	}
	decoder := yaml.NewDecoder(strings.NewReader(strings.TrimPrefix(text, byteOrderMark)))
	var doc yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, r.broken(err)
	}
	var second yaml.Node
	switch err := decoder.Decode(&second); {
	case err == nil:
		return nil, r.errorf(second.Line, "a second YAML document begins here; the file must be one")
	case !errors.Is(err, io.EOF):
		return nil, r.broken(err)
	}
	return doc.Content[0], nil
}

// broken reports a syntax error. The parser quotes the file in one of its messages, the one about
// anchors, and what it quotes may be a password that begins with an asterisk.
func (r reader) broken(err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	if strings.HasPrefix(message, "unknown anchor") {
		return fault.Errorf(fault.Usage, "%s is not valid YAML: a value begins with * and names no anchor", r.path).
			WithHint("put quotes around a value that begins with *")
	}
	place := r.path
	if m := regexp.MustCompile(`line (\d+): `).FindStringSubmatch(message); m != nil {
		place, message = place+":"+m[1], strings.Replace(message, m[0], "", 1)
	}
	return fault.Errorf(fault.Usage, "%s: not valid YAML: %s", place, say.Foreign(message)).
		WithHint("look at that line and the one before it: a bracket, a quote or a tab; the file to compare with is config.example.yaml")
}

// pairs lists the keys of a mapping in order; an empty value is an empty mapping. what names the
// mapping in errors.
func (r reader) pairs(n *yaml.Node, what any) ([]pair, error) {
	n = resolve(n)
	if isNull(n) {
		return nil, nil
	}
	if n.Kind != yaml.MappingNode {
		return nil, r.errorf(n.Line, "%s must hold keys, not %s", what, shape(n))
	}
	var list []pair
	lines := map[string]int{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			return nil, r.errorf(key.Line, "a key of %s is not a word", what)
		}
		if key.Tag == "!!merge" {
			return nil, r.errorf(key.Line, "merge keys (<<) are not understood here; write the values out")
		}
		if first, ok := lines[key.Value]; ok {
			return nil, r.errorf(key.Line, "%s is given twice in %s (first on line %d)", key.Value, what, first)
		}
		lines[key.Value] = key.Line
		list = append(list, pair{name: key.Value, key: key, value: value})
	}
	return list, nil
}

// text returns a value as it was typed.
func (r reader) text(n *yaml.Node, what any) (string, error) {
	n = resolve(n)
	if isNull(n) {
		return "", nil
	}
	if n.Kind != yaml.ScalarNode {
		return "", r.errorf(n.Line, "%s must be one value, not %s", what, shape(n))
	}
	return n.Value, nil
}

// texts returns a list of values as they were typed.
func (r reader) texts(n *yaml.Node, what string) ([]string, error) {
	n = resolve(n)
	if isNull(n) {
		return nil, nil
	}
	if n.Kind != yaml.SequenceNode {
		return nil, r.errorf(n.Line, "%s must be a list of words such as [pass, show, genba/akashi], not %s", what, shape(n))
	}
	var list []string
	for _, item := range n.Content {
		word, err := r.text(item, say.T("each word of %s", what))
		if err != nil {
			return nil, err
		}
		list = append(list, word)
	}
	return list, nil
}

func resolve(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

func shape(n *yaml.Node) say.Text {
	switch n.Kind {
	case yaml.SequenceNode:
		return say.T("a list")
	case yaml.MappingNode:
		return say.T("keys and values")
	}
	return say.T("a single value")
}
