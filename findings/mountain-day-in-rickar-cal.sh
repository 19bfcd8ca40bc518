#!/usr/bin/env bash
# For the Olympic years Japan moved three national holidays; a calendar library knows the move of two.
#
# Version: github.com/rickar/cal/v2 v2.1.13 (package jp), from the Go module proxy.
# Behaviour: Marine Day and Sports Day are on their moved days in 2020 and 2021. Mountain Day isn't: it stays on 11 August, a
# working day in both years, while 10 August 2020 and 8 August 2021 with its substitute 9 August are missing. The Emperor's
# Birthday of 2019 is there too, on 23 December; that year had none, since the Emperor changed on 1 May.
# Compared with the holidays that the npm package @holiday-jp/holiday_jp 2.5.1 lists for 2016 to 2026: these days alone differ.
# Seen:
#   2019-12-23 computed: The Emperor's Birthday
#   2020-08-10 listed: Mountain Day
#   2020-08-11 computed: Mountain Day
#   2021-08-08 listed: Mountain Day
#   2021-08-09 listed: Holiday in lieu
#   2021-08-11 computed: Mountain Day
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . @holiday-jp/holiday_jp@2.5.1 >/dev/null
cat >list.js <<'JS'
const {between} = require('@holiday-jp/holiday_jp');
for (const {date, name_en} of between(new Date('2016-01-01T00:00Z'), new Date('2026-12-31T00:00Z'))) {
  console.log(`${new Date(date).toISOString().slice(0, 10)} listed: ${name_en}`);
}
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/rickar/cal/v2 v2.1.13
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/jp"
)

func main() {
	calendar := cal.NewBusinessCalendar()
	calendar.AddHoliday(jp.Holidays...)
	for day := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2027; day = day.AddDate(0, 0, 1) {
		if actual, observed, holiday := calendar.IsHoliday(day); actual || observed {
			fmt.Printf("%s computed: %s\n", day.Format(time.DateOnly), holiday.Name)
		}
	}
}
GO
TZ=UTC node list.js | sort >listed
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . | sort >computed
sort listed computed | awk '{day[$1]++; line[$1] = $0} END {for (d in day) if (day[d] == 1) print line[d]}' | sort | tee seen
diff - seen <<'SEEN'
2019-12-23 computed: The Emperor's Birthday
2020-08-10 listed: Mountain Day
2020-08-11 computed: Mountain Day
2021-08-08 listed: Mountain Day
2021-08-09 listed: Holiday in lieu
2021-08-11 computed: Mountain Day
SEEN
