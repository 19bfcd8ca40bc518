#!/usr/bin/env bash
# A punch clock writes the day in one column and 08:30 in another. Miller's strptime reads the time alone, and strftime with the same
# format writes another time.
#
# Version: miller 6.6.0-2+b3 (mlr 6.6.0), from Debian 12.
# Behaviour: a time without a year is one of the year 0, which nanoseconds of 64 bits since 1970 don't reach. They wrap around into the
# year 1753, 76 minutes and 19 seconds earlier in the day, without an error; a day without a year becomes another one, too. What lies
# between two such times is right, and so are hms2sec (of three parts) and strptime of day and time together.
# Seen:
#   08:30 read and written as %H:%M 07:13
#   03/01 08:30 read and written as %m/%d %H:%M 10/29 07:13
#   2025-03-01 08:30 read and written as %Y-%m-%d %H:%M 2025-03-01 08:30
#   08:30 is 1753-08-30T07:13:41Z
#   from 08:30 to 17:30 09:00:00
#   08:30 by hms2sec and sec2hms 08:30:00
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -qq download miller=6.6.0-2+b3 2>/dev/null
dpkg -x miller_*.deb .
usr/bin/mlr -n put '
	func again(str time, str format) {
		return time . " read and written as " . format . " " . strftime(strptime(time, format), format);
	}
	end {
		print again("08:30", "%H:%M");
		print again("03/01 08:30", "%m/%d %H:%M");
		print again("2025-03-01 08:30", "%Y-%m-%d %H:%M");
		print "08:30 is " . sec2gmt(strptime("08:30", "%H:%M"));
		print "from 08:30 to 17:30 " . sec2hms(int(strptime("17:30", "%H:%M") - strptime("08:30", "%H:%M")));
		print "08:30 by hms2sec and sec2hms " . sec2hms(hms2sec("08:30:00"));
	}
' | tee seen
diff - seen <<'SEEN'
08:30 read and written as %H:%M 07:13
03/01 08:30 read and written as %m/%d %H:%M 10/29 07:13
2025-03-01 08:30 read and written as %Y-%m-%d %H:%M 2025-03-01 08:30
08:30 is 1753-08-30T07:13:41Z
from 08:30 to 17:30 09:00:00
08:30 by hms2sec and sec2hms 08:30:00
SEEN
