package render

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// yamlDocument is one YAML document: a list with an item a record, or with single the mapping.
// Values and their order are as sent.
type yamlDocument struct {
	fields *fieldPicker
	single bool
	text   []byte
	held   []byte // the single mapping, as in jsonDocument
	n      int
	last   lastRecord
}

func (d *yamlDocument) begin(dst []byte) []byte { return dst }

func (d *yamlDocument) add(dst []byte, r record.Record) ([]byte, error) {
	d.n++
	d.text = d.fields.appendJSON(d.text[:0], r)
	node := yamlNode(d.text, 1)
	if d.single {
		d.last = lastRecord{d.fields, r.Clone()}
		var err error
		d.held, err = appendYAML(nil, node)
		return dst, err
	}
	d.last = lastRecord{d.fields, r}
	// Lists of one item, one after the other, are one list.
	return appendYAML(dst, &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{node}})
}

func (d *yamlDocument) end(dst []byte, cut bool) ([]byte, error) {
	switch {
	case cut:
		return dst, nil
	case d.single && d.n == 0:
		return append(dst, "null\n"...), nil
	case d.single:
		return append(dst, d.held...), nil
	case d.n == 0:
		return append(dst, "[]\n"...), nil
	}
	return dst, nil
}

func (d *yamlDocument) where(n int, bad rune) string { return d.last.where(n, bad) }

func appendYAML(dst []byte, node *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	err := e.Encode(node)
	if err == nil {
		err = e.Close()
	}
	if err != nil {
		return dst, fault.Errorf(fault.Other, "write the record as YAML: %w", err)
	}
	return appendReadable(dst, b.Bytes()), nil
}

// appendReadable writes out the characters that the library escapes only because they are beyond the
// first 65,536: there are kanji of names among them. A backslash is always part of an escape here:
// unquoted strings hold none.
func appendReadable(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\\')
		if i < 0 || i+2 > len(text) {
			return append(dst, text...)
		}
		if text[i+1] == 'U' && i+10 <= len(text) {
			code, err := strconv.ParseUint(string(text[i+2:i+10]), 16, 32)
			if err == nil && unicode.IsPrint(rune(code)) {
				dst = utf8.AppendRune(append(dst, text[:i]...), rune(code))
				text = text[i+10:]
				continue
			}
		}
		dst, text = append(dst, text[:i+2]...), text[i+2:]
	}
}

// yamlNode is a value at a level; containers below the deepest are JSON text.
func yamlNode(v record.Value, level int) *yaml.Node {
	switch k := v.Kind(); {
	case k >= record.KindArray && level > deepest:
		return yamlString(v.Text())
	case k == record.KindObject:
		n := &yaml.Node{Kind: yaml.MappingNode}
		for name, value := range v.Fields() {
			n.Content = append(n.Content, yamlString(name), yamlNode(value, level+1))
		}
		return n
	case k == record.KindArray:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for e := range v.Elements() {
			n.Content = append(n.Content, yamlNode(e, level+1))
		}
		return n
	case k == record.KindString:
		return yamlString(v.Text())
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: string(v)} // null, true, false, and numbers digit by digit
}

// yamlString quotes whatever some reader, of YAML 1.1 too, could take for something else: 007, no,
// 2025-03-01, 12:30.
func yamlString(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if !plainYAML(s) {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// plainYAML says whether the text begins with a letter, holds nothing that YAML gives a meaning, and
// is no word that it knows.
func plainYAML(s string) bool {
	switch strings.ToLower(s) {
	case "", "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return false
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
		case i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("_-./@ ", r)):
		default:
			return false
		}
	}
	return !strings.HasSuffix(s, " ")
}
