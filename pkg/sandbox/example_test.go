package sandbox_test

import (
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/genba-cli/genba/pkg/sandbox"
)

// A program finds the vendors by the variables that genba reads.
func Example() {
	vendors := sandbox.New(sandbox.Options{Seed: 1})
	server := httptest.NewServer(vendors.Handler())
	defer server.Close()
	addr := strings.TrimPrefix(server.URL, "http://")
	for _, variable := range vendors.Env(addr) {
		if name, value, _ := strings.Cut(variable, "="); name == "GENBA_AKASHI_BASE_URL" {
			fmt.Println(name, strings.Replace(value, addr, "ADDRESS", 1))
		}
	}
	// Output:
	// GENBA_AKASHI_BASE_URL http://ADDRESS/akashi/api/cooperation
}
