#!/usr/bin/env bash
# Companies drew the characters that their people's names lack (外字) into CP932's own area, F040 to F9FC. What libraries make of
# a name with one.
#
# Versions: iconv-lite 0.7.3, encoding-japanese 2.5.0 from the npm registry; golang.org/x/text v0.44.0 from the Go module proxy.
# Behaviour: the Encoding Standard gives F040 U+E000 and so on to F9FC U+E757 (Node.js' TextDecoder does). iconv-lite reads most of
# the area, not F9FC, which becomes two U+FFFD; what it has read it writes as a question mark. encoding-japanese reads a question
# mark, and x/text U+FFFD. None of them reports an error.
# Seen: F040 read, written again; F9FC read
#   iconv-lite U+E000 3f U+FFFD U+FFFD
#   encoding-japanese U+003F 3f U+003F
#   x/text U+FFFD <nil>, U+FFFD <nil>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . iconv-lite@0.7.3 encoding-japanese@2.5.0 >/dev/null
cat >look.js <<'JS'
const iconv = require('iconv-lite'), Encoding = require('encoding-japanese');
const points = (text) => Array.from(text, (c) => `U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
const show = (who, read, write) => {
  const first = read(Buffer.from('f040', 'hex'));
  console.log(who, points(first), Buffer.from(write(first)).toString('hex'), points(read(Buffer.from('f9fc', 'hex'))));
};
show('iconv-lite', (bytes) => iconv.decode(bytes, 'cp932'), (text) => iconv.encode(text, 'cp932'));
show('encoding-japanese', (bytes) => Encoding.convert(bytes, {from: 'SJIS', to: 'UNICODE', type: 'string'}),
  (text) => Encoding.convert(text, {from: 'UNICODE', to: 'SJIS', type: 'array'}));
JS
cat >go.mod <<'MOD'
module look

go 1.24

require golang.org/x/text v0.44.0
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"golang.org/x/text/encoding/japanese"
)

func main() {
	first, errFirst := japanese.ShiftJIS.NewDecoder().String("\xf0\x40")
	last, errLast := japanese.ShiftJIS.NewDecoder().String("\xf9\xfc")
	fmt.Printf("x/text %U %v, %U %v\n", []rune(first)[0], errFirst, []rune(last)[0], errLast)
}
GO
node look.js | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
diff - seen <<'SEEN'
iconv-lite U+E000 3f U+FFFD U+FFFD
encoding-japanese U+003F 3f U+003F
x/text U+FFFD <nil>, U+FFFD <nil>
SEEN
