package kaonavi_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A client reads a sheet. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(vendor)
	defer server.Close()
	settings := vendor.Settings(server.URL)
	client, err := kaonavi.New(kaonavi.Options{Version: "v1.2", Account: access.Account{
		Transport: transport.Options{BaseURL: server.URL}, Now: now,
		Credentials: func(context.Context) (access.Credentials, error) {
			return access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}, nil
		},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for r, err := range client.Departments(ctx).Records {
		if err != nil {
			fmt.Println(err)
			return
		}
		if n++; n == 1 {
			fmt.Println(r.Lookup("department_name1").Text())
		}
	}
	fmt.Println(n, "departments")
	// Output:
	// 本社
	// 5 departments
}
