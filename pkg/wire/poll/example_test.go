package poll_test

import (
	"context"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/wire/poll"
)

// A job is looked at until it has ended.
func ExampleUntil() {
	looks := 0
	state, err := poll.Until(context.Background(), poll.Schedule{Interval: time.Millisecond}, func(context.Context) (string, bool, error) {
		looks++
		return "done", looks == 3, nil
	})
	fmt.Println(state, looks, err)
	// Output:
	// done 3 <nil>
}
