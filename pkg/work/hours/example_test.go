package hours_test

import (
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/work/hours"
)

// Nine hours at work with half an hour of break, and a punch that is missing.
func ExampleGapRules_Gaps() {
	at := func(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, jst) }
	rules := hours.GapRules{Now: at(9).AddDate(0, 0, 3), UnderWay: 24 * time.Hour}
	day := hours.Day{Date: hours.DateOf(at(9)), Category: hours.WorkingDay, Start: at(9), End: at(18), Break: 30}
	fmt.Println(rules.Gaps(day))
	day.End = time.Time{}
	fmt.Println(rules.Gaps(day))
	// Output:
	// [break-short] false
	// [no-end] false
}
