package nipoplus_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/nipoplus"
	"github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A client lists the staffs of a group. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(vendor)
	defer server.Close()
	key := vendor.Settings(server.URL)["api_key"]
	client, err := nipoplus.New(transport.Options{BaseURL: server.URL}, nipoplus.Settings{}, func(context.Context) (string, error) { return key, nil })
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for r, err := range client.Staffs(ctx, sandbox.HeadOffice) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if n++; n == 1 {
			fmt.Println(r.Lookup("name").Text())
		}
	}
	fmt.Println(n, "staffs")
	// Output:
	// 長谷川 恵
	// 12 staffs
}
