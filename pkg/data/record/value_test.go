package record_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/record"
)

func parse(t *testing.T, doc string) record.Value {
	t.Helper()
	v, err := record.ParseValue([]byte(doc))
	if err != nil {
		t.Fatalf("%s: %v", doc, err)
	}
	return v
}

func TestKindAndText(t *testing.T) {
	for doc, want := range map[string]struct {
		kind record.Kind
		text string
	}{
		`null`:                           {record.KindNull, ""},
		`true`:                           {record.KindBool, "true"},
		`false`:                          {record.KindBool, "false"},
		`9007199254740993`:               {record.KindNumber, "9007199254740993"},
		`-1.50E+03`:                      {record.KindNumber, "-1.50E+03"},
		`""`:                             {record.KindString, ""},
		`"null"`:                         {record.KindString, "null"},
		`"山田"`:                           {record.KindString, "山田"},
		`"\u5c71\u7530 \/ \"x\" \\"`:     {record.KindString, `山田 / "x" \`},
		`"\ud83d\ude00\u0000\b\f\n\r\t"`: {record.KindString, "😀\x00\b\f\n\r\t"},
		`"\\u0041\\"`:                    {record.KindString, `\u0041\`},
		`[ 1 , [ ] , "a b" ]`:            {record.KindArray, `[1,[],"a b"]`},
		"{ \"a\" :\n\t{ \"\\u0062 \\\" \" : null } }": {record.KindObject, `{"a":{"\u0062 \" ":null}}`},
		`{}`: {record.KindObject, `{}`},
	} {
		v := parse(t, " "+doc+"\n")
		if v.Kind() != want.kind || v.Text() != want.text {
			t.Errorf("%s: %v %q, want %v %q", doc, v.Kind(), v.Text(), want.kind, want.text)
		}
		if got := string(v.AppendText([]byte("> "))); got != "> "+want.text {
			t.Errorf("%s: appended %q", doc, got)
		}
	}
	var absent record.Value
	if absent.Kind() != record.KindAbsent || absent.Text() != "" {
		t.Errorf("absent: %v %q", absent.Kind(), absent.Text())
	}
}

func TestAppendTextNeedsNoMemory(t *testing.T) {
	values := []record.Value{parse(t, `"本日は\u6674天\n"`), parse(t, `12`), parse(t, `[1, 2]`), nil}
	dst := make([]byte, 0, 100)
	if n := testing.AllocsPerRun(100, func() {
		for _, v := range values {
			dst = v.AppendText(dst[:0])
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestInt(t *testing.T) {
	for doc, want := range map[string]int64{
		`0`: 0, `-7`: -7, `9007199254740993`: 9007199254740993, `9223372036854775807`: 9223372036854775807,
		`"12"`: 12, `"-3"`: -3, `"0012"`: 12, `"\u0031"`: 1,
	} {
		if n, ok := parse(t, doc).Int(); n != want || !ok {
			t.Errorf("%s: %d %v, want %d", doc, n, ok, want)
		}
	}
	for _, doc := range []string{`1.0`, `1e3`, `9223372036854775808`, `""`, `"+1"`, `" 1"`, `"1a"`, `"１"`, `true`, `null`, `[1]`, `{}`} {
		if n, ok := parse(t, doc).Int(); ok {
			t.Errorf("%s: %d, want none", doc, n)
		}
	}
	if _, ok := record.Value(nil).Int(); ok {
		t.Error("absent has a number")
	}
}

func TestBool(t *testing.T) {
	for doc, want := range map[string][2]bool{
		`true`: {true, true}, `false`: {false, true}, `"true"`: {}, `1`: {}, `null`: {},
	} {
		if val, ok := parse(t, doc).Bool(); val != want[0] || ok != want[1] {
			t.Errorf("%s: %v %v, want %v", doc, val, ok, want)
		}
	}
	if _, ok := record.Value(nil).Bool(); ok {
		t.Error("absent is a boolean")
	}
}

func TestField(t *testing.T) {
	v := parse(t, ` { "isHolydayWork" : true , "n":null, "\u0061b" : [ 1 ] , "twice":1, "twice" : 2, "a\"b":3, "":4, "c":{"d":{"e":5}} } `)
	for _, c := range []struct {
		names []string
		want  string
	}{
		{[]string{"isHolydayWork"}, "true"},
		{[]string{"isHolidayWork", "isHolydayWork"}, "true"},
		{[]string{"twice", "isHolydayWork"}, "2"},
		{[]string{"isHolydayWork", "twice"}, "true"},
		{[]string{"n", "twice"}, "null"},
		{[]string{"ab"}, "[ 1 ]"},
		{[]string{`a"b`}, "3"},
		{[]string{""}, "4"},
		{[]string{"isholydaywork"}, ""},
		{[]string{`\u0061b`}, ""},
		{[]string{"d"}, ""},
		{nil, ""},
	} {
		if got := v.Field(c.names...); string(got) != c.want || (got == nil) != (c.want == "") {
			t.Errorf("Field(%q) = %s, want %s", c.names, got, c.want)
		}
	}
	if got := v.Lookup("c", "d", "e"); string(got) != "5" {
		t.Errorf("Lookup = %s", got)
	}
	if got := v.Lookup("ab", "c"); got != nil {
		t.Errorf("Lookup through an array = %s", got)
	}
	if got := v.Lookup(); string(got) != string(v) {
		t.Errorf("Lookup of nothing = %s", got)
	}
	for _, doc := range []string{`[{"a":1}]`, `"a"`, `null`} {
		if got := parse(t, doc).Field("a"); got != nil {
			t.Errorf("%s has a field %s", doc, got)
		}
	}
}

func TestElementsAndFields(t *testing.T) {
	var got []string
	for v := range parse(t, ` [ 1 , "a,]" , [ ] , { "x" : [ 2 ] } , null ] `).Elements() {
		got = append(got, string(v))
	}
	if want := []string{`1`, `"a,]"`, `[ ]`, `{ "x" : [ 2 ] }`, `null`}; !slices.Equal(got, want) {
		t.Errorf("elements %q, want %q", got, want)
	}
	got = nil
	for name, v := range parse(t, ` { "b" : 1 , "\u0061" : "}" , "b" : { } } `).Fields() {
		got = append(got, name, string(v))
	}
	if want := []string{"b", `1`, "a", `"}"`, "b", `{ }`}; !slices.Equal(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	for name, first := range parse(t, `{"a":1,"b":2}`).Fields() {
		if name != "a" || string(first) != "1" {
			t.Errorf("first field %s = %s", name, first)
		}
		break
	}
	for _, doc := range []string{`[]`, `[ ]`, `{}`, `{ }`, `"[1]"`, `1`} {
		v := parse(t, doc)
		if n := len(slices.Collect(v.Elements())) + len(maps.Collect(v.Fields())); n != 0 {
			t.Errorf("%s yields %d", doc, n)
		}
	}
}

func TestStringAndIntMakeValidValues(t *testing.T) {
	for _, s := range []string{"", "山田 太郎", "a\"b\\c/d", "\x00\x1f\n\r\t\u007f\u2028", "😀", "<&>"} {
		v := parse(t, string(record.String(s)))
		if v.Text() != s {
			t.Errorf("String(%q) holds %q", s, v.Text())
		}
	}
	if got := parse(t, string(record.String("\x93\xfa"))).Text(); got != "\ufffd\ufffd" {
		t.Errorf("invalid bytes became %q", got)
	}
	if got := string(record.Int(-9223372036854775808)); got != "-9223372036854775808" {
		t.Errorf("Int = %s", got)
	}
}

func TestMarshalKeepsTheText(t *testing.T) {
	got, err := json.Marshal(struct{ A, B record.Value }{A: parse(t, `{"n": 9007199254740993}`)})
	if want := `{"A":{"n":9007199254740993},"B":null}`; err != nil || string(got) != want {
		t.Errorf("%s %v, want %s", got, err, want)
	}
}

// Pieces are what AppendJSON appends, and none ends inside a character.
func TestPieces(t *testing.T) {
	for _, doc := range []string{
		`{ "a" : [ 1 , "x y" , { } ] , "b":null}`, `"` + strings.Repeat("山", 300_000) + `"`, `"x` + strings.Repeat("𠮷", 300_000) + `"`,
		"[" + strings.Repeat(` "山田 太郎" ,`, 100_000) + "1]",
	} {
		v, err := record.ParseValue([]byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		var all []byte
		for piece := range v.Pieces() {
			if len(piece) > 1<<18 || !utf8.Valid(piece) {
				t.Errorf("a piece of %d bytes, whole characters: %t", len(piece), utf8.Valid(piece))
			}
			all = append(all, piece...)
		}
		if string(all) != string(v.AppendJSON(nil)) {
			t.Errorf("%.40s", doc)
		}
	}
}
