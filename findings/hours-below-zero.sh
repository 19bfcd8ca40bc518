#!/usr/bin/env bash
# With flexible working hours a month may end below zero. What libraries make of 0:30 too little.
#
# Versions: xlsx (SheetJS) 0.18.5, numfmt 4.0.1, dayjs 1.11.23, luxon 3.7.2 from the npm registry.
# Behaviour: SheetJS writes nothing at all for an [h]:mm below zero, also where the format has a part of its own for that: in a CSV out of
# a workbook those who worked too little have empty cells. numfmt writes the minus twice in such a format. Day.js puts the minus to the
# minutes, Luxon too; Luxon's signMode negativeLargestOnly keeps it with the hours alone, and where these are 0 the half hour too little
# is one too much.
# Seen: 2:30, -0:30 and -1:30
#   SheetJS [h]:mm "2:30" "" ""
#   SheetJS [h]:mm;-[h]:mm "2:30" "" ""
#   numfmt [h]:mm "2:30" "-0:30" "-1:30"
#   numfmt [h]:mm;-[h]:mm "2:30" "--0:30" "--1:30"
#   Day.js H:mm "2:30" "0:-30" "-1:-30"
#   Luxon h:mm "2:30" "0:-30" "-1:-30"
#   Luxon h:mm negativeLargestOnly "2:30" "0:30" "-1:30"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . xlsx@0.18.5 numfmt@4.0.1 dayjs@1.11.23 luxon@3.7.2 >/dev/null
cat >look.mjs <<'JS'
import SheetJS from 'xlsx';
import * as numfmt from 'numfmt';
import dayjs from 'dayjs';
import duration from 'dayjs/plugin/duration.js';
import {Duration} from 'luxon';

dayjs.extend(duration);
const show = (who, write) => console.log(who, ...[150, -30, -90].map((m) => JSON.stringify(write(m))));
const throughWorkbook = (format) => (m) => {
  const sheet = {'!ref': 'A1', A1: {t: 'n', v: m / 1440, z: format}};
  const file = SheetJS.write({SheetNames: ['a'], Sheets: {a: sheet}}, {type: 'buffer'});
  return SheetJS.utils.sheet_to_csv(SheetJS.read(file).Sheets.a);
};
for (const format of ['[h]:mm', '[h]:mm;-[h]:mm']) show(`SheetJS ${format}`, throughWorkbook(format));
for (const format of ['[h]:mm', '[h]:mm;-[h]:mm']) show(`numfmt ${format}`, (m) => numfmt.format(format, m / 1440));
show('Day.js H:mm', (m) => dayjs.duration(m, 'minutes').format('H:mm'));
show('Luxon h:mm', (m) => Duration.fromObject({minutes: m}).toFormat('h:mm'));
show('Luxon h:mm negativeLargestOnly', (m) => Duration.fromObject({minutes: m}).toFormat('h:mm', {signMode: 'negativeLargestOnly'}));
JS
node look.mjs | tee seen
diff - seen <<'SEEN'
SheetJS [h]:mm "2:30" "" ""
SheetJS [h]:mm;-[h]:mm "2:30" "" ""
numfmt [h]:mm "2:30" "-0:30" "-1:30"
numfmt [h]:mm;-[h]:mm "2:30" "--0:30" "--1:30"
Day.js H:mm "2:30" "0:-30" "-1:-30"
Luxon h:mm "2:30" "0:-30" "-1:-30"
Luxon h:mm negativeLargestOnly "2:30" "0:30" "-1:30"
SEEN
