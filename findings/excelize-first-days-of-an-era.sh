#!/usr/bin/env bash
# A joining date that a workbook shows with its Japanese era gets the wrong era near the change of it.
#
# Version: github.com/xuri/excelize/v2 v2.11.1, from the Go module proxy.
# Behaviour: GetCellValue renders formats such as [$-411]ge.m.d. Reiwa began on 1 May 2019, but the days from 2 to 30 April 2019
# are rendered as Reiwa 1 (they are Heisei 31). Heisei began on 8 January 1989, but that day is rendered as Showa 64. Month and day
# stay right, so R1.4.30 looks like a date, and the law knows no such day.
# Seen:
#   1989-01-07 S64.1.7
#   1989-01-08 S64.1.8
#   1989-01-09 H1.1.9
#   2019-04-01 H31.4.1
#   2019-04-02 R1.4.2
#   2019-04-30 R1.4.30
#   2019-05-01 R1.5.1
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/xuri/excelize/v2 v2.11.1
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

func main() {
	book := excelize.NewFile()
	era := "[$-411]ge.m.d"
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &era})
	if err != nil {
		panic(err)
	}
	dayZero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for row, text := range []string{"1989-01-07", "1989-01-08", "1989-01-09", "2019-04-01", "2019-04-02", "2019-04-30", "2019-05-01"} {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			panic(err)
		}
		cell := fmt.Sprintf("A%d", row+1)
		if err := book.SetCellInt("Sheet1", cell, int64(day.Sub(dayZero).Hours()/24)); err != nil {
			panic(err)
		}
		if err := book.SetCellStyle("Sheet1", cell, cell, style); err != nil {
			panic(err)
		}
		shown, err := book.GetCellValue("Sheet1", cell)
		if err != nil {
			panic(err)
		}
		fmt.Println(text, shown)
	}
}
GO
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee seen
diff - seen <<'SEEN'
1989-01-07 S64.1.7
1989-01-08 S64.1.8
1989-01-09 H1.1.9
2019-04-01 H31.4.1
2019-04-02 R1.4.2
2019-04-30 R1.4.30
2019-05-01 R1.5.1
SEEN
