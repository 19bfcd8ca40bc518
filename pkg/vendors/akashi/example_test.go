package akashi_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/vendors/akashi"
	"github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A client pulls the stamps of a day. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(vendor)
	defer server.Close()
	client, err := akashi.New(transport.Options{BaseURL: server.URL}, sandbox.CompanyID, func(context.Context) (string, error) { return vendor.Token(), nil })
	if err != nil {
		fmt.Println(err)
		return
	}
	span, err := period.Range("2025-03-03", "2025-03-03", now())
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for r, err := range client.Stamps(ctx, akashi.StampQuery{Span: span, Staff: []int64{1007, 1010}}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if n++; n == 1 {
			fmt.Println(r.Lookup("stamped_at").Text(), r.Lookup("staff_id").Text())
		}
	}
	fmt.Println(n, "stamps")
	// Output:
	// 2025/03/03 09:56:34 1007
	// 7 stamps
}
