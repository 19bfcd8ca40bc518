#!/usr/bin/env bash
# Japanese writes a range with a wave: 9:00~18:00. Two of them in one line of Markdown are a deletion.
#
# Versions: marked 18.2.1, remark-gfm 4.0.1 (with unified 11.0.5, remark-parse 11.0.0, remark-html 16.0.1), markdown-it 15.0.3 from the
# npm registry; github.com/yuin/goldmark v1.8.7 (extension GFM) from the Go module proxy.
# Behaviour: marked, remark-gfm and goldmark take a single ~ for the mark of a deletion, also between digits and letters. Of a line
# with an early and a late shift the end of the one and the start of the other are struck out, and both waves are gone. One range
# in a line stays, and so does the full-width wave ～. markdown-it strikes out between two waves each (~~) only.
# Seen:
#   marked <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
#   remark-gfm <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
#   markdown-it <p>早番9:00~18:00、遅番22:00~5:00</p>
#   goldmark <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
#   marked <p>早番9:00～18:00、遅番22:00～5:00</p>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . marked@18.2.1 remark-gfm@4.0.1 unified@11.0.5 remark-parse@11.0.0 remark-html@16.0.1 \
	markdown-it@15.0.3 >/dev/null
cat >look.mjs <<'JS'
import fs from 'fs';
import {marked} from 'marked';
import {unified} from 'unified';
import parse from 'remark-parse';
import gfm from 'remark-gfm';
import html from 'remark-html';
import MarkdownIt from 'markdown-it';

const line = '早番9:00~18:00、遅番22:00~5:00';
fs.writeFileSync('line', line);
const show = (who, text) => console.log(who, String(text).trim());
show('marked', marked.parse(line));
show('remark-gfm', await unified().use(parse).use(gfm).use(html).process(line));
show('markdown-it', new MarkdownIt().render(line));
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/yuin/goldmark v1.8.7
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	line, err := os.ReadFile("line")
	if err != nil {
		panic(err)
	}
	fmt.Print("goldmark ")
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(line, os.Stdout); err != nil {
		panic(err)
	}
}
GO
node look.mjs | tee seen
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | tee -a seen
node -e "console.log('marked', require('marked').marked.parse('早番9:00～18:00、遅番22:00～5:00').trim())" | tee -a seen
diff - seen <<'SEEN'
marked <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
remark-gfm <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
markdown-it <p>早番9:00~18:00、遅番22:00~5:00</p>
goldmark <p>早番9:00<del>18:00、遅番22:00</del>5:00</p>
marked <p>早番9:00～18:00、遅番22:00～5:00</p>
SEEN
