//go:build linux

package main

import (
	"os"
	"path/filepath"
)

// exceljs writes a workbook of a CSV without quotes in it, as ExcelJS's documentation says for large ones, row by row. With "styled"
// its cells are those of genba's workbook: times are times, everything else is marked as text; without it every cell is a bare text.
const exceljs = `const [library, from, to, look] = process.argv.slice(1);
const { stream } = require(library);
const styled = look === "styled";
const book = new stream.xlsx.WorkbookWriter({ filename: to, useStyles: styled, useSharedStrings: false });
const sheet = book.addWorksheet("stamps", styled ? { views: [{ state: "frozen", ySplit: 1 }] } : {});
const times = new Set(["stamped_at", "local_time"]);
let columns = null;
const moment = (shown) => new Date(shown.replace(/\//g, "-").replace(" ", "T") + "Z");
const begin = (names) => {
  columns = names;
  sheet.columns = names.map((name) => ({ header: name, style: { numFmt: times.has(name) ? "yyyy/mm/dd hh:mm:ss" : "@" } }));
};
(async () => {
  const lines = require("readline").createInterface({ input: require("fs").createReadStream(from) });
  for await (const line of lines) {
    const cells = line.split(",");
    if (!styled) sheet.addRow(cells).commit();
    else if (!columns) begin(cells);
    else sheet.addRow(cells.map((cell, i) => (times.has(columns[i]) ? moment(cell) : cell || null))).commit();
  }
  sheet.commit();
  await book.commit();
})();`

// exceljsWriter returns the command that makes a workbook of a CSV with ExcelJS, "plain" or "styled"; ok is false where there is none.
func (l *lab) exceljsWriter(from, to, look string) (c command, ok bool) {
	library := filepath.Join(l.exceljs, "node_modules", "exceljs")
	if _, err := os.Stat(library); l.exceljs == "" || err != nil || !installed("node") {
		return command{}, false
	}
	return command{args: []string{"node", "-e", exceljs, library, from, to, look}, env: l.env(), cpu: "0"}, true
}
