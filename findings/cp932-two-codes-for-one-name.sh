#!/usr/bin/env bash
# 髙 and 﨑 stand twice in CP932, among NEC's characters and among IBM's. Writers choose differently, so that an unchanged name
# makes a changed file.
#
# Versions: iconv-lite 0.7.3, encoding-japanese 2.5.0 from the npm registry; golang.org/x/text v0.44.0 from the Go module proxy.
# Behaviour: all three read both codes as the same character. iconv-lite writes IBM's (FBFC, FAB1), which is Windows' choice and
# the Encoding Standard's; encoding-japanese and x/text write NEC's (EEE0, ED95). A file from Windows that passes through
# one of these two comes out with other bytes for each of IBM's 360 kanji, and a key or a checksum made of the bytes no longer
# agrees.
# Seen: 髙 and 﨑 as written; how many of the 360 come back as other bytes
#   iconv-lite fbfc fab1 0
#   encoding-japanese eee0 ed95 360
#   x/text eee0 ed95 360
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . iconv-lite@0.7.3 encoding-japanese@2.5.0 >/dev/null
cat >look.js <<'JS'
const iconv = require('iconv-lite'), Encoding = require('encoding-japanese');
const kanji = require('fs').readFileSync('kanji');
const show = (who, read, write) => {
  let changed = 0;
  for (let i = 0; i < kanji.length; i += 2) {
    const bytes = kanji.subarray(i, i + 2);
    if (!bytes.equals(Buffer.from(write(read(bytes))))) changed++;
  }
  console.log(who, ...['髙', '﨑'].map((c) => Buffer.from(write(c)).toString('hex')), changed);
};
show('iconv-lite', (bytes) => iconv.decode(bytes, 'cp932'), (text) => iconv.encode(text, 'cp932'));
show('encoding-japanese', (bytes) => Encoding.convert(bytes, {from: 'SJIS', to: 'UNICODE', type: 'string'}),
  (text) => Encoding.convert(text, {from: 'UNICODE', to: 'SJIS', type: 'array'}));
JS
# IBM's kanji, FA5C to FC4B.
node -e '
const out = [];
for (let lead = 0xfa; lead <= 0xfc; lead++) for (let trail = 0x40; trail <= 0xfc; trail++) {
  const code = lead * 256 + trail;
  if (trail !== 0x7f && code >= 0xfa5c && code <= 0xfc4b) out.push(lead, trail);
}
require("fs").writeFileSync("kanji", Buffer.from(out));'
cat >go.mod <<'MOD'
module look

go 1.24

require golang.org/x/text v0.44.0
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"golang.org/x/text/encoding/japanese"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func write(text string) string { return must(japanese.ShiftJIS.NewEncoder().String(text)) }

func main() {
	kanji := string(must(os.ReadFile("kanji")))
	changed := 0
	for i := 0; i < len(kanji); i += 2 {
		if write(must(japanese.ShiftJIS.NewDecoder().String(kanji[i:i+2]))) != kanji[i:i+2] {
			changed++
		}
	}
	fmt.Printf("x/text %x %x %d\n", write("髙"), write("﨑"), changed)
}
GO
node look.js | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
diff - seen <<'SEEN'
iconv-lite fbfc fab1 0
encoding-japanese eee0 ed95 360
x/text eee0 ed95 360
SEEN
