package render_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

func TestCSVCells(t *testing.T) {
	for name, c := range map[string]struct{ value, want string }{
		"plain":                   {`"山田 太郎"`, `山田 太郎`},
		"comma":                   {`"a,b"`, `"a,b"`},
		"quotes":                  {`"say \"a\" \"\""`, `"say ""a"" """""`},
		"only a quote":            {`"\""`, `""""`},
		"line feed":               {`"a\nb"`, "\"a\nb\""},
		"carriage return":         {`"a\rb"`, "\"a\rb\""},
		"leading space":           {`" a"`, `" a"`},
		"trailing space":          {`"a "`, `"a "`},
		"formula is kept":         {`"=1+1"`, `=1+1`},
		"escape codes are kept":   {`"\u001b[31mred\u0000"`, "\x1b[31mred\x00"},
		"big integer":             {`90071992547409931234567890`, `90071992547409931234567890`},
		"number as sent":          {`1.50e+02`, `1.50e+02`},
		"true":                    {`true`, `true`},
		"null":                    {`null`, ``},
		"empty":                   {`""`, ``},
		"surrogate pair":          {`"\ud842\udfb7"`, `𠮷`},
		"array":                   {`[ 1, "a,b" ]`, `"[1,""a,b""]"`},
		"object":                  {`{"x": {"y": null}}`, `"{""x"":{""y"":null}}"`},
		"empty array":             {`[]`, `[]`},
		"a tab is quoted":         {`"a\tb"`, "\"a\tb\""},
		"backslash stays":         {`"C:\\x"`, `C:\x`},
		"solidus and letters":     {`"a\/b\u3042"`, `a/bあ`},
		"an escape and a comma":   {`"\u0041,\u0042"`, `"A,B"`},
		"ideographic space stays": {`"　a"`, `　a`},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustWrite(t, render.Options{Format: render.CSV, Header: true}, columns("k", "v", "w"),
				`{"k":1,"v":`+c.value+`,"w":2}`)
			equal(t, got, "k,v,w\n1,"+c.want+",2\n")
		})
	}
}

func TestCSVColumns(t *testing.T) {
	recs := parse(t,
		`{"stamped_at":"2025/03/01 09:00:00","attributes":{"ip":"192.0.2.1","gps":{"lat":35.6}},"new":[]}`,
		`{"stamped_at":null,"attributes":null}`,
		`{"attributes":"none"}`,
		`{}`)
	for i := range recs {
		recs[i] = recs[i].With("staff_id", record.Int(int64(i+1)))
	}
	cols := []render.Column{
		{Name: "staff_id"},
		{Name: "stamped_at", Title: "time", Labels: map[string]string{"2025/03/01 09:00:00": "label"}},
		{Name: "attributes.ip"},
		{Name: "lat", Path: []string{"attributes", "gps", "lat"}},
		{Name: "attributes"},
	}
	got, err := write(t, render.Options{Format: render.CSV, Header: true}, cols, sequence(recs, nil))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, got, "staff_id,stamped_at,attributes.ip,lat,attributes\n"+
		`1,2025/03/01 09:00:00,192.0.2.1,35.6,"{""ip"":""192.0.2.1"",""gps"":{""lat"":35.6}}"`+"\n"+
		"2,,,,\n"+
		"3,,,,none\n"+
		"4,,,,\n")
}

func TestColumnSpelledInSeveralWays(t *testing.T) {
	cols := render.Columns([]record.Column{
		{Name: "type", Title: "種別", Labels: map[string]string{"11": "出勤"}},
		{Name: "stampedAt", Alt: []string{"stamped_at", "stamp.time"}},
	})
	docs := []string{`{"stamped_at":"b","type":11}`, `{"stamp":{"time":"c"}}`, `{"stamped_at":"b","stampedAt":null}`, `{"stamp":{"time":"c"},"stamped_at":"b","stampedAt":"a"}`}
	equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true}, cols, docs...), "type,stampedAt\n11,b\n,c\n,\n,a\n")
	equal(t, mustWrite(t, render.Options{Format: render.Table, Header: true}, cols, docs[0]), "種別  stampedAt\n出勤  b\n")
	equal(t, mustWrite(t, render.Options{Format: render.NDJSON, Fields: []string{"stampedAt"}}, cols, docs...),
		`{"stampedAt":"b"}`+"\n"+`{"stampedAt":"c"}`+"\n"+`{"stampedAt":null}`+"\n"+`{"stampedAt":"a"}`+"\n")
}

