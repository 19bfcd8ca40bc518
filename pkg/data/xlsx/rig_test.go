package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

func text(s string) xlsx.Cell { return xlsx.TextCell([]byte(s)) }

func number(digits string) xlsx.Cell { return xlsx.NumberCell([]byte(digits)) }

// workbook returns a file with a sheet of the columns and rows.
func workbook(t *testing.T, columns []string, rows ...[]xlsx.Cell) []byte {
	t.Helper()
	var b bytes.Buffer
	w := xlsx.NewWriter(&b, xlsx.Options{})
	if err := w.Sheet("a", columns); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts returns a workbook made of its parts. The usual ones are added where they are missing; sheet is the inside of a worksheet.
func parts(t *testing.T, sheet string, others map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="スタッフ" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst/>`,
		"xl/worksheets/sheet1.xml":   `<worksheet>` + sheet + `</worksheet>`,
	}
	for name, content := range others {
		all[name] = content
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var kinds = map[xlsx.Kind]string{
	xlsx.Empty: "-", xlsx.Text: "text", xlsx.Number: "number", xlsx.Bool: "bool", xlsx.Date: "date", xlsx.DateTime: "moment",
	xlsx.Duration: "length", xlsx.Error: "error", xlsx.Formula: "formula",
}

// shown reads all rows of the first sheet: "1: text a|number 7".
func shown(t *testing.T, file []byte) string {
	t.Helper()
	lines, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func read(file []byte) (string, error) {
	b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return "", err
	}
	var lines []string
	for row, err := range b.Rows(b.Sheets[0]).All() {
		if err != nil {
			return strings.Join(lines, "\n"), err
		}
		var cells []string
		for _, c := range row.Cells {
			said := kinds[c.Kind]
			if len(c.Text) > 0 {
				said += " " + string(c.Text)
			}
			if c.Formula {
				said += " (formula)"
			}
			if c.AsText {
				said += " (as text)"
			}
			if c.Digits > 0 {
				said += fmt.Sprintf(" (%d digits)", c.Digits)
			}
			cells = append(cells, said)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n"), nil
}
