package calendar_test

import (
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/work/calendar"
)

// Weekends, national holidays and the company's own are no working days.
func ExampleCalendar() {
	c, err := calendar.New(calendar.Options{Company: "2025-03-19"}, func(say.Text) {})
	if err != nil {
		fmt.Println(err)
		return
	}
	for day := 18; day <= 21; day++ {
		working, err := c.Working(time.Date(2025, 3, day, 0, 0, 0, 0, time.UTC))
		fmt.Println(day, working, err)
	}
	// Output:
	// 18 true <nil>
	// 19 false <nil>
	// 20 false <nil>
	// 21 true <nil>
}