func TestCSVHeader(t *testing.T) {
	cols := []render.Column{{Name: `氏名, "正式"`, Path: []string{"n"}}, {Name: "-x", Path: []string{"x"}}}
	equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true, Excel: true}, cols), "\"氏名, \"\"正式\"\"\",'-x\n")
	equal(t, mustWrite(t, render.Options{Format: render.CSV}, cols, `{"n":1,"x":2}`), "1,2\n")
}

// A reader takes an empty line for no row at all.
func TestCSVRowOfOneEmptyCellIsARow(t *testing.T) {
	got := mustWrite(t, render.Options{Format: render.CSV, Header: true}, columns("a"), `{"a":1}`, `{"a":null}`, `{}`, `{"a":2}`)
	equal(t, got, "a\n1\n\"\"\n\"\"\n2\n")
	rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestExcel(t *testing.T) {
	for value, want := range map[string]string{
		`"=SUM(A1)"`:     `'=SUM(A1)`,
		`"=1,2"`:         `"'=1,2"`,
		`"@x"`:           `'@x`,
		`"\tx"`:          "\"'\tx\"",
		`"a\tb"`:         "\"a\tb\"",
		`"late; train"`:  `"late; train"`,
		`"＝1+1"`:         `'＝1+1`,
		`"＋x"`:           `'＋x`,
		`"－x"`:           `'－x`,
		`"＠SUM(A1)"`:     `'＠SUM(A1)`,
		`"\n=1"`:         "\"'\n=1\"",
		`"\n\n＝1"`:       "\"'\n\n＝1\"",
		`"\r\n=1"`:       "\"'\r\n=1\"",
		`"\t=1"`:         "\"'\t=1\"",
		`"\n-5"`:         "\"'\n-5\"",
		`"\nx=1"`:        "\"\nx=1\"",
		`"x\n=1"`:        "\"x\n=1\"",
		`"'＝1"`:          `''＝1`,
		`"'-1"`:          `''-1`,
		`"'\n=1"`:        "\"''\n=1\"",
		`"(1)"`:          `"=""(1)"""`,
		`"（１）"`:          `"=""（１）"""`,
		`"(1,234.5)"`:    `"=""(1,234.5)"""`,
		`"(1"`:           `(1`,
		`"(株)"`:          `(株)`,
		`"(a1)"`:         `(a1)`,
		`"-05:00"`:       `"=""-05:00"""`,
		`"+9:00"`:        `"=""+9:00"""`,
		`"+09:00x"`:      `'+09:00x`,
		`"－１２"`:          `"=""－１２"""`,
		`"\rx"`:          "\"'\rx\"",
		`"-"`:            `'-`,
		`"-x"`:           `'-x`,
		`"-1-1"`:         `'-1-1`,
		`"+09:00"`:       `"=""+09:00"""`,
		`"+"`:            `'+`,
		`"-1e"`:          `'-1e`,
		`"-."`:           `'-.`,
		`"--1"`:          `'--1`,
		`"+1 "`:          `"'+1 "`,
		`"+81-3-0000-1"`: `'+81-3-0000-1`,
		`-1`:             `-1`,
		`-1.5e-7`:        `-1.5e-7`,
		`"-1"`:           `-1`,
		`"-1.5"`:         `-1.5`,
		`"'=1"`:          `''=1`,
		`"'a"`:           `'a`,
		`"1=1"`:          `1=1`,
		`"山田"`:           `山田`,
		`""`:             ``,
	} {
		got := mustWrite(t, render.Options{Format: render.CSV, Excel: true, Encoding: charset.UTF8BOM},
			columns("k", "v"), `{"k":1,"v":`+value+`}`)
		equal(t, got, "\ufeff1,"+want+"\r\n")
	}
}

// What a spreadsheet would show, and save, as something else comes back as it was.
func TestExcelKeepsWhatItWouldSpoil(t *testing.T) {
	spoiled := []string{
		"000123", "007", "00", "-007", "0.10", "1.10", "1.", ".5", "-.5", "+9.0", "+5.", "12E3", "1e5", "-1E+10",
		"9007199254740993", "1234567890123456", "0.1234567890123456", " 12", "12 ", "１２３", "２０２５－０３－０１",
		"1-2", "1/2", "3-12-5", "12-31", "2025-03", "2025/3", "03/2025", "1-2-2025", "25:30", "100:00:00", "24:00",
		"(1)", "(12.5)", "（１）", "(1,234)", "(5%)", "+09:00", "-05:30", "＝1", "＋a", "－a", "＠x", "－１", "\n=1", "\t-1", "\r\n@x", "\n\t＝1",
		"'=1", "''=1", "'-1", "'＝1", "'\n=1", "=\"1\"", "=\"x", "'=\"1\"",
		"R7.3.1", "H31/4/30", "s60-1-1", "MAR1", "Sept2", "1-Mar", "mar-2025", "1 May 2025", "May 1", "true", "FALSE",
	}
	kept := []string{
		"(", "()", "(1", "(株)", "(a1)", "(1) x", "\nx", "x\n=1", "x\ty", "a;b", "'a", "'", "''", "'1", "＃1", "＝"[:0],
		"", "0", "7", "-7", "123456789012345", "1.5", "0.5", "-0.25", "A-1", "A001", "1-A", "2025-03-01", "2025/03/01", "2025/3/1",
		"2025/03/01 09:00:00", "09:00", "23:59", "9:00:05", "03-1234-5678", "090-1234-5678", "1-2-3-4", "1.2.3", "192.168.0.1", "Mary", "maybe 1",
		"X7.3.1", "R7", "truly", "山田", "1,234", "50%", "1-2x", "1--2", "-", "A", "May", "1月2日",
	}
	for i, list := range [][]string{spoiled, kept} {
		for _, value := range list {
			got := mustWrite(t, render.Options{Format: render.CSV, Excel: true}, columns("k", "v"), `{"k":1,"v":`+string(record.String(value))+`}`)
			guarded := strings.HasPrefix(got, `1,"=""`) || strings.HasPrefix(got, "1,'") && !strings.HasPrefix(value, "'") ||
				strings.HasPrefix(got, `1,"'`) || strings.HasPrefix(got, "1,''") && strings.HasPrefix(value, "'") && got != "1,"+value+"\n"
			if guarded != (i == 0) && value != "-" {
				t.Errorf("%q is written %q", value, got)
			}
			rows, err := intake.Read(strings.NewReader("k,v\n"+got), intake.Options{Name: "a.csv"})
			if err != nil || len(rows) != 1 || rows[0].Text("v") != value {
				t.Errorf("%q, written %q, is read as %v, %v", value, got, rows, err)
			}
		}
	}
	for number, want := range map[string]string{
		"9007199254740993": `"=""9007199254740993"""`, "-1234567890123456": `"=""-1234567890123456"""`,
		"123456789012345": "123456789012345", "1e300": "1e300", "0.000000000000000000001": "0.000000000000000000001", "-5": "-5",
	} {
		equal(t, mustWrite(t, render.Options{Format: render.CSV, Excel: true}, columns("v"), `{"v":`+number+`}`), want+"\n")
	}
}

func TestTSV(t *testing.T) {
	got := mustWrite(t, render.Options{Format: render.TSV, Header: true, Excel: true}, columns("a", "b\tc", "d"),
		`{"a":"x\ty\nz\r\\","b\tc":"\"q\", ","d":"=1"}`, `{"d":[1,{"k":"\\n"}]}`)
	equal(t, got, "a\tb\\tc\td\nx\\ty\\nz\\r\\\\\t\"q\", \t'=1\n\t\t[1,{\"k\":\"\\\\\\\\n\"}]\n")
}

func TestCSVOfManyColumns(t *testing.T) {
	var names, values []string
	var doc strings.Builder
	for i := range 200 {
		name := fmt.Sprintf("項目_%03d", 199-i)
		names = append(names, name)
		values = append(values, fmt.Sprintf("値 %d", 199-i))
		fmt.Fprintf(&doc, `,"項目_%03d":"値 %d"`, i, i)
	}
	want := strings.Join(names, ",") + "\n" + strings.Join(values, ",") + "\n"
	record := "{" + doc.String()[1:] + "}"
	equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true}, columns(names...), record), want)

	slices.Reverse(names)
	slices.Reverse(values)
	want = strings.Join(names, ",") + "\n" + strings.Join(values, ",") + "\n"
	equal(t, mustWrite(t, render.Options{Format: render.CSV, Header: true}, nil, record), want)
}

