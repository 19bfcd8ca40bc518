#!/usr/bin/env bash
# Two branches send the hours of a month, one as 152.5, the other as 160:30. Miller's sum over both lacks everybody of the other
# branch, whom it still counts.
#
# Version: miller 6.6.0-2+b3 (mlr 6.6.0), from Debian 12.
# Behaviour: sum and mean of stats1 and merge-fields leave out what is no number, without an error. The mean is that of the others, so that
# it isn't sum/count. max takes every text for more than every number, and 8:05 for more than 160:30. Where all hours are texts the
# sum is 0. With + in put the sum is (error), which is seen. hms2sec wants seconds, too: with ":00" behind them it reads all hours,
# over a day and below zero as well.
# Seen: the hours, what stats1 and merge-fields make of them, + of put, and hms2sec with ":00" back in hours
#   152.5 148 160.5
#     stats1 {"sum": 461, "mean": 153.66666666666666, "count": 3, "max": 160.5}, merge-fields 461, put 461
#   152.5 148 160:30
#     stats1 {"sum": 300.5, "mean": 150.25, "count": 3, "max": "160:30"}, merge-fields 300.5, put (error)
#   160:30 8:05 -0:30
#     stats1 {"sum": 0, "mean": "", "count": 3, "max": "8:05"}, merge-fields 0, put (error)
#     hms2sec 168:05:00
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -qq download miller=6.6.0-2+b3 2>/dev/null
dpkg -x miller_*.deb .
look() {
	printf 'hours\n%s\n%s\n%s\n' "$@" >month.csv
	printf 'a,b,c\n%s,%s,%s\n' "$@" >people.csv
	echo "$*"
	echo "  stats1 $(usr/bin/mlr --icsv --ojsonl stats1 -a sum,mean,count,max -f hours then rename -r '^hours_,' month.csv)," \
		"merge-fields $(usr/bin/mlr --icsv --onidx merge-fields -f a,b,c -a sum -o all people.csv)," \
		"put $(usr/bin/mlr --icsv --onidx put -q '@sum += $hours; end {emit @sum}' month.csv)"
}
{
	look 152.5 148 160.5
	look 152.5 148 160:30
	look 160:30 8:05 -0:30
	echo "  hms2sec $(usr/bin/mlr --icsv --onidx put -q '@sum += hms2sec($hours . ":00"); end {print sec2hms(@sum)}' month.csv)"
} | tee seen
diff - seen <<'SEEN'
152.5 148 160.5
  stats1 {"sum": 461, "mean": 153.66666666666666, "count": 3, "max": 160.5}, merge-fields 461, put 461
152.5 148 160:30
  stats1 {"sum": 300.5, "mean": 150.25, "count": 3, "max": "160:30"}, merge-fields 300.5, put (error)
160:30 8:05 -0:30
  stats1 {"sum": 0, "mean": "", "count": 3, "max": "8:05"}, merge-fields 0, put (error)
  hms2sec 168:05:00
SEEN
