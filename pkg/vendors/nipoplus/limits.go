package nipoplus

import "time"

// The vendor's limits, from the document's tables of parameters.
const (
	MaxSize         = 1000 // records in one answer, which does not say that it was cut (reports, logs, timecards)
	DefaultReports  = 10   // reports, where neither size nor range is given
	LockedTimecards = 5    // timecards of an account whose limit is not lifted, whatever size was asked for
)

// margin is asked more at both ends of a piece of a range: the document does not say whether an end is included, nor
// whether "to" means the whole of its second or its first millisecond.
const margin = time.Second

// concurrency bounds the requests under way at once. The document gives no rate limit.
const concurrency = 4

// wireTime is the only form of from and to (エラーの種類と対策, 日付不正).
const wireTime = "2006/01/02 15:04:05"

// jst is the zone of from and to: the document says so of the day of a timecard only.
var jst = time.FixedZone("JST", 9*60*60) //nolint:gochecknoglobals // a constant that Go has no syntax for
