package render_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/genba-cli/genba/pkg/data/render"
)

func shown(t *testing.T, o render.Options, cols []render.Column, texts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w, err := render.NewWriter(&out, o, cols)
	if err == nil {
		err = w.Write(t.Context(), sequence(parse(t, texts...), nil))
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Lists of plain values are joined where a column says so; what is no such list is as it would be without.
func TestJoin(t *testing.T) {
	cols := []render.Column{{Name: "a", Join: "、"}, {Name: "b"}}
	rows := []string{`{"a":["い","ろ\"は",3,true,null],"b":["x"]}`, `{"a":[],"b":[]}`, `{"a":[{"x":1}]}`, `{"a":"い、ろ"}`, `{"a":null}`}
	want := "a,b\n\"い、ろ\"\"は、3、true、\",\"[\"\"x\"\"]\"\n,[]\n\"[{\"\"x\"\":1}]\",\nい、ろ,\n,\n"
	if got := shown(t, render.Options{Format: render.CSV, Header: true}, cols, rows...); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := shown(t, render.Options{Format: render.NDJSON}, cols, rows[0]); got != rows[0]+"\n" {
		t.Errorf("JSON keeps its lists: %s", got)
	}
}

// Show is for tables alone, and for values that are there.
func TestShow(t *testing.T) {
	cols := []render.Column{{Name: "a", Show: func(text string) string { return "<" + text + ">" }}, {Name: "b"}}
	if got := shown(t, render.Options{Format: render.Table}, cols, `{"a":1,"b":2}`, `{"b":3}`); got != "<1>  2\n     3\n" {
		t.Errorf("table %q", got)
	}
	if got := shown(t, render.Options{Format: render.CSV}, cols, `{"a":1,"b":2}`); got != "1,2\n" {
		t.Errorf("csv %q", got)
	}
}

// Columns that are found may be named, ordered and added to; without a record those that are added are the header.
func TestArrange(t *testing.T) {
	o := render.Options{Format: render.CSV, Header: true, Arrange: func(found []render.Column) []render.Column {
		found = slices.Clone(found)
		slices.Reverse(found)
		for i := range found {
			found[i].Name = "<" + found[i].Name + ">"
		}
		return append([]render.Column{{Name: "no", Path: []string{"no"}}}, found...)
	}}
	if got := shown(t, o, nil, `{"a":1,"b":{"c":2}}`, `{"d":3}`); got != "no,<d>,<b.c>,<a>\n,,2,1\n,3,,\n" {
		t.Errorf("got %q", got)
	}
	if got := shown(t, o, nil); got != "no\n" {
		t.Errorf("empty: %q", got)
	}
	o.Fields = []string{"<a>", "no"}
	if got := shown(t, o, nil, `{"a":1,"b":{"c":2}}`); got != "<a>,no\n1,\n" {
		t.Errorf("fields: %q", got)
	}
}
