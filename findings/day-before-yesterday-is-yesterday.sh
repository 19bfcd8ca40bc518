#!/usr/bin/env bash
# People report punches in a chat: 一昨日の22時 is the day before yesterday at ten. A library that reads days out of sentences reads
# the part that it knows, and gives another day.
#
# Version: chrono-node 2.10.3 (chrono.ja), from the npm registry.
# Behaviour: of 一昨日 it takes 昨日, which is yesterday. 先週 (last week) and 来週 (next week) before the name of a day don't count, nor does
# 去年 (last year): last week's Friday is tomorrow, next week's Monday the one that is over. 翌 before an hour doesn't count either, so that a
# night ends before it starts, and of 25:30 the day alone is left, at noon. text says which part was read; nothing else does.
# Seen: on Thursday, 10 April 2025; what was read, and as which time
#   昨日の22時 昨日の22時 2025-04-09 22:00
#   一昨日の22時 昨日の22時 2025-04-09 22:00
#   先週の金曜日 金曜日 2025-04-11 12:00
#   来週の月曜日 月曜日 2025-04-07 12:00
#   去年の4月12日 4月12日 2025-04-12 12:00
#   3月31日22時〜翌5時 3月31日22時 2025-03-31 22:00 5時 2025-04-10 05:00
#   3月31日25:30 3月31日 2025-03-31 12:00
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . chrono-node@2.10.3 >/dev/null
cat >look.js <<'JS'
const chrono = require('chrono-node');
const now = {instant: new Date('2025-04-10T12:00+09:00'), timezone: 9 * 60};
const clock = (date) => new Date(date.getTime() + 9 * 3600e3).toISOString().slice(0, 16).replace('T', ' ');
for (const said of ['昨日の22時', '一昨日の22時', '先週の金曜日', '来週の月曜日', '去年の4月12日', '3月31日22時〜翌5時', '3月31日25:30']) {
  console.log(said, ...chrono.ja.parse(said, now).map(({text, start}) => `${text} ${clock(start.date())}`));
}
JS
node look.js | tee seen
diff - seen <<'SEEN'
昨日の22時 昨日の22時 2025-04-09 22:00
一昨日の22時 昨日の22時 2025-04-09 22:00
先週の金曜日 金曜日 2025-04-11 12:00
来週の月曜日 月曜日 2025-04-07 12:00
去年の4月12日 4月12日 2025-04-12 12:00
3月31日22時〜翌5時 3月31日22時 2025-03-31 22:00 5時 2025-04-10 05:00
3月31日25:30 3月31日 2025-03-31 12:00
SEEN