func FuzzCSVReadsBack(f *testing.F) {
	for _, s := range []string{"", " ", `"`, `""`, `","`, "a,b", "\r", "\n", "\r\n", "a\r\n\"b", "=1", "山田\t太郎", `\.`, "\ufeffx", "a \x00"} {
		f.Add(s, "x", s)
		f.Add("", s, "")
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		r, err := record.Of(record.Value("{}"))
		if err != nil {
			t.Fatal(err)
		}
		cells := []string{a, b, c}
		for i, s := range cells {
			v := record.String(s)
			r = r.With(string(rune('a'+i)), v)
			cells[i] = strings.ReplaceAll(v.Text(), "\r\n", "\n") // as encoding/csv reads it inside quotes
		}
		for _, cols := range [][]render.Column{columns("a", "b", "c"), columns("b")} {
			want := cells
			if len(cols) == 1 {
				want = cells[1:2]
			}
			got, err := write(t, render.Options{Format: render.CSV}, cols, sequence([]record.Record{r, r}, nil))
			if err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(strings.NewReader(got)).ReadAll()
			if err != nil || len(rows) != 2 || !slices.Equal(rows[0], want) || !slices.Equal(rows[1], want) {
				t.Errorf("%q reads back as %q, %v; want %q twice", got, rows, err, want)
			}
		}
	})
}

