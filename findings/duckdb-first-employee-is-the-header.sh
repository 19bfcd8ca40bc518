#!/usr/bin/env bash
# Many payroll packages take files without a header. Read back with DuckDB, such a file has its first employee or not, depending
# on how the hours are written.
#
# Version: @duckdb/node-api 1.5.6-r.1 (DuckDB v1.5.6), from the npm registry.
# Behaviour: read_csv takes the first line for a header unless one of its cells does not fit the kind of its column. Hours as
# 160.50 are numbers, and so the first employee is kept. Hours as 160:30 are text like all the rest: the first employee becomes
# the names of the columns, and a count or a sum lacks one person. header = false keeps everybody.
# Seen: how many of 3 employees there are, and the columns
#   160.50 3 column0 column1 column2
#   160:30 2 A0001 髙橋 160:30
#   160:30 header = false 3 column0 column1 column2
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @duckdb/node-api@1.5.6-r.1 >/dev/null
cat >look.js <<'JS'
const fs = require('fs'), {DuckDBInstance} = require('@duckdb/node-api');
(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const look = async (hours, option) => {
    fs.writeFileSync('kintai.csv', ['髙橋', '佐藤', '田中'].map((name, i) => `A000${i + 1},${name},${hours[i]}\n`).join(''));
    const file = await connection.runAndReadAll(`FROM read_csv('kintai.csv'${option})`);
    console.log(`${hours[0]}${option.replace(',', '')} ${file.currentRowCount} ${file.columnNames().join(' ')}`);
  };
  await look(['160.50', '8.08', '152.00'], '');
  await look(['160:30', '8:05', '152:00'], '');
  await look(['160:30', '8:05', '152:00'], ', header = false');
})();
JS
node look.js | tee seen
diff - seen <<'SEEN'
160.50 3 column0 column1 column2
160:30 2 A0001 髙橋 160:30
160:30 header = false 3 column0 column1 column2
SEEN
