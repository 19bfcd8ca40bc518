package record_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// walk steps into everything and writes down what it meets.
func walk(c *record.Cursor, out *strings.Builder) {
	switch c.Kind() {
	case record.KindObject:
		out.WriteByte('{')
		for name, ok := c.Member(); ok; name, ok = c.Member() {
			out.WriteString(string(name) + ":")
			walk(c, out)
			out.WriteByte(';')
		}
		out.WriteByte('}')
	case record.KindArray:
		out.WriteByte('[')
		for c.Next() {
			walk(c, out)
			out.WriteByte(';')
		}
		out.WriteByte(']')
	default:
		out.Write(c.Take())
	}
}

func TestCursorWalksThroughEverything(t *testing.T) {
	for in, want := range map[string]string{
		`{}`:           `{}`,
		`[]`:           `[]`,
		` [ ] `:        `[]`,
		`{"a":[]}`:     `{"a":[];}`,
		`[[],{},[{}]]`: `[[];{};[{};];]`,
		"\n{ \"a\" : 1 , \"b\" : [ 1 , \"]\" , null ] , \"c\" : { \"d\" : \"}\\\"\" } }\t": `{"a":1;"b":[1;"]";null;];"c":{"d":"}\"";};}`,
		`{"a":1,"a":2}`:         `{"a":1;"a":2;}`,
		`9007199254740993`:      `9007199254740993`,
		`"x"`:                   `"x"`,
		`[1,2.50,-3e5,true]`:    `[1;2.50;-3e5;true;]`,
		`{"\u0061":{"b":[{}]}}`: `{"\u0061":{"b":[{};];};}`,
	} {
		v, err := record.ParseValue([]byte(in))
		if err != nil {
			t.Fatalf("%s: %v", in, err)
		}
		var out strings.Builder
		walk(v.Cursor(), &out)
		if out.String() != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, out.String(), want)
		}
	}
}

func TestCursorTakesAndMarks(t *testing.T) {
	v, err := record.ParseValue([]byte(`{"skip":{"x":[1,2]},"list":[ {"id":1,"\u0061t":"t1"} , {"id":2} ],"last":3}`))
	if err != nil {
		t.Fatal(err)
	}
	c := v.Cursor()
	var got []string
	for name, ok := c.Member(); ok; name, ok = c.Member() {
		if !name.Is("list") {
			got = append(got, string(c.Take()))
			continue
		}
		for c.Next() {
			mark, at := c.Mark(), "-"
			for name, ok := c.Member(); ok; name, ok = c.Member() {
				if value := c.Take(); name.Is("at") {
					at = value.Text()
				}
			}
			got = append(got, at+" "+string(c.Since(mark)))
		}
	}
	want := []string{`{"x":[1,2]}`, `t1 {"id":1,"\u0061t":"t1"}`, `- {"id":2}`, `3`}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
