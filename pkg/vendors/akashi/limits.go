package akashi

import "time"

// The vendor's limits, from the document.
const (
	StaffPage         = 20                   // staffs in one answer, §6.4.3
	StampCap          = 1000                 // stamps in one answer, which does not say that it was cut, §6.7.2, §6.10.2
	OneStaffSpan      = 180 * 24 * time.Hour // §6.7.2 says 6 months; the shortest six months have 181 days
	ManyStaffSpan     = 31 * 24 * time.Hour  // §6.10.2
	WorkingRecordDays = 31                   // §6.11.2
	WorkingRecordIDs  = 50                   // §6.11.2
)

// stampIDs is how many staffs one request for stamps names. §6.10 sets no number; a connector that runs
// against the real service says 50, the same as §6.11, and so long a list also stays a short URL.
const stampIDs = 50

// stampMargin is asked more at both ends of a window of stamps.
const stampMargin = time.Second

// concurrency bounds the requests under way at once. The document gives no rate limit.
const concurrency = 4

// jst is the zone of every time on the wire: recorded answers carry no zone and are Japan's.
var jst = time.FixedZone("JST", 9*60*60) //nolint:gochecknoglobals // a constant that Go has no syntax for

const (
	wireStamp = "20060102150405"      // start_date and end_date of §6.7 and §6.10
	wireDay   = "20060102"            // start_date and end_date of §6.11
	wireDate  = "2006/01/02"          // dates in bodies and answers
	wireTime  = "2006/01/02 15:04:05" // times in answers
)
