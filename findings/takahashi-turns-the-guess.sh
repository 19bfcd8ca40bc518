#!/usr/bin/env bash
# One name written with the character 髙 changes what a detector takes a whole payroll file for.
#
# Versions: encoding-japanese 2.2.0, iconv-lite 0.6.3 (to write the file as CP932), from the npm registry.
# Behaviour: 高橋 in CP932 is detected as SJIS. 髙橋 (髙 is one of the IBM extension characters, FB FC in CP932) or 山﨑 makes the
# same file UNICODE, that is text which needs no decoding: converting it gives a character for each byte, without an error.
# Seen:
#   高橋一郎 alone SJIS read back
#   高橋一郎 after 300 others SJIS read back
#   髙橋一郎 alone UNICODE a character for each byte
#   髙橋一郎 after 300 others UNICODE a character for each byte
#   山﨑一郎 alone UNICODE a character for each byte
#   山﨑一郎 after 300 others UNICODE a character for each byte
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . encoding-japanese@2.2.0 iconv-lite@0.6.3 >/dev/null
cat >look.js <<'JS'
const Encoding = require('encoding-japanese'), iconv = require('iconv-lite');
const staff = Array.from({length: 300}, (_, i) => `${1000 + i},山田花子\r\n`).join('');
for (const last of ['高橋一郎', '髙橋一郎', '山﨑一郎']) {
  for (const [what, text] of [['alone', ''], ['after 300 others', staff]]) {
    const file = iconv.encode(`社員番号,氏名\r\n${text}2000,${last}\r\n`, 'cp932');
    const read = Encoding.convert(file, {to: 'UNICODE', type: 'string'});
    console.log(last, what, Encoding.detect(file), read.includes(last) ? 'read back' : read === file.toString('latin1') ? 'a character for each byte' : read);
  }
}
JS
node look.js | tee seen
diff - seen <<'SEEN'
高橋一郎 alone SJIS read back
高橋一郎 after 300 others SJIS read back
髙橋一郎 alone UNICODE a character for each byte
髙橋一郎 after 300 others UNICODE a character for each byte
山﨑一郎 alone UNICODE a character for each byte
山﨑一郎 after 300 others UNICODE a character for each byte
SEEN
