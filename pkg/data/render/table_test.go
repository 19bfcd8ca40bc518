package render_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

func TestTable(t *testing.T) {
	t.Setenv("LANG", "ja_JP.UTF-8")
	t.Setenv("TERM", "dumb")
	cols := []render.Column{
		{Name: "staff_id"},
		{Name: "name", Title: "氏名"},
		{Name: "type", Title: "種別", Labels: map[string]string{"11": "出勤", "12": "退勤"}},
		{Name: "attributes.ip"},
	}
	got := mustWrite(t, render.Options{Format: render.Table, Header: true}, cols,
		`{"staff_id":1,"name":"山田　太郎","type":11,"attributes":{"ip":"192.0.2.1"}}`,
		`{"staff_id":1234567890123,"name":"ﾔﾏﾀﾞ","type":"12"}`,
		`{"staff_id":null,"name":" a  b  ","type":99,"attributes":{"ip":"x  "}}`,
		`{"name":"―①ß├","type":"","attributes":{"ip":[1, {"a":"b"}]}}`)
	equal(t, got, ""+
		"staff_id       氏名        種別  attributes.ip\n"+
		"1              山田　太郎  出勤  192.0.2.1\n"+
		"1234567890123  ﾔﾏﾀﾞ        退勤\n"+
		"                a  b       99    x\n"+
		"               ―①ß├              [1,{\"a\":\"b\"}]\n")
}

func TestTableHasNoWayToDriveTheTerminal(t *testing.T) {
	for value, want := range map[string]string{
		"a\x1b]0;pwned\x07b":   `a\x1b]0;pwned\x07b`,
		"\x1b[31mred\x1b[0m":   `\x1b[31mred\x1b[0m`,
		"\u009b31m":            `\x9b31m`,
		"a\u202etxt.exe\u202c": `a\u202etxt.exe\u202c`,
		"\u2066x\u2069":        `\u2066x\u2069`,
		"\u200ex\u200f\u061c":  `\u200ex\u200f\u061c`,
		"\x00\x08\x7f":         `\x00\x08\x7f`,
		"a\nb\r\nc\rd\te":      `a⏎b⏎c\rd\te`,
		"\u2028\u2029\ufeff":   `\u2028\u2029\ufeff`,
		"葛󠄀城 👨‍👩‍👧 e\u0301":    "葛󠄀城 👨‍👩‍👧 e\u0301",
	} {
		r := parse(t, "{}")[0].With("v", record.String(value)).With("w", record.String("|"))
		cols := []render.Column{{Name: "v", Title: value}, {Name: "w"}}
		got, err := write(t, render.Options{Format: render.Table, Header: true}, cols, sequence([]record.Record{r}, nil))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, got, want+"  w\n"+want+"  |\n")
	}
}

// CP932 has no sign for a line end, so the table must not bring one in.
func TestTableLineEndInCP932(t *testing.T) {
	got := mustWrite(t, render.Options{Format: render.Table, Encoding: charset.CP932}, columns("a"), `{"a":"x\ny"}`)
	equal(t, got, "x\\ny\n")
}

func TestTableOfEmptyCells(t *testing.T) {
	o := render.Options{Format: render.Table}
	equal(t, mustWrite(t, o, columns("a"), `{}`, `{}`), "\n\n")
	equal(t, mustWrite(t, o, columns("a", "b", "c"), `{"c":1}`, `{"a":"","c":"x"}`), "    1\n    x\n")
}

// The first 1,000 rows decide the widths; a wider cell after them pushes the rest of its row only, and
// nothing is cut or lost.
func TestLongTable(t *testing.T) {
	const rows = 2500
	var recs []record.Record
	for i := range rows {
		recs = append(recs, parse(t, fmt.Sprintf(`{"id":%d,"name":"山田","z":"z%d"}`, i, i))...)
	}
	recs[1700] = parse(t, `{"id":1700,"name":"とても長い名前の人","z":"z1700"}`)[0]
	recs[999] = parse(t, `{"id":999,"name":"山田太郎","z":"z999"}`)[0]
	given := 0
	var out pieces
	w, err := render.NewWriter(&out, render.Options{Format: render.Table, Header: true}, columns("id", "name", "z"))
	if err != nil {
		t.Fatal(err)
	}
	err = w.Write(t.Context(), func(yield func(record.Record, error) bool) {
		for _, r := range recs {
			if !yield(r, nil) {
				return
			}
			if given++; given == 1000 && len(out) == 0 {
				t.Error("nothing is seen after 1,000 rows")
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(strings.Join(out, ""), "\n"), "\n")
	if len(lines) != rows+1 {
		t.Fatalf("%d lines", len(lines))
	}
	equal(t, lines[0], "id   name      z")
	for i, line := range lines[1:] {
		want := fmt.Sprintf("%-3d  山田      z%d", i, i)
		switch {
		case i == 999:
			want = "999  山田太郎  z999"
		case i == 1700:
			want = "1700  とても長い名前の人  z1700"
		case i >= 1000:
			want = fmt.Sprintf("%d  山田      z%d", i, i)
		}
		if line != want {
			t.Fatalf("row %d: %q, want %q", i, line, want)
		}
	}
}

func TestTableNamesTheRowAfterManyRows(t *testing.T) {
	for _, at := range []int{700, 1200} {
		recs := make([]record.Record, 1500)
		for i := range recs {
			recs[i] = parse(t, `{"a":"x"}`)[0]
		}
		recs[at-1] = parse(t, `{"a":"😀"}`)[0]
		_, err := write(t, render.Options{Format: render.Table, Header: true, Encoding: charset.CP932}, columns("a"), sequence(recs, nil))
		want := fmt.Sprintf(`row %d, column "a": the character 😀 (U+1F600) has no code in CP932`, at)
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

// The library must not touch the text: no folding of spaces, no capitals, no cuts.
func FuzzTableKeepsTheText(f *testing.F) {
	for _, s := range []string{"", "山田　太郎", "a  b", " a", "staff_id", "ﾔﾏﾀﾞ", "a_b-c d", "👨‍👩‍👧", "[31m", "=1+1", "total"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Map(func(r rune) rune {
			if unicode.IsPrint(r) || r == '　' {
				return r
			}
			return -1
		}, s)
		r := parse(t, "{}")[0].With("v", record.String(s)).With("w", record.String("|"))
		cols := []render.Column{{Name: "v", Title: s}, {Name: "w"}}
		if s == "" {
			cols[0].Title = "v"
		}
		got, err := write(t, render.Options{Format: render.Table, Header: s != ""}, cols, sequence([]record.Record{r}, nil))
		if err != nil {
			t.Fatal(err)
		}
		want := s + "  |\n"
		if s != "" {
			want = s + "  w\n" + want
		}
		equal(t, got, want)
	})
}
