package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors/nipoplus/sandbox"
)

// The document shows one envelope of answers, so that a client is tried with others, too.
func Example() {
	for _, spelling := range []sandbox.Spelling{sandbox.Data, sandbox.Result, sandbox.Bare} {
		vendor := sandbox.New(sandbox.Options{Seed: 1, Spelling: spelling})
		request := httptest.NewRequest(http.MethodPost, "/staffs/admin", strings.NewReader(fmt.Sprintf(`{"groupId":%q}`, sandbox.HeadOffice)))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+vendor.Settings("")["api_key"])
		answer := httptest.NewRecorder()
		vendor.ServeHTTP(answer, request)
		fmt.Printf("%.34s\n", answer.Body)
	}
	// Output:
	// {"error":false,"result":{"data":[{
	// {"error":false,"result":[{"id":"Ow
	// [{"id":"Ow0JYqTpS6FuKzbXX90VICEs8V
}
