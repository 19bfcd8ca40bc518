#!/usr/bin/env bash
# A shift's CSV names those who work it in one quoted cell: "1001,1007". Readers that take the comma for the one between
# thousands make one number of all of them, a third person's.
#
# Versions: xlsx (SheetJS) 0.18.5, exceljs 4.4.0, papaparse 5.7.1, csv-parse 7.0.3 from the npm registry; Gnumeric 1.12.55 (ssconvert),
# Debian's.
# Behaviour: SheetJS drops commas between digits wherever they stand, so that 1001,1007 is 10011007 and 1,15 is 115, and takes 1,2,3 for
# the day 37623, which is 2 January 2003. Gnumeric drops them where three digits or more follow each. Neither gives an error. A blank
# behind the comma, or a letter, keeps a cell as it is, in the same column. ExcelJS, Papa Parse (dynamicTyping) and csv-parse (cast)
# read numbers, too, and leave these alone; so does SheetJS with raw: true.
# Seen: the cell, and what it is read as
#   1001,1007: SheetJS 10011007, raw "1001,1007"; Gnumeric 10011007; the others "1001,1007"
#   000001,000007: SheetJS 1000007, raw "000001,000007"; Gnumeric 1000007; the others "000001,000007"
#   1,15: SheetJS 115, raw "1,15"; Gnumeric "1,15"; the others "1,15"
#   1,2,3: SheetJS 37623, raw "1,2,3"; Gnumeric "1,2,3"; the others "1,2,3"
#   1001, 1007: SheetJS "1001, 1007", raw "1001, 1007"; Gnumeric "1001, 1007"; the others "1001, 1007"
#   A01,A07: SheetJS "A01,A07", raw "A01,A07"; Gnumeric "A01,A07"; the others "A01,A07"
#   8.5: SheetJS 8.5, raw "8.5"; Gnumeric 8.5; the others 8.5
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 exceljs@4.4.0 papaparse@5.7.1 csv-parse@7.0.3 >/dev/null
[[ $(ssconvert --version 2>&1) == *"'1.12.55'"* ]]
printf 'staff\n"1001,1007"\n"000001,000007"\n"1,15"\n"1,2,3"\n"1001, 1007"\n"A01,A07"\n8.5\n' >shifts.csv
HOME=$dir LC_ALL=C.UTF-8 ssconvert shifts.csv gnumeric.xlsx 2>/dev/null
cat >look.js <<'JS'
const fs = require('fs'), SheetJS = require('xlsx'), ExcelJS = require('exceljs'), Papa = require('papaparse'), {parse} = require('csv-parse/sync');
(async () => {
  const csv = fs.readFileSync('shifts.csv', 'utf8');
  const cells = (book) => SheetJS.utils.sheet_to_json(Object.values(book.Sheets)[0], {header: 1}).flat().slice(1);
  const excel = await new ExcelJS.Workbook().csv.readFile('shifts.csv');
  const read = [
    cells(SheetJS.read(csv, {type: 'string'})),
    cells(SheetJS.read(csv, {type: 'string', raw: true})),
    cells(SheetJS.readFile('gnumeric.xlsx')),
    excel.getColumn(1).values.slice(2),
    Papa.parse(csv, {dynamicTyping: true, skipEmptyLines: true}).data.flat().slice(1),
    parse(csv, {cast: true}).flat().slice(1),
  ];
  parse(csv).flat().slice(1).forEach((cell, i) => {
    const [sheetJS, raw, gnumeric, ...others] = read.map((column) => JSON.stringify(column[i]));
    console.log(`${cell}: SheetJS ${sheetJS}, raw ${raw}; Gnumeric ${gnumeric}; the others ${[...new Set(others)].join(' ')}`);
  });
})();
JS
node look.js | tee seen
diff - seen <<'SEEN'
1001,1007: SheetJS 10011007, raw "1001,1007"; Gnumeric 10011007; the others "1001,1007"
000001,000007: SheetJS 1000007, raw "000001,000007"; Gnumeric 1000007; the others "000001,000007"
1,15: SheetJS 115, raw "1,15"; Gnumeric "1,15"; the others "1,15"
1,2,3: SheetJS 37623, raw "1,2,3"; Gnumeric "1,2,3"; the others "1,2,3"
1001, 1007: SheetJS "1001, 1007", raw "1001, 1007"; Gnumeric "1001, 1007"; the others "1001, 1007"
A01,A07: SheetJS "A01,A07", raw "A01,A07"; Gnumeric "A01,A07"; the others "A01,A07"
8.5: SheetJS 8.5, raw "8.5"; Gnumeric 8.5; the others 8.5
SEEN
