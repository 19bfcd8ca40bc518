package flexcrm

import "time"

// The vendor's limits, from the document.
const (
	PageMax     = 1000  // records in an answer of FlexDB; a larger limit is an error (FlexDB list)
	PageDefault = 100   // what comes when nobody asks for a number; the lists besides FlexDB's name no maximum
	LineMax     = 120   // characters of a 1行テキスト
	TextMax     = 10000 // characters of a テキスト
	NumberMax   = "9999999999"
)

// concurrency bounds the requests under way at once. The document gives no rate limit.
const concurrency = 4

// jst is the zone of every time on the wire: none carries one, and the vendor's are Japan's.
var jst = time.FixedZone("JST", 9*60*60) //nolint:gochecknoglobals // a constant that Go has no syntax for

// WireTimeOf returns a time as it is sent: as the document's examples are written.
func WireTimeOf(t time.Time) string { return t.In(jst).Format("2006-01-02 15:04:05") }
