package access_test

import (
	"context"
	"fmt"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
)

// A token is issued once and kept for its life.
func ExampleKeeper() {
	now := time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC)
	issued := 0
	keeper := access.NewKeeper(access.Options{
		BaseURL: "https://kaonavi.example",
		Credentials: func(context.Context) (access.Credentials, error) {
			return access.Credentials{Key: "key", Secret: "secret"}, nil
		},
		Issue: func(context.Context, access.Credentials) (access.Token, error) {
			issued++
			return access.Token{Value: fmt.Sprint("token-", issued), ExpiresAt: now.Add(time.Hour)}, nil
		},
		Now: func() time.Time { return now },
	})
	for _, later := range []time.Duration{0, 30 * time.Minute, 30 * time.Minute} {
		now = now.Add(later)
		token, err := keeper.Token(context.Background())
		fmt.Println(now.Format("15:04"), token, err)
	}
	// Output:
	// 09:00 token-1 <nil>
	// 09:30 token-1 <nil>
	// 10:00 token-2 <nil>
}
