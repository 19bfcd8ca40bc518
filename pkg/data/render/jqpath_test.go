package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/itchyny/gojq"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// A path at the beginning is followed in the text of the document; results and errors are those of gojq.
func TestJQOfOneDocumentIsGojqs(t *testing.T) {
	documents := []string{
		`{"a":[{"b":1,"c":[1,2,{"d":null}]},{"b":"x"},{"b":{"e":[]}}],"n":null,"o":{"y":{"z":1},"x":{"z":2}},"a.b":5,"k l":[true]}`,
		`[[1,2],{"b":3},"s",null]`, `{"a":7}`, `"text"`, `[1.0,-0,1e400,1E+2,true,false,null,"a\u00e9\n\"",""]`, `12345678901234567890`, `null`, `{}`,
	}
	for _, jq := range []string{
		".", ".a", ".a[]", ".a[].b", ".a[] | .b", ".a | .[] | .b", ".a | length", ".a[0]", ".a[0].b", ".a[1:]", ".a[]?", ".a?", ".a?.b", ".a.b", ".a[].b?",
		".a[].c[]?", ".a[].c[]", ".o[]", ".o[].z", ".n", ".n[]", ".n.x", ".zz.y", ".[]", ".[].b", ".[]?.b?", `."a.b"`, `.["k l"]`, `.["k l"][]`, `.a["b"]`,
		`.a[].b | tojson`, ".a as $x | $x | length", ".a[] as $x | $x.b", "def f: .b; .a[] | f", "(.a[] | .b), 1", ".a, .n", "first(.a[])", "[.a[].b]",
		".a[] | if .b == 1 then empty else .b end", "label $out | .a[] | ., break $out", "try .a.b catch .", ".a[] |= .b", ".a + [1]", ".a // 3", "..",
		`.a[] | select(.b == "x") | .b`, ".a | map(.b)", "reduce .a[] as $r (0; . + 1)", ".o | .y", ".o.x", `.o["x"].z`, "path(.a[0])", "halt", ".a[] | halt",
	} {
		q, err := gojq.Parse(jq)
		if err != nil {
			t.Fatal(jq, err)
		}
		for _, document := range documents {
			d := json.NewDecoder(strings.NewReader(document))
			d.UseNumber()
			var input any
			if err := d.Decode(&input); err != nil {
				t.Fatal(err)
			}
			want, failed := gojqs(t, q, input)
			got, err := write(t, render.Options{Format: render.JSON, Single: true, JQ: jq}, nil, sequence(bare(document), nil))
			if (err != nil) != (failed != nil) || err != nil && err.Error() != "jq: "+failed.Error() {
				t.Errorf("%s of %s: %v, gojq has %v", jq, document, err, failed)
			}
			if canonical(t, got) != canonical(t, want) {
				t.Errorf("%s of %s: %q, gojq has %q", jq, document, got, want)
			}
		}
	}
}

// gojqs returns what gojq itself prints, and its error.
func gojqs(t *testing.T, q *gojq.Query, input any) (printed string, failed error) {
	t.Helper()
	var out strings.Builder
	for results := q.Run(input); ; {
		v, ok := results.Next()
		if !ok {
			return out.String(), nil
		}
		switch v := v.(type) {
		case *gojq.HaltError:
			return out.String(), nil
		case error:
			return out.String(), v
		case string:
			out.WriteString(v + "\n")
		default:
			text, err := gojq.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			out.Write(append(text, '\n'))
		}
	}
}

// canonical sorts the keys of each line that is JSON.
func canonical(t *testing.T, lines string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(lines) {
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		var v any
		if d.Decode(&v) == nil {
			text, _ := gojq.Marshal(v)
			line = string(text) + "\n"
		}
		out.WriteString(line)
	}
	return out.String()
}

func bare(document string) []record.Record {
	return []record.Record{record.Bare(record.Value(document))}
}
