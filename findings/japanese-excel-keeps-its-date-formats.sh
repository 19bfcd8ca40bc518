#!/usr/bin/env bash
# A Japanese Excel has date formats with numbers of their own, 27 to 36 and 50 to 58, and does not write into the workbook how they
# look. Readers that take them for other ones show a working day as midnight.
#
# Versions: xlsx (SheetJS) 0.18.5, exceljs 4.4.0, jszip 3.10.1 (to write the workbook) from the npm registry;
# github.com/tealeg/xlsx/v3 v3.3.13 and github.com/xuri/excelize/v2 v2.11.1 from the Go module proxy.
# Behaviour: ECMA-376 (18.8.30) lists what the numbers mean in Japanese: 35 and 56 are 4月1日, 31 is 2025年4月1日, 57 is R7.4.1, 32 is
# 17時30分. SheetJS shows 31 and 57 as a date, 35 as a time, and 56 as a time with the Chinese words for morning and afternoon before
# it: every day of such a column is 0:00. ExcelJS and tealeg/xlsx give the bare number of the day for all of them, and so does excelize
# unless it is told CultureInfo ja-JP.
# Seen: 1 April 2025 with 31, 35, 56 and 57, half past five with 32
#   SheetJS 31 "4/1/25" 35 "0:00:00" 56 "上午/下午 00時00分00秒 " 57 "4/1/25" 32 "17:30:00"
#   ExcelJS 31 45748 35 45748 56 45748 57 45748 32 0.7291666666666666
#   tealeg/xlsx 31 "45748" 35 "45748" 56 "45748" 57 "45748" 32 "0.7291666666666666"
#   excelize 31 "45748" 35 "45748" 56 "45748" 57 "45748" 32 "0.729166666666667"
#   excelize ja-JP 31 "2025年4月1日" 35 "4月1日" 56 "4月1日" 57 "R7.4.1" 32 "17時30分"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 exceljs@4.4.0 jszip@3.10.1 >/dev/null
cat >look.js <<'JS'
const fs = require('fs'), JSZip = require('jszip'), SheetJS = require('xlsx'), ExcelJS = require('exceljs');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pack = 'http://schemas.openxmlformats.org/package/2006/';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const cells = [[31, 45748], [35, 45748], [56, 45748], [57, 45748], [32, 17.5 / 24]];
const address = (i) => 'ABCDE'[i] + '1';
const style = (format) => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
const parts = {
  '[Content_Types].xml': `<Types xmlns="${pack}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${[[0], ...cells].map(([format]) => style(format)).join('')}</cellXfs></styleSheet>`,
  'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1">${cells.map(([, value], i) => `<c r="${address(i)}" s="${i + 1}"><v>${value}</v></c>`).join('')}</row></sheetData></worksheet>`,
};
const show = (who, value) => console.log(who, ...cells.map(([format], i) => `${format} ${JSON.stringify(value(address(i)))}`));
(async () => {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(parts)) zip.file(name, text);
  const file = await zip.generateAsync({type: 'nodebuffer'});
  fs.writeFileSync('days.xlsx', file);
  const sheet = SheetJS.read(file).Sheets.a;
  show('SheetJS', (cell) => sheet[cell].w);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file);
  show('ExcelJS', (cell) => book.worksheets[0].getCell(cell).value);
})();
JS
cat >go.mod <<'MOD'
module look

go 1.24

require (
	github.com/tealeg/xlsx/v3 v3.3.13
	github.com/xuri/excelize/v2 v2.11.1
)
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"github.com/tealeg/xlsx/v3"
	"github.com/xuri/excelize/v2"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func show(who string, shown func(column int) string) {
	fmt.Print(who)
	for column, format := range []int{31, 35, 56, 57, 32} {
		fmt.Printf(" %d %q", format, shown(column))
	}
	fmt.Println()
}

func main() {
	row := must(must(xlsx.OpenFile("days.xlsx")).Sheets[0].Row(0))
	show("tealeg/xlsx", func(column int) string { return must(row.GetCell(column).FormattedValue()) })

	for _, culture := range []excelize.CultureName{excelize.CultureNameUnknown, excelize.CultureNameJaJP} {
		cells := must(must(excelize.OpenFile("days.xlsx", excelize.Options{CultureInfo: culture})).GetRows("a"))[0]
		who := map[excelize.CultureName]string{excelize.CultureNameUnknown: "excelize", excelize.CultureNameJaJP: "excelize ja-JP"}[culture]
		show(who, func(column int) string { return cells[column] })
	}
}
GO
node look.js | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
diff - seen <<'SEEN'
SheetJS 31 "4/1/25" 35 "0:00:00" 56 "上午/下午 00時00分00秒 " 57 "4/1/25" 32 "17:30:00"
ExcelJS 31 45748 35 45748 56 45748 57 45748 32 0.7291666666666666
tealeg/xlsx 31 "45748" 35 "45748" 56 "45748" 57 "45748" 32 "0.7291666666666666"
excelize 31 "45748" 35 "45748" 56 "45748" 57 "45748" 32 "0.729166666666667"
excelize ja-JP 31 "2025年4月1日" 35 "4月1日" 56 "4月1日" 57 "R7.4.1" 32 "17時30分"
SEEN
