#!/usr/bin/env bash
# Paid leave is due six months after somebody joined, and more of it with each year of service. Engines that compute a spreadsheet's
# formulas disagree about both days at the end of a month.
#
# Versions: fast-formula-parser 1.0.19, @formulajs/formulajs 4.6.1, hyperformula 3.5.0 from the npm registry.
# Behaviour: in a spreadsheet EDATE of 31 August and 6 months is 28 February, and DATEDIF counts the years that are full. In
# fast-formula-parser EDATE counts the missing days on into March, and WORKDAY with -1, the payday before a weekend, gives the
# weekend itself. In formulajs somebody who joined on 1 April has five full years already on 31 March, the last day of the
# business year; not so with the 2nd, or with 30 April after a 1 May. hyperformula agrees with spreadsheets in all three.
# Seen: EDATE 2024-08-31 6, WORKDAY 2025-05-31 -1 (a Saturday), DATEDIF 2020-04-01 2025-03-31 Y
#   fast-formula-parser 2025-03-03 2025-05-31 4
#   formulajs 2025-02-28 2025-05-30 5
#   hyperformula 2025-02-28 2025-05-30 4
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . fast-formula-parser@1.0.19 @formulajs/formulajs@4.6.1 hyperformula@3.5.0 >/dev/null
cat >look.js <<'JS'
const Parser = require('fast-formula-parser'), formulajs = require('@formulajs/formulajs'), {HyperFormula} = require('hyperformula');
const day = (value) => (value instanceof Date ? value : new Date(Date.UTC(1899, 11, 30 + value))).toISOString().slice(0, 10);
const engines = {
  'fast-formula-parser': (name, ...args) => new Parser().parse(`${name}(${args.map((a) => JSON.stringify(a)).join()})`),
  formulajs: (name, ...args) => formulajs[name](...args),
  hyperformula: (name, ...args) => HyperFormula.buildFromArray([[`=${name}(${args.map((a) => JSON.stringify(a)).join()})`]],
    {licenseKey: 'gpl-v3', dateFormats: ['YYYY-MM-DD']}).getCellValue({sheet: 0, row: 0, col: 0}),
};
for (const [name, compute] of Object.entries(engines)) {
  console.log(name, day(compute('EDATE', '2024-08-31', 6)), day(compute('WORKDAY', '2025-05-31', -1)), compute('DATEDIF', '2020-04-01', '2025-03-31', 'Y'));
}
JS
TZ=UTC node look.js | tee seen
diff - seen <<'SEEN'
fast-formula-parser 2025-03-03 2025-05-31 4
formulajs 2025-02-28 2025-05-30 5
hyperformula 2025-02-28 2025-05-30 4
SEEN
