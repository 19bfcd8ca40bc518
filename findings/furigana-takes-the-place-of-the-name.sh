#!/usr/bin/env bash
# A Japanese Excel keeps the reading of a typed name (furigana) beside it in the cell. Some readers take it for the name, or lose
# both.
#
# Versions: github.com/thedatashed/xlsxreader v1.2.8 from the Go module proxy; exceljs 4.4.0, jszip 3.10.1 (to write the
# workbook) from the npm registry.
# Behaviour: where a shared string is plain text with a phonetic run (rPh), xlsxreader gives the reading in place of the name; where
# it has rich text runs, the name. ExcelJS gives the name from shared strings; an inline string with a phonetic run is undefined, and
# every cell after it, also in the next row, is null.
# Seen:
#   ExcelJS 山田 佐藤 undefined null null
#   xlsxreader ヤマダ 佐藤 鈴木 田中
#   xlsxreader 佐藤
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0 jszip@3.10.1 >/dev/null
cat >look.js <<'JS'
const fs = require('fs'), JSZip = require('jszip'), ExcelJS = require('exceljs');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pack = 'http://schemas.openxmlformats.org/package/2006/';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const parts = {
  '[Content_Types].xml': `<Types xmlns="${pack}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${kind}sharedStrings+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="staff" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`,
  'xl/sharedStrings.xml': `<sst xmlns="${main}" count="2" uniqueCount="2"><si><t>山田</t><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="0"/></si><si><r><t>佐藤</t></r><rPh sb="0" eb="2"><t>サトウ</t></rPh><phoneticPr fontId="0"/></si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>鈴木</t><rPh sb="0" eb="2"><t>スズキ</t></rPh></is></c><c r="D1" t="inlineStr"><is><t>田中</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row></sheetData></worksheet>`,
};
(async () => {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(parts)) zip.file(name, text);
  const file = await zip.generateAsync({type: 'nodebuffer'});
  fs.writeFileSync('staff.xlsx', file);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file);
  const read = ['A1', 'B1', 'C1', 'D1', 'A2'].map((c) => book.worksheets[0].getCell(c).value);
  console.log('ExcelJS', ...read.map((v) => (v && v.richText ? v.richText.map((r) => r.text).join('') : v)));
})();
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/thedatashed/xlsxreader v1.2.8
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/thedatashed/xlsxreader"
)

func main() {
	book, err := xlsxreader.OpenFile("staff.xlsx")
	if err != nil {
		panic(err)
	}
	for row := range book.ReadRows("staff") {
		fmt.Print("xlsxreader")
		for _, cell := range row.Cells {
			fmt.Print(" ", cell.Value)
		}
		fmt.Println()
	}
}
GO
node look.js | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
diff - seen <<'SEEN'
ExcelJS 山田 佐藤 undefined null null
xlsxreader ヤマダ 佐藤 鈴木 田中
xlsxreader 佐藤
SEEN
