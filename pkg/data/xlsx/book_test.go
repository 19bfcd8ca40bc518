package xlsx_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

func TestCellsOfOtherPrograms(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0&quot;h&quot;"/><numFmt numFmtId="167" formatCode="[Red]yyyy/m/d\ h:mm;@"/><numFmt numFmtId="168" formatCode="000000;[Red]-000000"/><numFmt numFmtId="169" formatCode="000-0000"/><numFmt numFmtId="170" formatCode="0000000000000000"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="9"/><xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="1"/><xf numFmtId="34"/><xf numFmtId="35"/><xf numFmtId="56"/><xf numFmtId="32"/><xf numFmtId="170"/></cellXfs></styleSheet>`
	shared := `<sst><si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si>` +
		`<si><r><rPr><b/></rPr><t>佐</t></r><r><t xml:space="preserve">藤 </t></r><rPh sb="0" eb="1"><t>サトウ</t></rPh></si><si><t/></si><si><t>a_x000D_
b&#10;&lt;c&gt;</t></si></sst>`
	for name, c := range map[string]struct{ cell, want string }{
		"a name with its reading":          {`<c r="A1" t="s"><v>0</v></c>`, "text 山田"},
		"rich text with its reading":       {`<c r="A1" t="s"><v>1</v></c>`, "text 佐藤 "},
		"an empty text":                    {`<c r="A1" t="s"><v>2</v></c>`, "-"},
		"line breaks":                      {`<c r="A1" t="s"><v>3</v></c>`, "text a\r\nb\n<c>"},
		"a text that is not there":         {`<c r="A1" t="s"><v>9</v></c>`, "error #REF!"},
		"an inline text with its reading":  {`<c r="A1" t="inlineStr"><is><t>鈴木</t><rPh><t>スズキ</t></rPh></is></c>`, "text 鈴木"},
		"CDATA":                            {`<c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]> &amp; c</t></is></c>`, "text a<b & c"},
		"a prefix":                         {`<x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>`, "text a"},
		"a comment in between":             {`<c r="A1"><!-- <v>1</v> --><v>7</v></c>`, "number 7"},
		"single quotes":                    {`<c r='A1' t='str'><v>a</v></c>`, "text a"},
		"a > in an attribute":              {`<c r="A1" x="a>b"><v>7</v></c>`, "number 7"},
		"digits as they are stored":        {`<c r="A1"><v>0.30000000000000004</v></c>`, "number 0.30000000000000004"},
		"a number as text":                 {`<c r="A1" s="1"><v>123</v></c>`, "number 123 (as text)"},
		"a day":                            {`<c r="A1" s="2"><v>45717</v></c>`, "date 2025-03-01"},
		"a day with a time":                {`<c r="A1" s="2"><v>45717.375</v></c>`, "moment 2025-03-01 09:00:00"},
		"a moment, rounded to the second":  {`<c r="A1" s="3"><v>45717.3749999999</v></c>`, "moment 2025-03-01 09:00:00"},
		"a time of day":                    {`<c r="A1" s="4"><v>0.375</v></c>`, "length 9:00"},
		"a time of a day":                  {`<c r="A1" s="4"><v>45717.375</v></c>`, "moment 2025-03-01 09:00:00"},
		"hours over a day":                 {`<c r="A1" s="8"><v>1.1458333333333333</v></c>`, "length 27:30"},
		"the same with seconds":            {`<c r="A1" s="5"><v>1.1461805555555556</v></c>`, "length 27:30:30"},
		"the Japanese day of Excel":        {`<c r="A1" s="6"><v>45717</v></c>`, "date 2025-03-01"},
		"a year and month of Excel":        {`<c r="A1" s="15"><v>45717</v></c>`, "date 2025-03-01"},
		"a month and day of Excel":         {`<c r="A1" s="16"><v>45717</v></c>`, "date 2025-03-01"},
		"the same, its other number":       {`<c r="A1" s="17"><v>45717</v></c>`, "date 2025-03-01"},
		"hours and minutes of Excel":       {`<c r="A1" s="18"><v>0.7291666666666666</v></c>`, "length 17:30"},
		"an era":                           {`<c r="A1" s="7"><v>45717</v></c>`, "date 2025-03-01"},
		"a unit in quotes":                 {`<c r="A1" s="9"><v>7.5</v></c>`, "number 7.5"},
		"a colour, two sections":           {`<c r="A1" s="10"><v>45717.5</v></c>`, "moment 2025-03-01 12:00:00"},
		"a percentage":                     {`<c r="A1" s="11"><v>0.8</v></c>`, "number 0.8"},
		"zeros in front":                   {`<c r="A1" s="12"><v>125</v></c>`, "number 125 (6 digits)"},
		"more zeros than digits count":     {`<c r="A1" s="19"><v>125</v></c>`, "number 125 (16 digits)"},
		"a postal code":                    {`<c r="A1" s="13"><v>1000005</v></c>`, "number 1000005"},
		"a whole number":                   {`<c r="A1" s="14"><v>125</v></c>`, "number 125"},
		"a negative time":                  {`<c r="A1" s="8"><v>-0.5</v></c>`, "number -0.5"},
		"a day before Excel's leap day":    {`<c r="A1" s="2"><v>59</v></c>`, "date 1900-02-28"},
		"a boolean":                        {`<c r="A1" t="b"><v>1</v></c>`, "bool true"},
		"an error":                         {`<c r="A1" t="e"><v>#N/A</v></c>`, "error #N/A"},
		"a formula with its result":        {`<c r="A1"><f>B1&amp;"x"</f><v>7</v></c>`, "number 7 (formula)"},
		"a formula whose result is a text": {`<c r="A1" t="str"><f>"a"</f><v>a</v></c>`, "text a (formula)"},
		"a formula without":                {`<c r="A1"><f>1+1</f></c>`, "formula (formula)"},
		"a formula without, otherwise":     {`<c r="A1"><f>1+1</f><v/></c>`, "formula (formula)"},
		"a formula without, as openpyxl":   {`<c r="A1"><f>1+1</f><v></v></c>`, "formula (formula)"},
		"a day that is a formula without":  {`<c r="A1" s="2"><f>TODAY()</f><v></v></c>`, "formula (formula)"},
		"an empty text of a formula":       {`<c r="A1" t="str"><f>""</f><v></v></c>`, "- (formula)"},
		"no number":                        {`<c r="A1"><v> </v></c>`, "-"},
		"a style alone":                    {`<c r="A1" s="3"/>`, "-"},
		"a day in ISO form":                {`<c r="A1" t="d"><v>2025-03-01</v></c>`, "date 2025-03-01"},
		"a gap":                            {`<c r="C1"><v>3</v></c>`, "-|-|number 3"},
		"no addresses":                     {`<c><v>1</v></c><c/><c><v>3</v></c>`, "number 1|-|number 3"},
	} {
		file := parts(t, `<sheetData><row r="1">`+c.cell+`</row></sheetData>`, map[string]string{"xl/styles.xml": styles, "xl/sharedStrings.xml": shared})
		if got := shown(t, file); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestDaysOfAWorkbookOfAnOldMac(t *testing.T) {
	file := parts(t, `<sheetData><row r="1"><c r="A1" s="1"><v>44255.5</v></c></row></sheetData>`, map[string]string{
		"xl/workbook.xml": `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/styles.xml":   `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
	})
	if got := shown(t, file); got != "moment 2025-03-01 12:00:00" {
		t.Error(got)
	}
}

func TestSheetsRowsAndWhatIsHidden(t *testing.T) {
	file := parts(t, `<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols><sheetData><row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row><c><v>2</v></c></row><row r="9"/></sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>`,
		map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="隠し" state="hidden" r:id="rId1"/><sheet name="図" r:id="rId9"/></sheets></workbook>`})
	b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(b.Sheets) != 1 || b.Sheets[0].Name != "隠し" || !b.Sheets[0].Hidden {
		t.Fatalf("%+v, %v", b, err)
	}
	rows := b.Rows(b.Sheets[0])
	var numbers []int
	var hidden []bool
	for row, err := range rows.All() {
		if err != nil {
			t.Fatal(err)
		}
		numbers, hidden = append(numbers, row.Number), append(hidden, row.Hidden)
	}
	if len(numbers) != 3 || numbers[0] != 2 || numbers[1] != 3 || numbers[2] != 9 || !hidden[0] || hidden[1] {
		t.Errorf("%v %v", numbers, hidden)
	}
	if len(rows.HiddenColumns) != 2 || rows.HiddenColumns[0] != 1 || rows.HiddenColumns[1] != 2 || len(rows.Merged) != 1 || rows.Merged[0] != "A1:C1" {
		t.Errorf("%v %v", rows.HiddenColumns, rows.Merged)
	}
	if got := xlsx.Address(27, 12); got != "AB12" {
		t.Error(got)
	}
}

func TestWhatIsNoWorkbook(t *testing.T) {
	old := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 600)...)
	encrypted := append([]byte{}, old...)
	for _, unit := range utf16.Encode([]rune("EncryptedPackage")) {
		encrypted = append(encrypted, byte(unit), byte(unit>>8))
	}
	for name, c := range map[string]struct {
		file []byte
		want error
	}{
		"a CSV":               {[]byte("a,b\n"), xlsx.ErrNone},
		"nothing":             {nil, xlsx.ErrNone},
		"an archive":          {parts(t, "", map[string]string{"_rels/.rels": `<Relationships/>`, "xl/workbook.xml": ""})[:0], xlsx.ErrNone},
		"an .xls":             {old, xlsx.ErrOld},
		"one with a password": {encrypted, xlsx.ErrEncrypted},
	} {
		if _, err := read(c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestDamageIsAnErrorAndNeverAShortSheet(t *testing.T) {
	for name, sheet := range map[string]string{
		"a row without end":      `<sheetData><row r="1"><c r="A1"><v>1</v></c>`,
		"a cell without end":     `<sheetData><row r="1"><c r="A1"><v>1`,
		"a tag without end":      `<sheetData><row r="1"><c r="A1"`,
		"text without end":       `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a`,
		"an address of nowhere":  `<sheetData><row r="1"><c r="7"><v>1</v></c></row></sheetData>`,
		"a column too far right": `<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>`,
		"a row too far down":     `<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>`,
		"rows, and no end":       `<sheetData><row r="1"><c r="A1"><v>1</v></c></row>`,
		"a document type":        `<!DOCTYPE x><sheetData/>`,
	} {
		content := sheet
		file := parts(t, "", map[string]string{"xl/worksheets/sheet1.xml": "<worksheet>" + content})
		if got, err := read(file); err == nil {
			t.Errorf("%s: no error, %q", name, got)
		}
	}
	whole := workbook(t, []string{"a"}, []xlsx.Cell{text(strings.Repeat("x", 30000))})
	for _, n := range []int{len(whole) / 2, len(whole) - 30} {
		if _, err := read(whole[:n]); err == nil {
			t.Errorf("cut to %d of %d bytes: no error", n, len(whole))
		}
	}
}

// A tag, a text or a reference may lie across the end of the buffer.
func TestLongSheets(t *testing.T) {
	var rows [][]xlsx.Cell
	var want strings.Builder
	want.WriteString("text n|text 氏名")
	for i := range 5000 {
		value := strings.Repeat("あ&<b>", i%37) + "\n"
		rows = append(rows, []xlsx.Cell{number("1"), text(value)})
		want.WriteString("\nnumber 1|text " + value)
	}
	if shown(t, workbook(t, []string{"n", "氏名"}, rows...)) != want.String() {
		t.Error("not what was written")
	}
}
