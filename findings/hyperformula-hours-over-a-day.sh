#!/usr/bin/env bash
# Sums of hours are shown with the format [h]:mm, which goes on counting after 24. One engine knows it with two letters only.
#
# Version: hyperformula 3.5.0, from the npm registry.
# Behaviour: TEXT with [hh]:mm gives the hours, and [mm] the minutes. With [h]:mm, as spreadsheets offer it, the hour of the day is
# put between brackets and the days are gone: 160:30 is [16]:30; [m] is the month. There is no error.
# Seen: 30:00 and 160:30
#   [hh]:mm 30:00 160:30
#   [h]:mm [6]:00 [16]:30
#   [mm] 1800 9630
#   [m] [12] [1]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . hyperformula@3.5.0 >/dev/null
cat >look.js <<'JS'
const {HyperFormula} = require('hyperformula');
for (const format of ['[hh]:mm', '[h]:mm', '[mm]', '[m]']) {
  const sheet = HyperFormula.buildFromArray([[30 / 24, 160.5 / 24], [`=TEXT(A1,"${format}")`, `=TEXT(B1,"${format}")`]], {licenseKey: 'gpl-v3'});
  console.log(format, ...sheet.getSheetValues(0)[1]);
}
JS
node look.js | tee seen
diff - seen <<'SEEN'
[hh]:mm 30:00 160:30
[h]:mm [6]:00 [16]:30
[mm] 1800 9630
[m] [12] [1]
SEEN
