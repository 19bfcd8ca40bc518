package transport_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/genba-cli/genba/pkg/say"

	"github.com/genba-cli/genba/pkg/wire/transport"
)

// A read that the vendor was too busy for is tried again.
func ExampleClient() {
	tries := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, `{"ok":true}`)
	}))
	defer server.Close()
	client, err := transport.New(transport.Options{BaseURL: server.URL, MaxRetries: 2, Sleep: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := client.Do(context.Background(), transport.Request{Name: say.T("status"), Path: "status"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(answer.Body), tries)
	// Output:
	// {"ok":true} 2
}
