package render_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// odd is a record that a careless renderer would change.
const odd = `{ "zz": 1, "id":90071992547409931234567890, "isHolydayWork":true, "f":1.50e+02, "neg":-0,
	"a":{"z":null,"a":[ ]}, "aa":"\u3042\/<&>" }`

func TestJSONKeepsTheRecord(t *testing.T) {
	want := `{"zz":1,"id":90071992547409931234567890,"isHolydayWork":true,"f":1.50e+02,"neg":-0,"a":{"z":null,"a":[]},"aa":"\u3042\/<&>"}`
	for _, cols := range [][]render.Column{columns("zz"), nil} {
		equal(t, mustWrite(t, render.Options{Format: render.JSON}, cols, odd), "[\n"+want+"\n]\n")
		equal(t, mustWrite(t, render.Options{Format: render.JSON}, cols, odd, "{}"), "[\n"+want+",\n{}\n]\n")
		equal(t, mustWrite(t, render.Options{Format: render.NDJSON}, cols, odd, "{}"), want+"\n{}\n")
	}
}

func TestJSONHoldsContextInFront(t *testing.T) {
	r := parse(t, `{"stamped_at":"x"}`)[0].With("staff_id", record.Int(7))
	got, err := write(t, render.Options{Format: render.NDJSON}, columns("stamped_at"), sequence([]record.Record{r}, nil))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got, `{"staff_id":7,"stamped_at":"x"}`+"\n")
}

func TestJSONHasNoByteOrderMark(t *testing.T) {
	for f, want := range map[render.Format]string{render.JSON: "[\n{}\n]\n", render.NDJSON: "{}\n", render.YAML: "- {}\n"} {
		equal(t, mustWrite(t, render.Options{Format: f, Encoding: charset.UTF8BOM}, nil, "{}"), want)
	}
}

func TestFields(t *testing.T) {
	docs := []string{`{"a":1,"attributes":{"ip":"::1","os":{"v":[1, 2]}},"z":90071992547409931}`, `{"z":null,"attributes":{}}`}
	cols := []render.Column{{Name: "a"}, {Name: "z"}, {Name: "attributes.ip"}, {Name: "version", Path: []string{"attributes", "os", "v"}}}
	o := render.Options{Header: true, Fields: []string{"version", " attributes.ip", "z"}}
	for f, want := range map[render.Format]string{
		render.CSV:    "version,attributes.ip,z\n\"[1,2]\",::1,90071992547409931\n,,\n",
		render.TSV:    "version\tattributes.ip\tz\n[1,2]\t::1\t90071992547409931\n\t\t\n",
		render.Table:  "version  attributes.ip  z\n[1,2]    ::1            90071992547409931\n\n",
		render.NDJSON: `{"version":[1,2],"attributes.ip":"::1","z":90071992547409931}` + "\n" + `{"version":null,"attributes.ip":null,"z":null}` + "\n",
		render.JSON:   "[\n" + `{"version":[1,2],"attributes.ip":"::1","z":90071992547409931},` + "\n" + `{"version":null,"attributes.ip":null,"z":null}` + "\n]\n",
		render.YAML:   "- version:\n    - 1\n    - 2\n  attributes.ip: \"::1\"\n  z: 90071992547409931\n- version: null\n  attributes.ip: null\n  z: null\n",
	} {
		o.Format = f
		equal(t, mustWrite(t, o, cols, docs...), want)
	}
	o.Format, o.JQ = render.NDJSON, `keys | join(" ")`
	equal(t, mustWrite(t, o, cols, docs[0]), "attributes.ip version z\n")
}

