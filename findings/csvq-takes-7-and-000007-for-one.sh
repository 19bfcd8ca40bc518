#!/usr/bin/env bash
# SQL over a CSV of employee numbers can take two people for one, and change both.
#
# Version: github.com/mithrandie/csvq v1.18.1, from the Go module proxy.
# Behaviour: csvq reads cells as text, and = compares two of them as numbers where both look like numbers. 7 and 000007 are equal
# in JOIN, GROUP BY, DISTINCT and WHERE, and so are 10 and 1E1. An UPDATE meant for 7 writes 000007 too and counts two records.
# == compares as written.
# Seen:
#   joined: 佐藤 160 / 田中 150 / 鈴木 150 / 髙橋 160
#   counted: 7 2 / 10 1 / 1E1 1
#   distinct: 3 of 4
#   update where no = '7': 2 records updated
#   where no == '7': 佐藤
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export HOME=$dir GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE)
GOBIN=$dir GOFLAGS=-mod=mod go install github.com/mithrandie/csvq@v1.18.1 2>/dev/null
printf 'no,name\n7,佐藤\n000007,髙橋\n10,田中\n1E1,鈴木\n' >staff.csv
printf 'no,hours\n7,160\n10,150\n' >hours.csv
ask() { ./csvq --without-header --format CSV --line-break LF "$1" | tr ',' ' ' | paste -sd / - | sed 's,/, / ,g'; }
{
	echo "joined: $(ask 'SELECT name, hours FROM staff JOIN hours ON staff.no = hours.no ORDER BY name')"
	echo "counted: $(ask 'SELECT no, COUNT(*) FROM staff GROUP BY no')"
	echo "distinct: $(ask 'SELECT COUNT(DISTINCT no) FROM staff') of $(ask 'SELECT COUNT(*) FROM staff')"
	echo "update where no = '7': $(./csvq "UPDATE staff SET name = '退職' WHERE no = '7'" | grep -o '[0-9]* records\? updated')"
	printf 'no,name\n7,佐藤\n000007,髙橋\n' >staff.csv
	echo "where no == '7': $(ask "SELECT name FROM staff WHERE no == '7'")"
} | tee seen
diff - seen <<'SEEN'
joined: 佐藤 160 / 田中 150 / 鈴木 150 / 髙橋 160
counted: 7 2 / 10 1 / 1E1 1
distinct: 3 of 4
update where no = '7': 2 records updated
where no == '7': 佐藤
SEEN
