package logimeter_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/data/period"
	"github.com/genba-cli/genba/pkg/vendors/logimeter"
	"github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
	"github.com/genba-cli/genba/pkg/wire/transport"
)

// constant is an access token that nobody renews.
type constant string

func (f constant) Token(context.Context) (string, error)           { return string(f), nil }
func (f constant) Renewed(context.Context, string) (string, error) { return "", nil }

// A client has a CSV file made. Here it talks to the sandbox instead of the vendor.
func Example() {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2025, 4, 1, 12, 0, 0, 0, time.FixedZone("JST", 9*60*60)) }
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: now})
	server := httptest.NewServer(vendor)
	defer server.Close()
	settings := vendor.Settings(server.URL)
	client, err := logimeter.New(transport.Options{BaseURL: settings["base_url"]}, logimeter.Settings{Workplace: settings["workplace_id"]}, constant(settings["access_token"]))
	if err != nil {
		fmt.Println(err)
		return
	}
	kind, err := logimeter.ParseCSVType("sales")
	if err != nil {
		fmt.Println(err)
		return
	}
	span, err := period.Range("2025-03-01", "2025-03-31", now())
	if err != nil {
		fmt.Println(err)
		return
	}
	days, err := logimeter.DaysOf(span)
	if err != nil {
		fmt.Println(err)
		return
	}
	job, err := client.CreateCSV(ctx, logimeter.CSVRequest{Type: kind, Days: days, Group: 7001})
	fmt.Println(job.Record.Lookup("id").Text(), err)
	// Output:
	// 321759 <nil>
}
