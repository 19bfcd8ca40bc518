package oauth_test

import (
	"fmt"
	"net/url"

	"github.com/genba-cli/genba/pkg/wire/oauth"
)

// A person opens the URL; what the vendor's page then shows can be pasted.
func ExampleBegin() {
	attempt, err := oauth.Begin(oauth.Options{AuthURL: "https://vendor.example/authorize", RedirectURL: "https://app.example/callback", ClientID: "genba"})
	if err != nil {
		fmt.Println(err)
		return
	}
	u, err := url.Parse(attempt.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	code, err := attempt.Pasted("https://app.example/callback?code=abc&state=" + url.QueryEscape(u.Query().Get("state")))
	fmt.Println(u.Query().Get("client_id"), code, err)
	// Output:
	// genba abc <nil>
}
