#!/usr/bin/env bash
# Companies round overtime up to quarters of an hour, in a spreadsheet with CEILING. Engines that compute its formulas round a third
# of the full quarters up, too.
#
# Versions: fast-formula-parser 1.0.19, @formulajs/formulajs 4.6.1, hyperformula 3.5.0 from the npm registry;
# github.com/xuri/excelize/v2 v2.11.1 (CalcCellValue) from the Go module proxy.
# Behaviour: times are fractions of a day. CEILING divides one by another, and where the quotient is 5.000000000000001 in place of 5
# it makes 6 of it: 1:15 becomes 1:30. All four do so with the same 31 of a day's 96 quarters. In FLOOR and MROUND all quarters
# stay, and in CEILING of whole minutes, CEILING(ROUND(x*1440,0),15)/1440.
# Seen: how many of 96 quarters each function moves, what CEILING makes of 1:15, and how many it moves in whole minutes
#   fast-formula-parser CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
#   formulajs CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
#   hyperformula CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
#   excelize CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . fast-formula-parser@1.0.19 @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null
cat >look.js <<'JS'
const Parser = require('fast-formula-parser'), formulajs = require('@formulajs/formulajs'), {HyperFormula} = require('hyperformula');
const engines = {
  'fast-formula-parser': (name, x, step) => new Parser().parse(`${name}(${x},${step})`),
  formulajs: (name, x, step) => formulajs[name](x, step),
  hyperformula: (name, x, step) => HyperFormula.buildFromArray([[`=${name}(${x},${step})`]], {licenseKey: 'gpl-v3'}).getCellValue({sheet: 0, row: 0, col: 0}),
};
for (const [who, compute] of Object.entries(engines)) {
  const inDays = (name, m) => Math.round(compute(name, m / 1440, 15 / 1440) * 1440);
  const moved = (rounded) => Array.from({length: 96}, (_, i) => i * 15).filter((m) => rounded(m) !== m).length;
  const counts = ['CEILING', 'FLOOR', 'MROUND'].map((name) => `${name} ${moved((m) => inDays(name, m))}`);
  const up = inDays('CEILING', 75);
  console.log(`${who} ${counts.join(' ')}, 1:15 is ${Math.floor(up / 60)}:${up % 60}, in minutes ${moved((m) => compute('CEILING', m, 15))}`);
}
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/xuri/excelize/v2 v2.11.1
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"
)

func compute(formula string) float64 {
	book := excelize.NewFile()
	if err := book.SetCellFormula("Sheet1", "A1", formula); err != nil {
		panic(err)
	}
	text, err := book.CalcCellValue("Sheet1", "A1", excelize.Options{RawCellValue: true})
	if err != nil {
		panic(err)
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return value
}

func inDays(name string, m int) int {
	return int(math.Round(compute(fmt.Sprintf("%s(%d/1440,15/1440)", name, m)) * 1440))
}

func moved(rounded func(m int) int) (n int) {
	for m := 0; m < 1440; m += 15 {
		if rounded(m) != m {
			n++
		}
	}
	return n
}

func main() {
	fmt.Print("excelize")
	for _, name := range []string{"CEILING", "FLOOR", "MROUND"} {
		fmt.Print(" ", name, " ", moved(func(m int) int { return inDays(name, m) }))
	}
	up := inDays("CEILING", 75)
	fmt.Printf(", 1:15 is %d:%d, in minutes %d\n", up/60, up%60, moved(func(m int) int { return int(compute(fmt.Sprintf("CEILING(%d,15)", m))) }))
}
GO
node look.js | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
diff - seen <<'SEEN'
fast-formula-parser CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
formulajs CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
hyperformula CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
excelize CEILING 31 FLOOR 0 MROUND 0, 1:15 is 1:30, in minutes 0
SEEN
