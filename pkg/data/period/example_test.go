package period_test

import (
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
)

// A month is meant whole, with its last second.
func ExampleRange() {
	now := time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)
	span, err := period.Range("last-month", "last-month", now)
	fmt.Println(span, err)
	// Output:
	// 2025-03-01 00:00:00 to 2025-03-31 23:59:59 <nil>
}
