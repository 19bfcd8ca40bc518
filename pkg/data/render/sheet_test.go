package render_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/data/xlsx"
	"github.com/genba-cli/genba/pkg/say/fault"
)

var jst = time.FixedZone("JST", 9*60*60)

// shownBook returns a workbook as text: a line for each row, the kinds of cells by their first letter.
func shownBook(t *testing.T, file []byte) string {
	t.Helper()
	b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	kinds := "-tnbdmhef"
	var lines []string
	for _, s := range b.Sheets {
		lines = append(lines, "["+s.Name+"]")
		for row, err := range b.Rows(s).All() {
			if err != nil {
				t.Fatal(err)
			}
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, fmt.Sprintf("%c:%s", kinds[c.Kind], c.Text))
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
	}
	return strings.Join(lines, "\n")
}

func TestCellsOfAWorkbookHaveTheKindOfTheirColumn(t *testing.T) {
	cols := render.Columns([]record.Column{
		{Name: "staff_id"},
		{Name: "at", Time: true},
		{Name: "day", Day: true},
		{Name: "hours", Hour: true},
		{Name: "kind", Labels: map[string]string{"11": "出勤"}},
		{Name: "n"},
		{Name: "ok"},
		{Name: "list"},
		{Name: "text"},
		{Name: "amount", Number: true},
	})
	docs := []string{
		`{"staff_id":7,"at":"2026-03-01T00:00:05Z","day":"2026/03/01","hours":"27:30","kind":11,"n":12.50,"ok":true,"list":[1,"a"],"text":"000123"}`,
		`{"staff_id":9007199254740993,"at":1772323205000,"day":"20260301","hours":"8:05","kind":12,"n":9007199254740993,"ok":null,"list":[],"text":""}`,
		`{"at":"soon","day":"2026-02-30","hours":"1:75","n":1e400,"text":"=1+1"}`,
		`{"at":"2026/03/01 09:00:05","hours":"-1:00","amount":"12.5"}`,
		`{"amount":"007"}`,
	}
	for name, c := range map[string]struct {
		o    render.Options
		want string
	}{
		"local": {render.Options{Header: true, Clock: render.ClockIn(jst, jst), Sheet: "stamps"}, "[stamps]\n" +
			"t:staff_id|t:at|t:day|t:hours|t:kind|t:n|t:ok|t:list|t:text|t:amount\n" +
			`t:7|m:2026-03-01 09:00:05|d:2026-03-01|h:27:30|t:11|n:12.50|b:true|t:[1,"a"]|t:000123` + "\n" +
			"t:9007199254740993|m:2026-03-01 09:00:05|d:2026-03-01|h:8:05|t:12|t:9007199254740993|-:|t:[]\n" +
			"-:|t:soon|t:2026-02-30|t:1:75|-:|t:1e400|-:|-:|t:=1+1\n" +
			"-:|m:2026-03-01 09:00:05|-:|t:-1:00|-:|-:|-:|-:|-:|n:12.5\n-:|-:|-:|-:|-:|-:|-:|-:|-:|t:007"},
		"utc, words, no header": {render.Options{Clock: render.ClockIn(time.UTC, jst), Labels: true, Fields: []string{"at", "kind"}}, "[Sheet1]\n" +
			"m:2026-03-01 00:00:05|t:出勤\nm:2026-03-01 00:00:05|t:12\nt:soon\nm:2026-03-01 00:00:05\n"},
		"raw": {render.Options{Fields: []string{"at"}}, "[Sheet1]\nt:2026-03-01T00:00:05Z\nn:1772323205000\nt:soon\nt:2026/03/01 09:00:05\n"},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Format = render.XLSX
			if got := shownBook(t, []byte(mustWrite(t, c.o, cols, docs...))); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAWorkbookOfColumnsThatOnlyTheRecordsKnow(t *testing.T) {
	got := mustWrite(t, render.Options{Format: render.XLSX, Header: true}, nil, `{"id":1,"a":{"b":2}}`, `{"id":2,"c":"x"}`)
	if shown := shownBook(t, []byte(got)); shown != "[Sheet1]\nt:id|t:a.b|t:c\nt:1|n:2\nt:2|-:|t:x" {
		t.Error(shown)
	}
	if shown := shownBook(t, []byte(mustWrite(t, render.Options{Format: render.XLSX, Header: true}, columns("a")))); shown != "[Sheet1]\nt:a" {
		t.Error(shown)
	}
}

func TestAValueThatNoCellHoldsIsRefusedByRowAndColumn(t *testing.T) {
	for name, c := range map[string]struct{ value, want string }{
		"control": {`"a\u0001"`, `row 2, column "b" (cell B3): the control character U+0001`},
		"length":  {`"` + strings.Repeat("𠮷", 16384) + `"`, `row 2, column "b" (cell B3): 32768 characters, where a cell holds 32767`},
		"bom":     {`"\uffff"`, `row 2, column "b" (cell B3): the control character U+FFFF`},
	} {
		t.Run(name, func(t *testing.T) {
			recs := parse(t, `{"a":1,"b":"x"}`, `{"b":`+c.value+`}`)
			_, err := write(t, render.Options{Format: render.XLSX, Header: true}, columns("a", "b"), sequence(recs, nil))
			if err == nil || err.Error() != c.want || fault.KindOf(err) != fault.Other {
				t.Errorf("%v", err)
			}
			if hint := fault.HintOf(err).String(); strings.Contains(hint, "〓") != (name != "length") {
				t.Errorf("hint: %s", hint)
			}
		})
	}
	got := mustWrite(t, render.Options{Format: render.XLSX, OnUnmappable: charset.Replace}, columns("b"), `{"b":"a\u0001\t\r\n\ufffeb"}`)
	if shown := shownBook(t, []byte(got)); shown != "[Sheet1]\nt:a〓\t\r\n〓b" {
		t.Errorf("%q", shown)
	}
}

// That further sheets take them is tested where they are made: pkg/data/xlsx.
func TestRowsBeyondASheet(t *testing.T) {
	many := func(yield func(record.Record, error) bool) {
		r := parse(t, `{"a":1}`)[0]
		for range xlsx.MaxRows {
			if !yield(r, nil) {
				return
			}
		}
	}
	o := render.Options{Format: render.XLSX, Header: true, Sheet: "x"}
	if _, err := write(t, o, columns("a"), many); err == nil || err.Error() != "row 1048577: a sheet has 1048576 rows" ||
		!strings.Contains(fault.HintOf(err).String(), "a further sheet") {
		t.Errorf("%v", err)
	}
}

func TestSeveralSheetsOfOneBook(t *testing.T) {
	var file bytes.Buffer
	book := render.NewBook(&file, render.Options{Header: true})
	for _, name := range []string{"点検/安全", "点検_安全"} {
		w, err := render.NewWriter(&file, render.Options{Format: render.XLSX, Book: book, Sheet: name}, columns("a"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(context.Background(), sequence(parse(t, `{"a":"`+name+`"}`), nil)); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if shown := shownBook(t, file.Bytes()); shown != "[点検_安全]\nt:a\nt:点検/安全\n[点検_安全 (2)]\nt:a\nt:点検_安全" {
		t.Error(shown)
	}
}
