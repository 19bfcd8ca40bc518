package redact_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/say/redact"
)

// A secret that was added is masked wherever it turns up.
func ExampleSet() {
	var secrets redact.Set
	secrets.Add("4f9d2c7e8b1a")
	fmt.Println(secrets.String("GET /stamps?token=4f9d2c7e8b1a"))
	// Output:
	// GET /stamps?token=***
}
