package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors/logimeter/sandbox"
)

// A login by code goes without a browser. A client that sends a code twice loses the tokens of that login.
func Example() {
	vendor := sandbox.New(sandbox.Options{Seed: 1})
	form := url.Values{
		"grant_type": {"authorization_code"}, "code": {vendor.Authorize(sandbox.RedirectURL)}, "redirect_uri": {sandbox.RedirectURL},
		"response_type": {"code"}, "client_id": {sandbox.ClientID}, "client_secret": {sandbox.ClientSecret},
	}
	for range 2 {
		request := httptest.NewRequest(http.MethodPost, "/v3/oauth/token", strings.NewReader(form.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer := httptest.NewRecorder()
		vendor.ServeHTTP(answer, request)
		fmt.Println(answer.Code, "revoked:", vendor.Revoked())
	}
	// Output:
	// 200 revoked: false
	// 400 revoked: true
}
