#!/usr/bin/env bash
# ヤマダ is also written ﾔﾏﾀﾞ, while オオサワ and オオザワ are two families. Of the options that Go's collation has for this, those for
# width and marks change nothing, and the one that does takes the two families for one.
#
# Version: golang.org/x/text v0.44.0 (package collate), from the Go module proxy; Intl.Collator of Node.js 20 (ICU 78.2) to compare.
# Behaviour: by its documentation IgnoreWidth lets full-width characters match half-width ones, and IgnoreDiacritics o match ö. Neither
# finds a pair more than no option does; in English not even Ａ and A. Loose, which is both and IgnoreCase, finds all of them, and to it
# the mark that makes ザ of サ is one like ö's. IgnoreCase alone finds ﾔﾏﾀﾞ and keeps the families apart, as the sensitivity accent of
# Intl.Collator does; both take small kana for large ones (ョ, ヨ). Its base is like Loose.
# Seen: what each takes for equal
#   ja: ササキ=ｻｻｷ Ａ=A
#   ja IgnoreWidth: ササキ=ｻｻｷ Ａ=A
#   ja IgnoreDiacritics: ササキ=ｻｻｷ Ａ=A
#   ja IgnoreCase: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
#   ja Loose: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
#   en:
#   en IgnoreWidth:
#   en IgnoreDiacritics:
#   en IgnoreCase: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
#   en Loose: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
#   Intl ja variant: ササキ=ｻｻｷ Ａ=A
#   Intl ja accent: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
#   Intl ja base: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
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

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

var pairs = [][2]string{{"ササキ", "ｻｻｷ"}, {"ヤマダ", "ﾔﾏﾀﾞ"}, {"オオサワ", "オオザワ"}, {"ショウジ", "シヨウジ"}, {"Ａ", "A"}, {"o", "ö"}}

func look(name string, c *collate.Collator) {
	line := name + ":"
	for _, p := range pairs {
		if c.CompareString(p[0], p[1]) == 0 {
			line += " " + p[0] + "=" + p[1]
		}
	}
	fmt.Println(line)
}

func main() {
	for _, tag := range []language.Tag{language.Japanese, language.English} {
		look(tag.String(), collate.New(tag))
		look(tag.String()+" IgnoreWidth", collate.New(tag, collate.IgnoreWidth))
		look(tag.String()+" IgnoreDiacritics", collate.New(tag, collate.IgnoreDiacritics))
		look(tag.String()+" IgnoreCase", collate.New(tag, collate.IgnoreCase))
		look(tag.String()+" Loose", collate.New(tag, collate.Loose))
	}
}
GO
cat >look.js <<'JS'
const pairs = [['ササキ', 'ｻｻｷ'], ['ヤマダ', 'ﾔﾏﾀﾞ'], ['オオサワ', 'オオザワ'], ['ショウジ', 'シヨウジ'], ['Ａ', 'A'], ['o', 'ö']];
for (const sensitivity of ['variant', 'accent', 'base']) {
  const {compare} = new Intl.Collator('ja', {sensitivity});
  console.log(`Intl ja ${sensitivity}: ${pairs.filter((p) => compare(...p) === 0).map((p) => p.join('=')).join(' ')}`);
}
JS
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee seen
node look.js | tee -a seen
diff - seen <<'SEEN'
ja: ササキ=ｻｻｷ Ａ=A
ja IgnoreWidth: ササキ=ｻｻｷ Ａ=A
ja IgnoreDiacritics: ササキ=ｻｻｷ Ａ=A
ja IgnoreCase: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
ja Loose: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
en:
en IgnoreWidth:
en IgnoreDiacritics:
en IgnoreCase: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
en Loose: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
Intl ja variant: ササキ=ｻｻｷ Ａ=A
Intl ja accent: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ ショウジ=シヨウジ Ａ=A
Intl ja base: ササキ=ｻｻｷ ヤマダ=ﾔﾏﾀﾞ オオサワ=オオザワ ショウジ=シヨウジ Ａ=A o=ö
SEEN
