package render_test

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// The text of YAML is what the library would write, given the same nodes.
func TestYAMLIsWhatTheLibraryWrites(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		doc := "{" + members(random, 1+random.IntN(18)) + "}"
		checkYAML(t, doc)
	}
	for _, key := range []string{strings.Repeat("k", 128), strings.Repeat("k", 129), strings.Repeat("あ", 43), "a\nb", "a\u0085b", "\u2028", ""} {
		name := string(record.String(key))
		for _, v := range []string{"1", "{}", "[]", `{"a":1,"b":[1,2]}`, `[1,{"a":[]}]`, `"x"`} {
			checkYAML(t, `{"m":{`+name+":"+v+","+name+":"+v+"}}")
		}
	}
	var characters []string
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r > 0x3100 && r%61 != 0 && (r < 0xf000 || r > 0x10000) || 0xd800 <= r && r < 0xe000 {
			continue
		}
		characters = append(characters, string(record.String("x"+string(r))), string(record.String(string(r))))
	}
	checkYAML(t, `{"a":[`+strings.Join(characters, ",")+`]}`)
}

func checkYAML(t *testing.T, doc string) {
	t.Helper()
	got := mustWrite(t, render.Options{Format: render.YAML}, nil, doc)
	if want := libraryYAML(t, parse(t, doc)[0].Value()); got != want {
		t.Fatalf("%s:\n%q\nwant\n%q", doc, got, want)
	}
}

// members returns those of a random object that may be so deep.
func members(random *rand.Rand, depth int) string {
	parts := make([]string, random.IntN(4))
	for i := range parts {
		parts[i] = text(random) + ":" + value(random, depth-1)
	}
	return strings.Join(parts, ",")
}

func value(random *rand.Rand, depth int) string {
	kind := random.IntN(9)
	switch {
	case kind < 3 && depth > 0:
		return "{" + members(random, depth) + "}"
	case kind < 5 && depth > 0:
		items := make([]string, random.IntN(4))
		for i := range items {
			items[i] = value(random, depth-1)
		}
		return "[" + strings.Join(items, " , ") + "]"
	}
	return []string{"null", "true", "-0", "1.50e+02", "[]", "{ }", text(random), text(random), text(random)}[random.IntN(9)]
}

func text(random *rand.Rand) string {
	words := []string{"a", "yes", "No", "null", "true", " ", "-", "1", "０", ":", "#", "山田", "か\u3099", "\n", "\"", "\\", "'", "𠮷", "/", "@", ".", "_", "=", "\u00a0"}
	var b strings.Builder
	for range random.IntN(5) {
		b.WriteString(words[random.IntN(len(words))])
	}
	return string(record.String(b.String()))
}

func libraryYAML(t *testing.T, v record.Value) string {
	t.Helper()
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{yamlNode(v, 1)}}); err != nil {
		t.Fatal(err)
	}
	return readable(b.String())
}

func yamlNode(v record.Value, level int) *yaml.Node {
	switch k := v.Kind(); {
	case k >= record.KindArray && level > 16:
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
	return &yaml.Node{Kind: yaml.ScalarNode, Value: string(v)}
}

// yamlString is plain where the text begins with a letter and can't be taken for anything else.
func yamlString(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	plain := !strings.HasSuffix(s, " ")
	switch strings.ToLower(s) {
	case "", "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		plain = false
	}
	for i, r := range s {
		plain = plain && (unicode.IsLetter(r) || i > 0 && (unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("_-./@ ", r)))
	}
	if !plain {
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

// readable writes out what the library escapes only because it is beyond the first 65,536 characters.
func readable(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] != '\\':
			b.WriteByte(text[i])
			continue
		case text[i+1] == 'U':
			code, err := strconv.ParseUint(text[i+2:i+10], 16, 32)
			if err == nil && unicode.IsPrint(rune(code)) {
				b.WriteRune(rune(code))
				i += 9
				continue
			}
		}
		b.WriteString(text[i : i+2])
		i++
	}
	return b.String()
}
