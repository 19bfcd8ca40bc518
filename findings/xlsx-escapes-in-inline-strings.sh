#!/usr/bin/env bash
# Workbooks write a character that XML can't hold as _xHHHH_, and a text that merely looks like that with _x005F_ before it.
# Where the text stands decides whether readers undo it.
#
# Versions: exceljs 4.4.0, xlsx (SheetJS) 0.18.5, from the npm registry.
# Behaviour: SheetJS undoes the escape in a shared string and in an inline string. ExcelJS undoes it in a shared string only:
# from an inline string (t="inlineStr", as streaming writers make them) the escape itself arrives as text.
# Seen:
#   SheetJS shared "part_x0041_" tab "a\tb" inline "part_x0041_"
#   ExcelJS shared "part_x0041_" tab "a\tb" inline "part_x005F_x0041_"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . exceljs@4.4.0 xlsx@0.18.5 jszip@3.10.1 >/dev/null
cat >look.js <<'JS'
const JSZip = require('jszip'), SheetJS = require('xlsx'), ExcelJS = require('exceljs');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pack = 'http://schemas.openxmlformats.org/package/2006/';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
const zip = new JSZip();
zip.file('[Content_Types].xml', `<Types xmlns="${pack}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}sharedStrings+xml"/></Types>`);
zip.file('_rels/.rels', `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`);
zip.file('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`);
zip.file('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${pack}relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`);
zip.file('xl/sharedStrings.xml', `<sst xmlns="${main}" count="2" uniqueCount="2"><si><t>part_x005F_x0041_</t></si><si><t>a_x0009_b</t></si></sst>`);
zip.file('xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>part_x005F_x0041_</t></is></c></row></sheetData></worksheet>`);
const show = (who, value) => console.log(`${who} shared ${JSON.stringify(value('A1'))} tab ${JSON.stringify(value('B1'))} inline ${JSON.stringify(value('C1'))}`);
(async () => {
  const file = await zip.generateAsync({type: 'nodebuffer'});
  const sheet = SheetJS.read(file).Sheets.a;
  show('SheetJS', (c) => sheet[c].v);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file);
  show('ExcelJS', (c) => book.worksheets[0].getCell(c).value);
})();
JS
node look.js | tee seen
diff - seen <<'SEEN'
SheetJS shared "part_x0041_" tab "a\tb" inline "part_x0041_"
ExcelJS shared "part_x0041_" tab "a\tb" inline "part_x005F_x0041_"
SEEN
