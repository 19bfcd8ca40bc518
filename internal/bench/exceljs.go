//go:build linux

package main

import (
	"os"
	"path/filepath"
)

// exceljs writes a workbook of a CSV without quotes in it, as ExcelJS's documentation says for large ones, row by row.
const exceljs = `const [module, from, to] = process.argv.slice(1);
const { stream } = require(module);
const book = new stream.xlsx.WorkbookWriter({ filename: to, useStyles: false, useSharedStrings: false });
const sheet = book.addWorksheet("stamps");
(async () => {
  const lines = require("readline").createInterface({ input: require("fs").createReadStream(from) });
  for await (const line of lines) sheet.addRow(line.split(",")).commit();
  sheet.commit();
  await book.commit();
})();`

// exceljsWriter returns the command that makes a workbook of a CSV with ExcelJS; ok is false where there is none.
func (l *lab) exceljsWriter(from, to string) (c command, ok bool) {
	module := filepath.Join(l.exceljs, "node_modules", "exceljs")
	if _, err := os.Stat(module); l.exceljs == "" || err != nil || !installed("node") {
		return command{}, false
	}
	return command{args: []string{"node", "-e", exceljs, module, from, to}, env: l.env(), cpu: "0"}, true
}
