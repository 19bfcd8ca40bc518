package intake_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/intake"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// book returns a workbook whose sheets are given by the inside of their worksheet element: "スタッフ" or "hidden:メモ" and what it holds.
func book(t *testing.T, sheets ...string) []byte {
	t.Helper()
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	parts := map[string]string{
		"_rels/.rels":   `<Relationships><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
	}
	var list, rels strings.Builder
	for i := 0; i < len(sheets); i += 2 {
		id := string(rune('a' + i))
		name, hidden := strings.CutPrefix(sheets[i], "hidden:")
		state := ""
		if hidden {
			state = ` state="hidden"`
		}
		list.WriteString(`<sheet name="` + name + `" sheetId="1" r:id="` + id + `"` + state + `/>`)
		rels.WriteString(`<Relationship Id="` + id + `" Type="` + rel + `/worksheet" Target="worksheets/` + id + `.xml"/>`)
		parts["xl/worksheets/"+id+".xml"] = `<worksheet>` + sheets[i+1] + `</worksheet>`
	}
	parts["xl/workbook.xml"] = `<workbook><sheets>` + list.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = `<Relationships>` + rels.String() + `<Relationship Id="z" Type="` + rel + `/styles" Target="styles.xml"/></Relationships>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// data returns a sheet of rows of cells between |: text, or XML that begins with <; a row that begins with "-" is hidden.
func data(rows ...string) string {
	var b strings.Builder
	b.WriteString(`<sheetData>`)
	for _, row := range rows {
		cells, hidden := strings.CutPrefix(row, "-")
		b.WriteString(`<row`)
		if hidden {
			b.WriteString(` hidden="1"`)
		}
		b.WriteString(`>`)
		for cell := range strings.SplitSeq(cells, "|") {
			switch {
			case cell == "":
				b.WriteString(`<c/>`)
			case strings.HasPrefix(cell, "<"):
				b.WriteString(cell)
			default:
				b.WriteString(`<c t="inlineStr"><is><t>` + cell + `</t></is></c>`)
			}
		}
		b.WriteString(`</row>`)
	}
	return b.String() + `</sheetData>`
}

func number(n string) string { return `<c><v>` + n + `</v></c>` }

// readBook reads a workbook from a file, and tells what was warned about.
func readBook(t *testing.T, file []byte, o intake.Options) (rows []intake.Row, warned []string, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := intake.OpenRows(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if o.Name == "" {
		o.Name = "book.xlsx"
	}
	o.Warn = func(text say.Text) { warned = append(warned, text.String()) }
	rows, err = intake.Read(r, o)
	return rows, warned, err
}

func shownRows(rows []intake.Row) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, f := range row.Fields {
			cells = append(cells, f.Name+"="+f.Value.Text())
		}
		lines = append(lines, row.Place().String()+": "+strings.Join(cells, " "))
	}
	return strings.Join(lines, "\n")
}

func TestAWorkbookIsReadAsASpreadsheetShowsIt(t *testing.T) {
	for name, c := range map[string]struct {
		sheets []string
		o      intake.Options
		want   string
		warned string
	}{
		"one sheet": {
			[]string{"スタッフ", data("num|名前|note", "000123|髙橋 花子|=1+1", "||", "000124|森|'x")},
			intake.Options{},
			"スタッフ!A2: num=000123 名前=髙橋 花子 note==1+1\nスタッフ!A4: num=000124 名前=森 note='x", "",
		},
		"kinds": {
			[]string{"a", data("n|d|m|h|b|f|t", number("1E5")+"|"+`<c s="2"><v>46082</v></c>|<c s="3"><v>46082.375</v></c>|<c s="4"><v>1.1458333333</v></c>|<c t="b"><v>1</v></c>|<c><f>1+1</f><v>2</v></c>|<c s="1"><v>123</v></c>`)},
			intake.Options{},
			"a!A2: n=100000 d=2026-03-01 m=2026-03-01 09:00:00 h=27:30 b=true f=2 t=123", "",
		},
		"digits": {
			[]string{"a", data("n|m", number("0.30000000000000004")+"|"+number("1.1000000000000001"), number("123456789012345")+"|"+number("-0.5"))},
			intake.Options{},
			"a!A2: n=0.3 m=1.1\na!A3: n=123456789012345 m=-0.5", "",
		},
		"a title above": {
			[]string{"2026 03", data("スタッフ一覧||", "", "num|name|day", "1|a|b")},
			intake.Options{},
			"'2026 03'!A4: num=1 name=a day=b", "2026 03: the names of the columns are taken from row 3; what stands above it is not read",
		},
		"an empty column, short rows": {[]string{"a", data("num||name", "1||x", "2")}, intake.Options{}, "a!A2: num=1 name=x\na!A3: num=2 name=", ""},
		"named":                       {[]string{"a", data("x|y", "1|2"), "b", data("z", "3")}, intake.Options{Sheet: "b"}, "b!A2: z=3", ""},
		"the only visible one that holds anything": {[]string{"a", data(""), "hidden:メモ", data("x", "1"), "b", data("z", "3")}, intake.Options{}, "b!A2: z=3", ""},
		"hidden and merged": {
			[]string{"a", `<cols><col min="2" max="2" hidden="1"/></cols>` + data("x|y", "-1|2", "3|") + `<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B2:B3"/></mergeCells>`},
			intake.Options{},
			"a!A2: x=1 y=2\na!A3: x=3 y=", "a: rows that are hidden, such as by a filter, were read as well: 1, the first is row 2\n" +
				"a: the column \"y\" is hidden and was read as well\n" +
				"a: 1 merged cell, first B2:B3: only the first cell of each has its value, the others are empty",
		},
	} {
		t.Run(name, func(t *testing.T) {
			rows, warned, err := readBook(t, book(t, c.sheets...), c.o)
			if err != nil {
				t.Fatal(err)
			}
			if got := shownRows(rows); got != c.want || strings.Join(warned, "\n") != c.warned {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", got, strings.Join(warned, "\n"), c.want, c.warned)
			}
		})
	}
}

func TestAWorkbookIsRefusedBySheetAndCell(t *testing.T) {
	good := data("num|name", "1|a")
	for name, c := range map[string]struct {
		sheets []string
		o      intake.Options
		want   string
	}{
		"a formula without a result": {[]string{"スタッフ", data("a|b|c", "1||<c><f>A1</f></c>")}, intake.Options{}, "book.xlsx: スタッフ!C2: a formula whose result the file does not hold; open it in the spreadsheet and save it again"},
		"what can't be calculated":   {[]string{"a", data("a|b", `x|<c t="e"><f>A1</f><v>#N/A</v></c>`)}, intake.Options{}, "book.xlsx: a!B2: #N/A, which the spreadsheet shows for what it can't calculate"},
		"a column without a name":    {[]string{"a", data("a||c", "1|2|3")}, intake.Options{}, "book.xlsx: a!B2: a value in a column without a name"},
		"beyond the names":           {[]string{"a", data("a|b", "1|2|3")}, intake.Options{}, "book.xlsx: a!C2: a value in a column without a name"},
		"twice":                      {[]string{"a", data("か\u3099|b|が", "1|2|3")}, intake.Options{}, "book.xlsx: a!A1 and a!C1 both name a column \"が\""},
		"a line break in a name":     {[]string{"a", data("a\nb|c", "1|2")}, intake.Options{}, "book.xlsx: a!A1: the name of the column holds a line break or another control character: \"a\\nb\""},
		"no names":                   {[]string{"a", data(number("1")+"|"+number("2"), "x|"+number("4"))}, intake.Options{}, "book.xlsx: a!A1: none of the first rows has the names of the columns"},
		"two sheets":                 {[]string{"a", good, "b", good}, intake.Options{}, "book.xlsx: 2 sheets have something in them, and which one is meant would be a guess"},
		"no such sheet":              {[]string{"スタッフ", good, "b", good}, intake.Options{Sheet: "スタフ"}, "book.xlsx: there is no sheet \"スタフ\" (did you mean \"スタッフ\"?)"},
		"nothing":                    {[]string{"a", data(""), "hidden:b", good}, intake.Options{}, "book.xlsx: no visible sheet has anything in it; a row with the names of the columns is expected"},
		"too many":                   {[]string{"a", data("a", "1", "2")}, intake.Options{MaxRows: 1}, "book.xlsx: a!A3: more than 1 rows, which is the limit here"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := readBook(t, book(t, c.sheets...), c.o)
			if err == nil || err.Error() != c.want || fault.KindOf(err) != fault.Usage {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
	for name, c := range map[string]struct{ file, want string }{
		"no zip":    {"PK\x03\x04 workbook", "book.xlsx: the file is no workbook (.xlsx)"},
		"old":       {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "book.xlsx: the file is of Excel 97 to 2003 (.xls): save it as .xlsx"},
		"encrypted": {"\xd0\xcf\x11\xe0 E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "book.xlsx: the workbook is protected by a password, so that it can't be read: save a copy without one"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := readBook(t, []byte(c.file), intake.Options{}); err == nil || err.Error() != c.want || fault.KindOf(err) != fault.Usage {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
	if _, err := intake.Read(strings.NewReader("a\n1\n"), intake.Options{Sheet: "x"}); err == nil || err.Error() != "standard input: a sheet is named, and this is no workbook" {
		t.Error(err)
	}
}

// Problems name the cell, also of a column that the file calls otherwise than the rule.
func TestProblemsOfAWorkbookNameTheCell(t *testing.T) {
	rules := []intake.Rule{
		{Name: "staff_code", Aliases: []string{"staffNum"}, Text: true, MaxLength: 6}, {Name: "day", Date: true}, {Name: "count", Integer: true}, {Name: "sort", Enum: []string{"1", "2"}},
	}
	file := book(t, "スタッフ", data("staffNum|day|count|sort", number("123")+`|<c s="3"><v>46082</v></c>|`+number("7")+"|"+number("1"), number("1234567")+"|soon|x|"+number("3")))
	rows, warned, err := readBook(t, file, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = intake.Check(rows, rules, func(r intake.Row) []intake.Problem {
		return []intake.Problem{{Line: r.Line, Row: r.Number, Message: say.T("the row as a whole")}}
	})
	want := "スタッフ!A2: the row as a whole\n" +
		"スタッフ!A3, column \"staffNum\": \"1234567\" has 7 characters; at most 6 are allowed\n" +
		"スタッフ!B3, column \"day\": \"soon\" is not a day written as 2025-03-01, 2025/03/01 or 20250301\n" +
		"スタッフ!C3, column \"count\": \"x\" is not a whole number\n" +
		"スタッフ!D3, column \"sort\": \"3\" is not one of 1, 2\n" +
		"スタッフ!A3: the row as a whole"
	if hint := fault.HintOf(err).String(); hint != want {
		t.Errorf("got\n%s\nwant\n%s", hint, want)
	}
	if got := rows[0].Text("day"); got != "2026-03-01" {
		t.Errorf("the day is %q", got)
	}
	if len(warned) != 0 { // that is Check's, which knows the rules
		t.Errorf("warned early: %s", warned)
	}
}

func TestNumbersThatMayHaveLostZerosAreWarnedAbout(t *testing.T) {
	var warned []string
	rows, err := intake.Read(bytes.NewReader(book(t, "スタッフ", data("社員番号|count|sort", number("123")+"|"+number("7")+"|"+number("1"), number("124")+"|"+number("7")+"|"+number("1")))),
		intake.Options{Warn: func(text say.Text) { warned = append(warned, text.String()) }})
	if err != nil {
		t.Fatal(err)
	}
	if err := intake.Check(rows, []intake.Rule{{Name: "code", Aliases: []string{"社員番号"}}, {Name: "count", Integer: true}, {Name: "sort", MaxLength: 1, Enum: []string{"1"}}}, nil); err != nil {
		t.Fatal(err)
	}
	want := "スタッフ!A2, column \"社員番号\": a number (123), where text is expected; so in 2 cells. Zeros in front are lost where a spreadsheet took a code for a number: format the column as text"
	if strings.Join(warned, "\n") != want {
		t.Errorf("warned %q", warned)
	}
}

// A code that a spreadsheet has as a number, with a format that shows its zeros, is read as it is shown.
func TestZerosThatAFormatShows(t *testing.T) {
	zeros := func(n string) string { return `<c s="5"><v>` + n + `</v></c>` }
	rows, warned, err := readBook(t, book(t, "a", data("code|count", zeros("123")+"|"+zeros("7"), zeros("1234567")+"|"+zeros("8"), zeros("-1.5")+"|"+zeros("9"))), intake.Options{})
	if err != nil || len(warned) != 0 {
		t.Fatal(err, warned)
	}
	var got []string
	for _, row := range rows {
		count, _ := row.Fields[1].Value.Int()
		got = append(got, row.Text("code")+" "+strconv.FormatInt(count, 10))
	}
	if want := "000123 7,1234567 8,-1.5 9"; strings.Join(got, ",") != want {
		t.Errorf("got %q", got)
	}
	if err := intake.Check(rows[:2], []intake.Rule{{Name: "code", Text: true}, {Name: "count", Integer: true}}, nil); err != nil || len(warned) != 0 {
		t.Error(err, warned)
	}
}

// A program in Java writes every number with a point, and long ones with an exponent; a spreadsheet shows neither.
func TestWholeNumbersOfJava(t *testing.T) {
	const plain, asText, zeros = "0", "1", "5"
	for _, c := range []struct{ style, stored, want string }{
		{plain, "125.0", "125"},
		{plain, "1.2345678E7", "12345678"},
		{plain, "0.5", "0.5"},
		{plain, "-3.0", "-3"},
		{asText, "125.0", "125"},
		{asText, "1.2345678E7", "12345678"},
		{asText, "12345678901234567890", "12345678901234567890"},
		{zeros, "125.0", "000125"},
		{zeros, "1.2345678E7", "12345678"},
	} {
		rows, _, err := readBook(t, book(t, "a", data("code", `<c s="`+c.style+`"><v>`+c.stored+`</v></c>`)), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := rows[0].Text("code"); got != c.want {
			t.Errorf("style %s, %s: %q, want %q", c.style, c.stored, got, c.want)
		}
	}
}

// A time that was written for people is unchanged when it comes back.
func TestTimesOfAWorkbookAreComparedAsTimes(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	rules := []intake.Rule{{Name: "id", Integer: true}, {Name: "at", ReadOnly: "only the vendor sets it"}}
	moment := `<c s="3"><v>46082.375</v></c>` // 2026-03-01 09:00:00
	for sent, same := range map[string]bool{
		`"2026/03/01 09:00:00"`: true, `"2026-03-01T00:00:00Z"`: true, `1772323200000`: true, `"2026-03-01 09:00"`: true,
		`"2026/03/01 09:00:01"`: false, `"2026-03-01T09:00:00Z"`: false, `"x"`: false,
	} {
		rows, err := intake.Read(bytes.NewReader(book(t, "a", data("id|at", "1|"+moment))), intake.Options{Zone: tokyo})
		if err == nil {
			err = intake.Check(rows, rules, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
		err = intake.Unchanged(rows, rules, func(intake.Row) record.Value { return record.Value(`{"id":1,"at":` + sent + `}`) })
		if (err == nil) != same {
			t.Errorf("%s: %v", sent, err)
		}
	}
}

func TestCellsOfAWorkbook(t *testing.T) {
	var got []string
	err := intake.Cells(bytes.NewReader(book(t, "a", data("x|y", "1|", "2|b"))), intake.Options{},
		func(header []string) error { got = append(got, strings.Join(header, ",")); return nil },
		func(_ int, cells []string) error { got = append(got, strings.Join(cells, ",")); return nil })
	if err != nil || strings.Join(got, ";") != "x,y;1,;2,b" {
		t.Errorf("%v %q", err, got)
	}
}
