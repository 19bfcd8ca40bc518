#!/usr/bin/env bash
# Driving licences of before 2019 are valid until a year of Heisei that never came, such as 平成33年 for 2021. A calendar library makes
# of it the last year that Heisei had.
#
# Versions: @internationalized/date 3.12.4; @js-temporal/polyfill 0.5.1 (to compare) from the npm registry.
# Behaviour: CalendarDate with JapaneseCalendar takes era and year, and moves what is past an era's end back into its last year, month
# or day: 1 June Heisei 33 is 1 April Heisei 31, so that in a check of licences the driver has had none for two years. Days before an
# era's first one move on to it. None is an error. Temporal counts years on past the end: 2021-06-01, as it is meant.
# Seen: era, year, month, day, then what they are
#   heisei 33 6 1 @internationalized/date 2019-04-01 Temporal 2021-06-01
#   heisei 31 5 31 @internationalized/date 2019-04-30 Temporal 2019-05-31
#   reiwa 1 4 1 @internationalized/date 2019-05-01 Temporal 2019-04-01
#   showa 64 3 31 @internationalized/date 1989-01-07 Temporal 1989-03-31
#   reiwa 7 4 1 @internationalized/date 2025-04-01 Temporal 2025-04-01
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @internationalized/date@3.12.4 @js-temporal/polyfill@0.5.1 >/dev/null
cat >look.mjs <<'JS'
import {CalendarDate, GregorianCalendar, JapaneseCalendar, toCalendar} from '@internationalized/date';
import {Temporal} from '@js-temporal/polyfill';

for (const [era, eraYear, month, day] of [['heisei', 33, 6, 1], ['heisei', 31, 5, 31], ['reiwa', 1, 4, 1], ['showa', 64, 3, 31], ['reiwa', 7, 4, 1]]) {
  const date = toCalendar(new CalendarDate(new JapaneseCalendar(), era, eraYear, month, day), new GregorianCalendar());
  const plain = Temporal.PlainDate.from({calendar: 'japanese', era, eraYear, month, day}).withCalendar('iso8601');
  console.log(era, eraYear, month, day, '@internationalized/date', String(date), 'Temporal', String(plain));
}
JS
node look.mjs | tee seen
diff - seen <<'SEEN'
heisei 33 6 1 @internationalized/date 2019-04-01 Temporal 2021-06-01
heisei 31 5 31 @internationalized/date 2019-04-30 Temporal 2019-05-31
reiwa 1 4 1 @internationalized/date 2019-05-01 Temporal 2019-04-01
showa 64 3 31 @internationalized/date 1989-01-07 Temporal 1989-03-31
reiwa 7 4 1 @internationalized/date 2025-04-01 Temporal 2025-04-01
SEEN
