package flexcrm_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/flexcrm"
	"github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A client lists the users. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(vendor)
	defer server.Close()
	client, err := flexcrm.New(transport.Options{BaseURL: server.URL}, nil, func(context.Context) (string, error) { return vendor.Key(), nil })
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for r, err := range client.List(ctx, flexcrm.Users(), flexcrm.Slice{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if n++; n == 1 {
			fmt.Println(r.Lookup("id").Text(), r.Lookup("name").Text())
		}
	}
	fmt.Println(n, "users")
	// Output:
	// 101 佐藤 律
	// 230 users
}
