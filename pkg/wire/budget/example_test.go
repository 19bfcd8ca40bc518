package budget_test

import (
	"context"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/wire/budget"
	"github.com/genba-cli/genba/pkg/wire/quota"
)

// A vendor that takes two requests an hour: the third waits until there is room.
func Example() {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	b := budget.New(budget.Options{
		Words:  budget.Words{Again: "there is room again at %s, in %s", Broken: say.T("interrupted")},
		Rules:  map[string]budget.Rule{"requests": {Full: "the %d requests of this hour are used up"}},
		Ledger: quota.Open(quota.Options{Now: clock, Limits: []quota.Limit{{Name: "requests", Most: 2, Per: time.Hour}}}),
		Now:    clock,
		Sleep:  func(_ context.Context, d time.Duration) error { now = now.Add(d); return nil },
		Tell:   func(format say.Format, args ...any) { fmt.Println(say.T(format, args...)) },
	})
	ctx := context.Background()
	for range 3 {
		err := b.WithRoom(ctx, budget.Patience{}, func() error { return b.Ticket("requests").Take(ctx) })
		fmt.Println(now.Format(time.TimeOnly), err)
	}
	// Output:
	// 09:00:00 <nil>
	// 09:00:00 <nil>
	// the 2 requests of this hour are used up; waiting until 10:00:01 (1h0m1s), Ctrl-C ends the wait
	// 10:00:01 <nil>
}
