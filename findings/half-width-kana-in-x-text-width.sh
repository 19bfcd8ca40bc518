#!/usr/bin/env bash
# Bank transfers and many payroll packages take names in half-width kana. The width package of Go narrows all but the voiced kana,
# and widens half-width ones into two characters each.
#
# Version: golang.org/x/text v0.44.0 (packages width and unicode/norm), from the Go module proxy.
# Behaviour: Narrow maps a character to one character, and ダ has no narrow one: a name comes out mixed, without an error. Fold and
# Widen make of ﾀﾞ a タ with a combining mark, which looks like ダ and isn't equal to it. Decomposing (NFD) before Narrow and
# composing (NFC) after Fold give what is meant.
# Seen:
#   ササキ narrow ｻｻｷ, decomposed first ｻｻｷ
#   ヤマダ narrow ﾔﾏダ, decomposed first ﾔﾏﾀﾞ
#   ワタナベ narrow ﾜﾀﾅベ, decomposed first ﾜﾀﾅﾍﾞ
#   ﾔﾏﾀﾞ fold "\u30e4\u30de\u30bf\u3099" is ヤマダ: false, composed: true
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >go.mod <<'MOD'
module look

go 1.24

require golang.org/x/text v0.44.0
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

func main() {
	for _, name := range []string{"ササキ", "ヤマダ", "ワタナベ"} {
		fmt.Printf("%s narrow %s, decomposed first %s\n", name, width.Narrow.String(name), width.Narrow.String(norm.NFD.String(name)))
	}
	folded := width.Fold.String("ﾔﾏﾀﾞ")
	fmt.Printf("ﾔﾏﾀﾞ fold %+q is ヤマダ: %v, composed: %v\n", folded, folded == "ヤマダ", norm.NFC.String(folded) == "ヤマダ")
}
GO
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee seen
diff - seen <<'SEEN'
ササキ narrow ｻｻｷ, decomposed first ｻｻｷ
ヤマダ narrow ﾔﾏダ, decomposed first ﾔﾏﾀﾞ
ワタナベ narrow ﾜﾀﾅベ, decomposed first ﾜﾀﾅﾍﾞ
ﾔﾏﾀﾞ fold "\u30e4\u30de\u30bf\u3099" is ヤマダ: false, composed: true
SEEN
