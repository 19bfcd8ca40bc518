package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/genba-cli/genba/pkg/vendors/flexcrm/sandbox"
)

// A client that reads on until it has maxCount is tried with each of the vendor's ways to fill it in.
func Example() {
	for _, totals := range []sandbox.Totals{sandbox.Honest, sandbox.OfAPage, sandbox.Missing} {
		vendor := sandbox.New(sandbox.Options{Seed: 1, Totals: totals})
		request := httptest.NewRequest(http.MethodGet, "/flexdb/tbl_customer?limit=2", nil)
		request.Header.Set("User-Agent", "test") // without one FlexCRM refuses
		request.Header.Set("X-FlexCRM-API-KEY", vendor.Key())
		answer := httptest.NewRecorder()
		vendor.ServeHTTP(answer, request)
		fmt.Printf("%.66s\n", answer.Body)
	}
	// Output:
	// {"status":"success","limit":2,"offset":0,"count":2,"maxCount":2345
	// {"status":"success","limit":2,"offset":0,"count":2,"maxCount":1000
	// {"status":"success","limit":2,"offset":0,"count":2,"data":[{"id":1
}