// Whatever a TSV value holds, it stays one cell of one line and can be had back.
func FuzzTSVReadsBack(f *testing.F) {
	f.Add("a\tb", "c\n")
	f.Add(`\n`, "\\\r\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := parse(t, "{}")[0].With("a", record.String(a)).With("b", record.String(b))
		got, err := write(t, render.Options{Format: render.TSV}, columns("a", "b"), sequence([]record.Record{r}, nil))
		if err != nil {
			t.Fatal(err)
		}
		line, ok := strings.CutSuffix(got, "\n")
		cells := strings.Split(line, "\t")
		if !ok || strings.Contains(line, "\n") || len(cells) != 2 {
			t.Fatalf("%q is not one line of two cells", got)
		}
		back := strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\r`, "\r", `\\`, `\`)
		for i, s := range []string{a, b} {
			if want := record.String(s).Text(); back.Replace(cells[i]) != want {
				t.Errorf("%q reads back as %q, want %q", cells[i], back.Replace(cells[i]), want)
			}
		}
	})
}

// Whatever a cell holds, a file for Excel is read back as it was.
func FuzzExcelReadsBack(f *testing.F) {
	for _, s := range []string{"", "'", "=1", "'=1", `="1"`, `'="1"`, "\n=1", "\r\n＝1", "(1)", "+09:00", "000123", "'000123", "\t", "''\n-", "a\r\nb", "\ufeffx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsRune(s, 0) {
			return // no text file has it
		}
		v := record.String(s)
		for _, o := range []render.Options{{Format: render.CSV, Excel: true}, {Format: render.CSV, Excel: true, Encoding: charset.UTF8BOM}} {
			got := mustWrite(t, o, columns("k", "v"), `{"k":1,"v":`+string(v)+`}`)
			rows, err := intake.Read(strings.NewReader("k,v\n"+got), intake.Options{Name: "a.csv", Encoding: "utf-8"})
			if o.Encoding == charset.UTF8BOM {
				rows, err = intake.Read(strings.NewReader(charset.BOM+"k,v\n"+strings.TrimPrefix(got, charset.BOM)), intake.Options{Name: "a.csv"})
			}
			if err != nil || len(rows) != 1 || rows[0].Text("v") != v.Text() {
				t.Fatalf("%q, written %q, is read as %v, %v", v.Text(), got, rows, err)
			}
		}
	})
}

// A record whose places are known is written as any other: the first of its shape, and one that JSON spells otherwise, show
// what the plain way writes.
func TestCSVOfRecordsOfOneShape(t *testing.T) {
	texts := []string{"山田", "a,b", "a;b", " a", "a ", "a\tb", "a\nb", `a"b`, `a\b`, "", "1234567,", "12345678,", ";12345678", "\u00a0", "ab\u2028"}
	doc := `{"list":[`
	var want strings.Builder
	want.WriteString("id,text,in.side,none\n")
	for i, text := range append([]string{"first"}, texts...) {
		if i > 0 {
			doc += ","
		}
		doc += fmt.Sprintf(`{"id":%d,"text":%s,"in":{"side":%s}}`, i, record.String(text), record.String(text))
		cell := text
		if strings.ContainsAny(text, ",;\"\t\n") || strings.HasPrefix(text, " ") || strings.HasSuffix(text, " ") {
			cell = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		fmt.Fprintf(&want, "%d,%s,%s,\n", i, cell, cell)
	}
	doc += "]}"
	got := new(bytes.Buffer)
	w, err := render.NewWriter(got, render.Options{Format: render.CSV, Header: true}, columns("id", "text", "in.side", "none"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(t.Context(), record.NewReader(strings.NewReader(doc), "list").Records()); err != nil {
		t.Fatal(err)
	}
	equal(t, got.String(), want.String())
}
