package window_test

import (
	"context"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// A vendor gives at most three items in an answer and does not say when it left some out: the range is cut until nothing is missing.
func ExamplePull() {
	first := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	source := window.Source[time.Time]{
		At: func(t time.Time) (time.Time, error) { return t, nil },
		Fetch: func(_ context.Context, ask window.Ask) (found []time.Time, capped bool, err error) {
			for i := range 10 {
				at := first.Add(time.Duration(i) * time.Hour)
				if !at.Before(ask.From) && !at.After(ask.To) && len(found) < 3 {
					found = append(found, at)
				}
			}
			return found, len(found) == 3, nil
		},
	}
	n := 0
	for _, err := range window.Pull(context.Background(), period.Span{From: first, To: first.Add(24 * time.Hour)}, window.Limits{}, source) {
		if err != nil {
			fmt.Println(err)
			return
		}
		n++
	}
	fmt.Println(n, "items")
	// Output:
	// 10 items
}
