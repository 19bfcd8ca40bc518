#!/usr/bin/env bash
# Warehouses number their shelves by aisle, rack and level: 01-02-12. DuckDB reads a column of them as days, and which day one is
# depends on the others in the file.
#
# Version: @duckdb/node-api 1.5.6-r.1 (DuckDB v1.5.6), from the npm registry.
# Behaviour: read_csv tries date formats until one fits all values of its sample: %y-%m-%d, else %m-%d-%y. The shelf 01-02-12 is
# 2001-02-12 in a file without a rack above 12, and 2012-01-02 in one with 02-13-31, so that two files about one shelf do not
# join. With a rack 32 the column is text. Nothing is an error; types = {…} or all_varchar = true keeps the numbers.
# Seen: the shelves of a file, and what they are read as
#   01-01-01 01-02-12 02-12-31 DATE: 2001-01-01 2001-02-12 2002-12-31
#   01-01-01 01-02-12 02-13-31 DATE: 2001-01-01 2012-01-02 2031-02-13
#   01-01-01 01-02-12 02-32-31 VARCHAR: 01-01-01 01-02-12 02-32-31
#   shelves of Monday found on Tuesday: 1 of 2
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @duckdb/node-api@1.5.6-r.1 >/dev/null
cat >look.js <<'JS'
const fs = require('fs'), {DuckDBInstance} = require('@duckdb/node-api');
(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const ask = async (query) => (await connection.runAndReadAll(query)).getRowsJson();
  const look = async (name, shelves) => {
    fs.writeFileSync(name, `shelf,pieces\n${shelves.map((s) => `${s},5\n`).join('')}`);
    const rows = await ask(`SELECT shelf::VARCHAR, typeof(shelf) FROM '${name}'`);
    console.log(`${shelves.join(' ')} ${rows[0][1]}: ${rows.map((r) => r[0]).join(' ')}`);
  };
  await look('monday.csv', ['01-01-01', '01-02-12', '02-12-31']);
  await look('tuesday.csv', ['01-01-01', '01-02-12', '02-13-31']);
  await look('wednesday.csv', ['01-01-01', '01-02-12', '02-32-31']);
  console.log('shelves of Monday found on Tuesday:', (await ask("SELECT count(*) FROM 'monday.csv' JOIN 'tuesday.csv' USING (shelf)"))[0][0], 'of 2');
})();
JS
node look.js | tee seen
diff - seen <<'SEEN'
01-01-01 01-02-12 02-12-31 DATE: 2001-01-01 2001-02-12 2002-12-31
01-01-01 01-02-12 02-13-31 DATE: 2001-01-01 2012-01-02 2031-02-13
01-01-01 01-02-12 02-32-31 VARCHAR: 01-01-01 01-02-12 02-32-31
shelves of Monday found on Tuesday: 1 of 2
SEEN
