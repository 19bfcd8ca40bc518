#!/usr/bin/env bash
# A jq filter that parts family name and given name does so in jq, and in gojq leaves the name whole.
#
# Versions: github.com/itchyny/gojq v0.12.20 from the Go module proxy; jq as WebAssembly, jq-wasm 1.0.1 from the npm registry.
# Behaviour: jq's regular expressions are Oniguruma's, gojq's are Go's, where \s, \d and \w are ASCII. A name with a full-width
# blank is not split, kanji are no \w, full-width digits no \d; nothing is an error. What names the characters works in both.
# Seen: filter, jq, gojq
#   "田中　一郎" | [splits("\\s+")] ["田中","一郎"] ["田中　一郎"]
#   "田中　一郎" | [splits("[\\s　]+")] ["田中","一郎"] ["田中","一郎"]
#   "髙橋" | test("^\\w+$") true false
#   "髙橋" | test("^\\p{Han}+$") true true
#   "０６０" | test("^\\d+$") true false
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . jq-wasm@1.0.1 >/dev/null
cat >filters <<'FILTERS'
"田中　一郎" | [splits("\\s+")]
"田中　一郎" | [splits("[\\s　]+")]
"髙橋" | test("^\\w+$")
"髙橋" | test("^\\p{Han}+$")
"０６０" | test("^\\d+$")
FILTERS
cat >look.js <<'JS'
const jq = require('jq-wasm');
(async () => {
  for (const filter of require('fs').readFileSync('filters', 'utf8').trim().split('\n')) {
    console.log(filter, JSON.stringify(await jq.json({}, filter)));
  }
})();
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/itchyny/gojq v0.12.20
MOD
cat >main.go <<'GO'
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/itchyny/gojq"
)

func main() {
	file, err := os.Open("filters")
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		filter, err := gojq.Parse(lines.Text())
		if err != nil {
			panic(err)
		}
		value, _ := filter.Run(nil).Next()
		text, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(text))
	}
}
GO
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
node look.js >jq
go run . >gojq
paste -d ' ' jq gojq | tee seen
diff - seen <<'SEEN'
"田中　一郎" | [splits("\\s+")] ["田中","一郎"] ["田中　一郎"]
"田中　一郎" | [splits("[\\s　]+")] ["田中","一郎"] ["田中","一郎"]
"髙橋" | test("^\\w+$") true false
"髙橋" | test("^\\p{Han}+$") true true
"０６０" | test("^\\d+$") true false
SEEN
