#!/usr/bin/env bash
# Hours of a month are written as 160:30. SQLite sums and compares them without an error: the sum lacks the minutes, and the limit of
# 45 hours of overtime finds those who are below it.
#
# Versions: sql.js 1.17.0 (SQLite 3.54.1), @duckdb/node-api 1.5.6-r.1 (DuckDB v1.5.6; to compare) from the npm registry.
# Behaviour: SUM reads a text up to its colon; a month of -0:30 is zero. A column of type TEXT makes the 45 of hours > 45 a text, and 9:00
# is more than it and 100:15 less; in one without a type, or of type ANY, every text is more than every number. time() wants two digits
# and no hour after 23: 8:05 and 25:30 are NULL, and a sum or an average leaves NULL out. DuckDB refuses the sum and the comparison with
# 45, and its INTERVAL reads all of them.
# Seen:
#   sum of 100:15 9:00 45:50 08:05 -0:30, which is 162:40: SQLite 162, DuckDB refuses
#   over 45, TEXT: 9:00 45:50
#   over 45, no type: 100:15 9:00 45:50 08:05 -0:30
#   over 45, ANY: 100:15 9:00 45:50 08:05 -0:30
#   over '45:00', TEXT: 9:00 45:50
#   time(): NULL NULL NULL 08:05:00 NULL
#   over 45, DuckDB: refuses
#   over INTERVAL 45 HOURS, DuckDB: 100:15 45:50
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . sql.js@1.17.0 @duckdb/node-api@1.5.6-r.1 >/dev/null
cat >look.js <<'JS'
const {DuckDBInstance} = require('@duckdb/node-api');
const months = ['100:15', '9:00', '45:50', '08:05', '-0:30'];
const rows = months.map((m) => `('${m}', '${m}', '${m}')`).join();
(async () => {
  const lite = new (await require('sql.js')()).Database();
  const duck = await (await DuckDBInstance.create(':memory:')).connect();
  lite.run(`CREATE TABLE month (hours TEXT, bare, anything ANY); INSERT INTO month VALUES ${rows}`);
  await duck.run(`CREATE TABLE month (hours TEXT); INSERT INTO month SELECT unnest(['${months.join("','")}'])`);
  const ask = (query) => lite.exec(query).flatMap((found) => found.values.flat()).map((v) => v ?? 'NULL').join(' ');
  const askDuck = (query) => duck.runAndReadAll(query).then((found) => found.getRowsJson().flat().join(' '), () => 'refuses');
  if (ask('SELECT sqlite_version()') !== '3.54.1') throw new Error('another SQLite');
  const sum = 'SELECT sum(hours) FROM month', over = (what) => `SELECT hours FROM month WHERE ${what}`;
  console.log(`sum of ${months.join(' ')}, which is 162:40: SQLite ${ask(sum)}, DuckDB ${await askDuck(sum)}`);
  console.log('over 45, TEXT:', ask(over('hours > 45')));
  console.log('over 45, no type:', ask(over('bare > 45')));
  console.log('over 45, ANY:', ask(over('anything > 45')));
  console.log("over '45:00', TEXT:", ask(over("hours > '45:00'")));
  console.log('time():', ask('SELECT time(hours) FROM month'));
  console.log('over 45, DuckDB:', await askDuck(over('hours > 45')));
  console.log('over INTERVAL 45 HOURS, DuckDB:', await askDuck(over('hours::INTERVAL > INTERVAL 45 HOURS')));
})();
JS
node look.js | tee seen
diff - seen <<'SEEN'
sum of 100:15 9:00 45:50 08:05 -0:30, which is 162:40: SQLite 162, DuckDB refuses
over 45, TEXT: 9:00 45:50
over 45, no type: 100:15 9:00 45:50 08:05 -0:30
over 45, ANY: 100:15 9:00 45:50 08:05 -0:30
over '45:00', TEXT: 9:00 45:50
time(): NULL NULL NULL 08:05:00 NULL
over 45, DuckDB: refuses
over INTERVAL 45 HOURS, DuckDB: 100:15 45:50
SEEN
