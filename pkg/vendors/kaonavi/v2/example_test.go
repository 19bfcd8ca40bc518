package v2_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi/access"
	v2 "github.com/genba-cli/genba/pkg/vendors/kaonavi/v2"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A client lists the members. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(http.StripPrefix("/"+v2.Version, vendor))
	defer server.Close()
	settings := vendor.Settings(server.URL)
	client, err := v2.New(v2.Options{Account: access.Account{
		Transport: transport.Options{BaseURL: settings["base_url"]}, Now: now,
		Credentials: func(context.Context) (access.Credentials, error) {
			return access.Credentials{Key: settings["consumer_key"], Secret: settings["consumer_secret"]}, nil
		},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	n := 0
	for r, err := range client.Members(ctx, "") {
		if err != nil {
			fmt.Println(err)
			return
		}
		if n++; n == 1 {
			fmt.Println(r.Lookup("code").Text(), r.Lookup("name").Text())
		}
	}
	fmt.Println(n, "members")
	// Output:
	// A0001 藤田 凪
	// 120 members
}
