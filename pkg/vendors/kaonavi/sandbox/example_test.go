package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi/sandbox"
)

// Kaonavi takes a few token requests an hour. A test moves the clock by which the sandbox counts them.
func Example() {
	now := time.Date(2025, 4, 1, 12, 0, 0, 0, time.UTC)
	vendor := sandbox.New(sandbox.Options{Seed: 1, Now: func() time.Time { return now }})
	settings := vendor.Settings("")
	login := func() int {
		body := fmt.Sprintf(`{"consumer_key":%q,"consumer_secret":%q}`, settings["consumer_key"], settings["consumer_secret"])
		request := httptest.NewRequest(http.MethodPost, "/v1.2/get_token", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		vendor.ServeHTTP(answer, request)
		return answer.Code
	}
	for range sandbox.MaxTokens {
		login()
	}
	fmt.Println("one too many:", login())
	now = now.Add(time.Hour)
	fmt.Println("an hour later:", login())
	// Output:
	// one too many: 429
	// an hour later: 200
}
