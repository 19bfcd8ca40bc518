package convert

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/say"
)

// pair is one key of a mapping with its value.
type pair struct {
	name  string
	line  int
	value *yaml.Node
}

// document returns the root of a YAML file, or nil and a problem.
func (p *problems) document(text []byte) *yaml.Node {
	decoder := yaml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	var doc, second yaml.Node
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		p.addf(0, "the file is empty")
		return nil
	case err != nil:
		p.syntaxError(err)
		return nil
	}
	switch err := decoder.Decode(&second); {
	case err == nil:
		p.addf(second.Line, "a second YAML document begins here; the file must be one")
	case !errors.Is(err, io.EOF):
		p.syntaxError(err)
	}
	return doc.Content[0]
}

// syntaxError adds an error of the YAML library, whose text begins with the line.
func (p *problems) syntaxError(err error) {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if rest, ok := strings.CutPrefix(text, "line "); ok {
		number, message, _ := strings.Cut(rest, ": ")
		if n, err := strconv.Atoi(number); err == nil {
			line, text = n, message
		}
	}
	p.addf(line, "not valid YAML: %s; look also at the line before: a bracket, a quote or a tab", say.Foreign(text))
}

// pairs lists the keys of a mapping in order. A key stays as it is written, so that 0012 is not 12. what names the mapping in
// messages.
func (p *problems) pairs(n *yaml.Node, what say.Text) []pair {
	if n = resolve(n); n.Kind != yaml.MappingNode {
		p.addf(n.Line, "%s must hold keys and values", what)
		return nil
	}
	var list []pair
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := resolve(n.Content[i])
		first, twice := lines[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode:
			p.addf(key.Line, "a key of %s is not a word", what)
		case key.Tag == "!!merge":
			p.addf(key.Line, "merge keys (<<) are not understood here; write the values out")
		case twice:
			p.addf(key.Line, "%s is given twice in %s, first in line %d", quoted(key.Value), what, first)
		default:
			lines[key.Value] = key.Line
			list = append(list, pair{key.Value, key.Line, resolve(n.Content[i+1])})
		}
	}
	return list
}

// text returns a single value as it was written, although YAML may read it as a number or, as it once did with 05:00, as
// minutes.
func (p *problems) text(n *yaml.Node, key string) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		p.addf(n.Line, "%s must be one value", key)
		return "", false
	}
	return n.Value, true
}

func resolve(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }
