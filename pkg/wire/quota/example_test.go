package quota_test

import (
	"context"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/wire/quota"
)

// What a vendor allows in an hour is counted; what was not sent is given back.
func ExampleLedger() {
	ctx := context.Background()
	l := quota.Open(quota.Options{Limits: []quota.Limit{{Name: "requests", Most: 2, Per: time.Hour}}})
	first, _, _, _ := l.Take(ctx, "requests")
	_, _, _, _ = l.Take(ctx, "requests")
	_, short, _, _ := l.Take(ctx, "requests")
	fmt.Println("used up:", short)
	_ = l.Return(ctx, first)
	left, err := l.Left(ctx)
	fmt.Println(left[0].Left, err)
	// Output:
	// used up: requests
	// 1 <nil>
}
