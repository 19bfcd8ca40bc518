package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

var tokyo = time.FixedZone("JST", 9*60*60)

func TestCellsComeBackAsTheyWereWritten(t *testing.T) {
	at := time.Date(2026, 3, 1, 9, 0, 5, 0, tokyo)
	for name, c := range map[string]struct {
		cell xlsx.Cell
		want string
	}{
		"leading zeros":                  {text("000123"), "text 000123"},
		"a formula's look":               {text("=1+1"), "text =1+1"},
		"XML":                            {text(`<a href="x">&amp;`), `text <a href="x">&amp;`},
		"line breaks":                    {text("a\nb\r\nc\rd\te"), "text a\nb\r\nc\rd\te"},
		"blanks at the ends":             {text("  a  "), "text   a  "},
		"beyond the basic plane":         {text("𠮷野家 🍣"), "text 𠮷野家 🍣"},
		"what looks escaped":             {text("a_x0041_b_x000D_"), "text a_x0041_b_x000D_"},
		"as much as a cell holds":        {text(strings.Repeat("あ", xlsx.MaxText)), "text " + strings.Repeat("あ", xlsx.MaxText)},
		"a number":                       {number("12.50"), "number 12.50"},
		"a negative one":                 {number("-7"), "number -7"},
		"fifteen digits":                 {number("123456789012345"), "number 123456789012345"},
		"an id that would lose digits":   {number("9007199254740993"), "text 9007199254740993"},
		"a fraction that would":          {number("0.1234567890123456"), "text 0.1234567890123456"},
		"zeros that are not significant": {number("0.000000000000000001"), "number 0.000000000000000001"},
		"an exponent":                    {number("1.5e+300"), "number 1.5e+300"},
		"true":                           {xlsx.BoolCell(true), "bool true"},
		"false":                          {xlsx.BoolCell(false), "bool false"},
		"a moment":                       {xlsx.DateTimeCell(at), "moment 2026-03-01 09:00:05"},
		"the same elsewhere":             {xlsx.DateTimeCell(at.UTC()), "moment 2026-03-01 00:00:05"},
		"the last second of a day":       {xlsx.DateTimeCell(time.Date(2026, 12, 31, 23, 59, 59, 0, tokyo)), "moment 2026-12-31 23:59:59"},
		"a day":                          {xlsx.DateCell(at), "date 2026-03-01"},
		"before the calendars agree":     {xlsx.DateCell(time.Date(1900, 2, 28, 0, 0, 0, 0, tokyo)), "text 1900-02-28"},
		"the first day that they do":     {xlsx.DateCell(time.Date(1900, 3, 1, 0, 0, 0, 0, tokyo)), "date 1900-03-01"},
		"hours":                          {xlsx.DurationCell(7*time.Hour + 30*time.Minute), "length 7:30"},
		"hours over a day":               {xlsx.DurationCell(27*time.Hour + 30*time.Minute), "length 27:30"},
		"seconds of a length":            {xlsx.DurationCell(90 * time.Second), "length 0:01:30"},
		"a negative length":              {xlsx.DurationCell(-time.Hour), "text -1h0m0s"},
		"nothing":                        {xlsx.Cell{}, "-"},
		"empty text":                     {text(""), "-"},
	} {
		got := shown(t, workbook(t, []string{"x", "y"}, []xlsx.Cell{c.cell, number("1")}))
		if want := "text x|text y\n" + c.want + "|number 1"; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestWhatACellCannotHoldIsRefusedByName(t *testing.T) {
	for name, c := range map[string]struct{ value, want string }{
		"a control character":     {"a\x01b", `row 3, column "氏名": the control character U+0001`},
		"a noncharacter":          {"a\ufffe", `row 3, column "氏名": the control character U+FFFE`},
		"a byte that is no UTF-8": {"a\xff", `row 3, column "氏名": a byte that is not UTF-8: FF`},
		"one character too many":  {strings.Repeat("あ", xlsx.MaxText+1), `row 3, column "氏名": 32768 characters, where a cell holds 32767`},
		"counted in UTF-16":       {strings.Repeat("𠮷", 16384), `row 3, column "氏名": 32768 characters, where a cell holds 32767`},
	} {
		w := xlsx.NewWriter(io.Discard, xlsx.Options{})
		if err := errors.Join(w.Sheet("a", []string{"n", "氏名"}), w.Row([]xlsx.Cell{text("1"), text("a")})); err != nil {
			t.Fatal(err)
		}
		err := w.Row([]xlsx.Cell{text("2"), text(c.value)})
		var cell *xlsx.CellError
		if !errors.As(err, &cell) || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestASheetThatIsFull(t *testing.T) {
	fill := func(o xlsx.Options) (file []byte, err error) {
		var b bytes.Buffer
		w := xlsx.NewWriter(&b, o)
		if err := w.Sheet("stamps", []string{"n"}); err != nil {
			t.Fatal(err)
		}
		row := []xlsx.Cell{number("1")}
		for range xlsx.MaxRows - 1 {
			if err := w.Row(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Row([]xlsx.Cell{text("the first that is too many")}); err != nil {
			return nil, err
		}
		err = w.Close()
		return b.Bytes(), err
	}
	_, err := fill(xlsx.Options{})
	if err == nil || err.Error() != "row 1048577: a sheet has 1048576 rows" {
		t.Errorf("%v", err)
	}
	file, err := fill(xlsx.Options{SplitRows: true})
	if err != nil {
		t.Fatal(err)
	}
	b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(b.Sheets) != 2 || b.Sheets[0].Name != "stamps" || b.Sheets[1].Name != "stamps (2)" {
		t.Fatalf("%+v, %v", b, err)
	}
	var second []string
	for row, err := range b.Rows(b.Sheets[1]).All() {
		if err != nil {
			t.Fatal(err)
		}
		second = append(second, string(row.Cells[0].Text))
	}
	if strings.Join(second, "|") != "n|the first that is too many" {
		t.Errorf("%q", second)
	}
}

func TestNamesOfSheetsAndTables(t *testing.T) {
	var file bytes.Buffer
	w := xlsx.NewWriter(&file, xlsx.Options{})
	for _, name := range []string{"作業日報/2025:03", "a", "A", "'x'", "", "History", strings.Repeat("長", 40), strings.Repeat("長", 35), "ABC12", "akashi_stamps"} {
		if err := errors.Join(w.Sheet(name, []string{"n"}), w.Row([]xlsx.Cell{number("1")})); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := xlsx.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range b.Sheets {
		names = append(names, s.Name)
	}
	want := "作業日報_2025_03|a|A (2)|x|_|History_|" + strings.Repeat("長", 31) + "|" + strings.Repeat("長", 27) + " (2)|ABC12|akashi_stamps"
	if got := strings.Join(names, "|"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	tables := map[string]bool{}
	for name, content := range contents(t, file.Bytes()) {
		if !strings.HasPrefix(name, "xl/tables/") {
			continue
		}
		m := regexp.MustCompile(` name="([^"]*)" displayName="([^"]*)" ref="A1:A2"`).FindStringSubmatch(content)
		if m == nil || m[1] != m[2] || tables[strings.ToLower(m[1])] {
			t.Errorf("%s: %s", name, content)
			continue
		}
		tables[strings.ToLower(m[1])] = true
	}
	if len(tables) != 10 || !tables["akashi_stamps"] || tables["abc12"] {
		t.Errorf("%v", tables)
	}
}

func contents(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(text)
	}
	return all
}

// Excel repairs a workbook whose table has no rows, or two columns of one name; such sheets have a filter alone.
func TestSheetsThatCannotBeTables(t *testing.T) {
	for name, c := range map[string]struct {
		columns []string
		rows    [][]xlsx.Cell
		table   bool
	}{
		"rows":                  {[]string{"a", "b"}, [][]xlsx.Cell{{number("1")}}, true},
		"no rows":               {[]string{"a", "b"}, nil, false},
		"two of one name":       {[]string{"a", "A"}, [][]xlsx.Cell{{number("1")}}, false},
		"a column without name": {[]string{"a", ""}, [][]xlsx.Cell{{number("1")}}, false},
	} {
		all := contents(t, workbook(t, c.columns, c.rows...))
		_, table := all["xl/tables/table1.xml"]
		sheet := all["xl/worksheets/sheet1.xml"]
		if table != c.table || strings.Contains(sheet, "<autoFilter") == table || strings.Contains(sheet, "<tablePart ") != table {
			t.Errorf("%s: table %t: %s", name, table, sheet)
		}
		if !strings.Contains(sheet, `state="frozen"`) || strings.Contains(sheet, "<dimension") {
			t.Errorf("%s: %s", name, sheet)
		}
	}
}

func TestWidthsFollowTheContent(t *testing.T) {
	all := contents(t, workbook(t, []string{"id", "氏名", "note", "at"},
		[]xlsx.Cell{number("1"), text("髙橋 花子"), text(strings.Repeat("x", 500) + "\nshort"), xlsx.DateTimeCell(time.Date(2026, 3, 1, 9, 0, 0, 0, tokyo))}))
	got := strings.Join(regexp.MustCompile(`width="\d+"`).FindAllString(all["xl/worksheets/sheet1.xml"], -1), " ")
	if want := `width="6" width="10" width="60" width="20"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Half-width characters take one column, their sound marks too, full-width ones two, and a mark that is joined to a character none.
func TestWidthsOfJapanese(t *testing.T) {
	for shown, want := range map[string]string{
		"ﾔﾏﾀﾞ ﾊﾅｺﾟ": `width="10"`, "ヤマダ ハナコ": `width="14"`, "ヤマタ\u3099 ハナコ": `width="14"`, "YAMADA HANA": `width="12"`, "ＹＡＭＡＤＡ": `width="13"`,
	} {
		all := contents(t, workbook(t, []string{"x"}, []xlsx.Cell{text(shown)}))
		if sheet := all["xl/worksheets/sheet1.xml"]; !strings.Contains(sheet, want) {
			t.Errorf("%q: no %s in %.400s", shown, want, sheet)
		}
	}
}

func TestAnEmptyWorkbookHasASheet(t *testing.T) {
	var b bytes.Buffer
	if err := xlsx.NewWriter(&b, xlsx.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	if got := shown(t, b.Bytes()); got != "" {
		t.Errorf("%q", got)
	}
}