// Where nobody knows the columns, the words of --fields are looked for in the records.
func TestFieldsWithoutColumns(t *testing.T) {
	docs := []string{`{"a":{"b":1},"No. of 1.5h":"x"}`, `{"a":{"b":2},"late":true}`}
	fields := []string{"late", "No. of 1.5h", "a.b", "a"}
	want := `{"late":null,"No. of 1.5h":"x","a.b":1,"a":{"b":1}}` + "\n" + `{"late":true,"No. of 1.5h":null,"a.b":2,"a":{"b":2}}` + "\n"
	equal(t, mustWrite(t, render.Options{Format: render.NDJSON, Fields: fields}, nil, docs...), want)
	equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true, Fields: fields[:3]}, nil, docs...),
		"late,No. of 1.5h,a.b\n,x,1\ntrue,,2\n")

	for _, f := range []render.Format{render.CSV, render.Table, render.JSON, render.NDJSON, render.YAML} {
		o := render.Options{Format: f, Fields: []string{"a.b", "late2"}, Header: true}
		docs := []string{`{"a":{"b":1},"late":1}`, `{"a":{"b":2}}`}
		got, err := write(t, o, nil, sequence(parse(t, docs...), nil))
		if fault.KindOf(err) != fault.Usage || err.Error() != `unknown field "late2" (did you mean "late"?)` {
			t.Errorf("%v: %v", f, err)
		}
		if f == render.JSON && json.Valid([]byte(got)) {
			t.Errorf("the document was closed: %q", got)
		}
		// What did not come may have held the field: the cut is what the operator must know.
		cut := fault.New(fault.Temporary, "cut")
		if _, err := write(t, o, nil, sequence(parse(t, docs...), cut)); !errors.Is(err, cut) {
			t.Errorf("%v, cut: %v", f, err)
		}
	}
}

func TestYAML(t *testing.T) {
	equal(t, mustWrite(t, render.Options{Format: render.YAML}, nil, odd, `{"n":null,"e":{},"l":[[],{"k":"v"},"x"],"山田 太郎":"a/b","𠮷野":"\\U00020BB7 😀 \udb40\udc01"}`),
		"- zz: 1\n  id: 90071992547409931234567890\n  isHolydayWork: true\n  f: 1.50e+02\n  neg: -0\n"+
			"  a:\n    z: null\n    a: []\n  aa: \"あ/<&>\"\n"+
			"- \"n\": null\n  e: {}\n  l:\n    - []\n    - k: v\n    - x\n  山田 太郎: a/b\n  \"𠮷野\": \"\\\\U00020BB7 😀 \\U000E0001\"\n")
}

// Strings stay strings and numbers numbers, for readers of YAML 1.1 as well.
func TestYAMLStringsReadBackAsStrings(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", "山田　太郎", "007", "1e5", "0x1F", "1_000", "12:30", "2025-03-01", "2025-03-01 09:00", "yes", "No", "ON", "y", "~", "null", "True",
		".inf", "-", "- a", "a: b", "a:", "a #b", "# a", "&a", "*a", "!a", "%a", "@a", "`a", "[a", "{a", "|", ">", "'a'", `"a"`, "a\nb", "a\nb\n", "\n", " a", "a ", "a\tb",
		"\t", "a\r\nb", "\x00\x1b[31m", "\u0085", "\u2028", "\ufeff", "=", "<<", "?", "a, b", "𠮷😀", "---", "...", "C:\\x", "+09:00", "Ａ：Ｂ",
		strings.Repeat("word ", 100) + "x", strings.Repeat("長い、", 100) + ": x", strings.Repeat("a\n", 100),
	} {
		for _, doc := range []record.Record{
			parse(t, "{}")[0].With("v", record.String(s)),
			parse(t, "{}")[0].With(s, record.String("v")),
		} {
			got, err := write(t, render.Options{Format: render.YAML}, nil, sequence([]record.Record{doc, doc}, nil))
			if err != nil {
				t.Fatal(err)
			}
			var back []yaml.Node
			if err := yaml.Unmarshal([]byte(got), &back); err != nil || len(back) != 2 {
				t.Fatalf("%q: %v", got, err)
			}
			for _, n := range back {
				k, v := n.Content[0], n.Content[1]
				if k.Value+v.Value != "v"+s && k.Value+v.Value != s+"v" || k.ShortTag() != "!!str" || v.ShortTag() != "!!str" {
					t.Errorf("%q reads back as %q: %q (%s, %s)", got, k.Value, v.Value, k.ShortTag(), v.ShortTag())
				}
			}
		}
	}
}
