package window_test

import (
	"context"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/window"
)

// A vendor that leaves the same person out of every answer is quoted once, not once per window.
func TestPullSaysARepeatedOmissionOnce(t *testing.T) {
	from := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	requests := 0
	source := window.Source[time.Time]{
		At: func(at time.Time) (time.Time, error) { return at, nil },
		Fetch: func(_ context.Context, ask window.Ask) ([]time.Time, bool, error) {
			requests++
			return []time.Time{ask.From}, false, fault.New(fault.Partial, "staff 99 was left out")
		},
	}
	var items int
	var end error
	span := period.Span{From: from, To: from.AddDate(0, 0, 100).Add(-time.Second)}
	for _, err := range window.Pull(t.Context(), span, window.Limits{Max: 10 * 24 * time.Hour, Concurrency: 1}, source) {
		if end = err; err == nil {
			items++
		}
	}
	if requests < 10 || items != requests {
		t.Errorf("%d requests gave %d items", requests, items)
	}
	if end == nil || end.Error() != "staff 99 was left out" || fault.KindOf(end) != fault.Partial {
		t.Errorf("the pull ended with %v", end)
	}
}
