package xlsx_test

import (
	"bytes"
	"testing"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

// Any text that the writer takes comes back as it was, and nothing that stands in a workbook makes the reader panic.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a", "_x0041_", "_x_x0041_", "\r\n", "<&>\"'", "]]>", "髙𠮷", "\x00", "\xff", "&#10;", " a "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		w := xlsx.NewWriter(&b, xlsx.Options{})
		if err := w.Sheet("a", []string{"x"}); err != nil {
			t.Fatal(err)
		}
		if w.Row([]xlsx.Cell{text(s)}) != nil {
			return // refused
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want := "text x\ntext " + s
		if s == "" {
			want = "text x\n-"
		}
		if got := shown(t, b.Bytes()); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	})
}

func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`)
	f.Add(`<sheetData><row r='2'><x:c t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></x:c></row></sheetData><!-- --></worksheet>`)
	f.Add(`<cols><col min="1" max="99999999" hidden="1"/></cols><![CDATA[>]]><?x?></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		_, _ = read(parts(t, "", map[string]string{"xl/worksheets/sheet1.xml": "<worksheet>" + sheet, "xl/sharedStrings.xml": "<sst>" + sheet + "</sst>"}))
	})
}
