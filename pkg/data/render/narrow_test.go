package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// narrow writes a table for a terminal.
func narrow(t *testing.T, o render.Options, cols []render.Column, records ...string) (text string, cut bool) {
	t.Helper()
	o.Format = render.Table
	var out strings.Builder
	w, err := render.NewWriter(&out, o, cols)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(t.Context(), sequence(parse(t, records...), nil)); err != nil {
		t.Fatal(err)
	}
	return out.String(), w.Cut()
}

// On a terminal a line that is too long ends in …, between two characters and with a column to spare, because some
// terminals draw … two columns wide. What fits, to the last column, is left alone.
func TestTableOnANarrowTerminal(t *testing.T) {
	rows := []string{`{"id":1,"name":"山田太郎","c":"x"}`, `{"id":22,"name":"林","c":"12345"}`, `{"id":3}`}
	for width, want := range map[int]string{
		0:  "id  name      c\n1   山田太郎  x\n22  林        12345\n3\n",
		19: "id  name      c\n1   山田太郎  x\n22  林        12345\n3\n",
		18: "id  name      c\n1   山田太郎  x\n22  林        12…\n3\n",
		11: "id  name …\n1   山田…\n22  林   …\n3\n",
		10: "id  name…\n1   山田…\n22  林  …\n3\n",
		9:  "id  nam…\n1   山…\n22  林 …\n3\n",
		1:  "…\n…\n…\n3\n",
	} {
		text, cut := narrow(t, render.Options{Header: true, Width: width}, columns("id", "name", "c"), rows...)
		equal(t, text, want)
		if cut != strings.Contains(want, "…") {
			t.Errorf("width %d: cut is %v", width, cut)
		}
	}
}

// The rows after the first 1,000 take the same way.
func TestLongTableOnANarrowTerminal(t *testing.T) {
	var rows []string
	for i := range 1200 {
		rows = append(rows, fmt.Sprintf(`{"id":%d,"c":"abc"}`, i))
	}
	rows[1100] = `{"id":1100,"c":"abcdef"}`
	text, cut := narrow(t, render.Options{Width: 9}, columns("id", "c"), rows...)
	lines := strings.Split(text, "\n")
	equal(t, lines[1099]+"\n"+lines[1100]+"\n"+lines[1101], "1099  abc\n1100  a…\n1101  abc")
	if !cut {
		t.Error("Cut does not tell")
	}
}

// A single object loses nothing: where its row is too wide, its columns stand below each other.
func TestSingleObjectOnANarrowTerminal(t *testing.T) {
	cols := []render.Column{{Name: "id"}, {Name: "name", Title: "氏名"}, {Name: "type", Labels: map[string]string{"11": "出勤"}}, {Name: "remarks"}}
	const object = `{"id":1,"name":"山田太郎","type":11,"remarks":"a\u001b[31m b"}`
	for _, c := range []struct {
		width  int
		header bool
		want   string
	}{
		{36, true, "id  氏名      type  remarks\n1   山田太郎  出勤  a\\x1b[31m b\n"},
		{20, true, "id       1\n氏名     山田太郎\ntype     出勤\nremarks  a\\x1b[31m b\n"},
		{5, true, "id       1\n氏名     山田太郎\ntype     出勤\nremarks  a\\x1b[31m b\n"},
		{20, false, "1  山田太郎  出勤 …\n"},
	} {
		o := render.Options{Header: c.header, Single: true, Width: c.width}
		text, cut := narrow(t, o, cols, object)
		equal(t, text, c.want)
		if cut == c.header {
			t.Errorf("width %d, header %v: cut is %v", c.width, c.header, cut)
		}
	}
	text, _ := narrow(t, render.Options{Header: true, Single: true, Width: 5}, cols, `{"id":1}`)
	equal(t, text, "id       1\n氏名\ntype\nremarks\n")
}

func TestSingleObjectOnANarrowTerminalNamesTheColumn(t *testing.T) {
	o := render.Options{Format: render.Table, Header: true, Single: true, Width: 5, Encoding: charset.CP932}
	r := parse(t, `{"a":"x","b":"😀"}`)
	_, err := write(t, o, columns("a", "b"), sequence([]record.Record{r[0]}, nil))
	want := `row 1, column "b": the character 😀 (U+1F600) has no code in CP932`
	if err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
