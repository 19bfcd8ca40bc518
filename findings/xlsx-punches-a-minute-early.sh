#!/usr/bin/env bash
# A workbook holds a punch as a fraction of a day, and most minutes have no exact one. A writer that cuts the fraction and a
# reader that cuts the time together give a punch the minute before.
#
# Versions: github.com/xuri/excelize/v2 v2.11.1 (writes), github.com/tealeg/xlsx/v3 v3.3.13 and
# github.com/thedatashed/xlsxreader v1.2.8 (read), from the Go module proxy.
# Behaviour: excelize writes a float64 with 15 digits, the rest cut off, and shows its own cells as they are meant. tealeg/xlsx
# shows all but 96 of a day's 1440 punches with date and time one minute early; xlsxreader gives as many one second early,
# and most of the times without a date too, so that cutting off the seconds loses a minute.
# Seen: the number in the cell of 17:30, then how many of 1440 are early and what 17:30 (with date) and 18:20 (without) became.
#   cell 45748.7291666666
#   excelize punches 0 "2025/04/01 17:30" times 0 "18:20"
#   tealeg/xlsx punches 1344 "2025/04/01 17:29" times 0 "18:20"
#   xlsxreader punches 1344 "2025-04-01T17:29:59Z" times 1267 "1899-12-30T18:19:59Z"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module look

go 1.24

require (
	github.com/tealeg/xlsx/v3 v3.3.13
	github.com/thedatashed/xlsxreader v1.2.8
	github.com/xuri/excelize/v2 v2.11.1
)
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/tealeg/xlsx/v3"
	"github.com/thedatashed/xlsxreader"
	"github.com/xuri/excelize/v2"
)

const (
	minutes = 24 * 60
	april1  = 45748 // 2025-04-01
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func write(name string) {
	book := excelize.NewFile()
	for column, format := range map[string]string{"A": "yyyy/mm/dd hh:mm", "B": "hh:mm"} {
		style := must(book.NewStyle(&excelize.Style{CustomNumFmt: &format}))
		if err := book.SetCellStyle("Sheet1", column+"1", fmt.Sprint(column, minutes), style); err != nil {
			panic(err)
		}
	}
	for m := range minutes {
		fraction := float64(m) / minutes
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", m+1), &[]any{april1 + fraction, fraction}); err != nil {
			panic(err)
		}
	}
	if err := book.SaveAs(name); err != nil {
		panic(err)
	}
}

func show(who string, read func(m int) (punch, clock string)) {
	early := [2]int{}
	for m := range minutes {
		want := fmt.Sprintf("%02d:%02d", m/60, m%60)
		punch, clock := read(m)
		for i, text := range []string{punch, clock} {
			// xlsxreader writes midnight as a date alone.
			if !strings.Contains(text, want) && m > 0 {
				early[i]++
			}
		}
	}
	punch, _ := read(17*60 + 30)
	_, clock := read(18*60 + 20)
	fmt.Printf("%s punches %d %q times %d %q\n", who, early[0], punch, early[1], clock)
}

func main() {
	const name = "punches.xlsx"
	write(name)

	fmt.Println("cell", must(must(excelize.OpenFile(name)).GetCellValue("Sheet1", "A1051", excelize.Options{RawCellValue: true})))
	rows := must(must(excelize.OpenFile(name)).GetRows("Sheet1"))
	show("excelize", func(m int) (string, string) { return rows[m][0], rows[m][1] })

	sheet := must(xlsx.OpenFile(name)).Sheets[0]
	show("tealeg/xlsx", func(m int) (string, string) {
		row := must(sheet.Row(m))
		return must(row.GetCell(0).FormattedValue()), must(row.GetCell(1).FormattedValue())
	})

	var cells [][]xlsxreader.Cell
	for row := range must(xlsxreader.OpenFile(name)).ReadRows("Sheet1") {
		cells = append(cells, row.Cells)
	}
	show("xlsxreader", func(m int) (string, string) { return cells[m][0].Value, cells[m][1].Value })
}
GO
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee seen
diff - seen <<'SEEN'
cell 45748.7291666666
excelize punches 0 "2025/04/01 17:30" times 0 "18:20"
tealeg/xlsx punches 1344 "2025/04/01 17:29" times 0 "18:20"
xlsxreader punches 1344 "2025-04-01T17:29:59Z" times 1267 "1899-12-30T18:19:59Z"
SEEN
