#!/usr/bin/env bash
# A filter that computes with punches that end in +0900 gives other seconds in jq than in gojq, nine hours apart, and for a morning's
# punch another day.
#
# Versions: github.com/itchyny/gojq v0.12.20 from the Go module proxy; jq 1.8.2 as WebAssembly, jq-wasm 2.0.0-jq-1.8.2 from the npm
# registry.
# Behaviour: strptime of both reads the offset that %z names. jq's drops it, so that mktime gives seconds nine hours late; gojq's makes
# UTC of the time, so that strftime gives the day before for a punch before nine. Neither is an error. The hours between two punches
# are right in both.
# Seen: filter, jq, gojq
#   "2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime 1743492600 1743460200
#   "2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | todate "2025-04-01T07:30:00Z" "2025-03-31T22:30:00Z"
#   "2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | strftime("%d") "01" "31"
#   "2025-04-01T07:30:00Z" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime 1743492600 1743492600
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . jq-wasm@2.0.0-jq-1.8.2 >/dev/null
cat >filters <<'FILTERS'
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | todate
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | strftime("%d")
"2025-04-01T07:30:00Z" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime
FILTERS
cat >look.js <<'JS'
const jq = require('jq-wasm');
(async () => {
  for (const filter of require('fs').readFileSync('filters', 'utf8').trim().split('\n')) {
    process.stdout.write(`${filter} ${JSON.stringify(await jq.json({}, filter))}\n`);
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
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime 1743492600 1743460200
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | todate "2025-04-01T07:30:00Z" "2025-03-31T22:30:00Z"
"2025-04-01T07:30:00+0900" | strptime("%Y-%m-%dT%H:%M:%S%z") | strftime("%d") "01" "31"
"2025-04-01T07:30:00Z" | strptime("%Y-%m-%dT%H:%M:%S%z") | mktime 1743492600 1743492600
SEEN
