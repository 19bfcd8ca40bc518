package vendors_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/vendors"
)

// The table says what a vendor is called, and which variable sets a value.
func ExampleLookup() {
	v, ok := vendors.Lookup("akashi")
	fmt.Println(v.Title, ok, v.Env("company_id"))
	_, ok = vendors.Lookup("akasi")
	fmt.Println(ok)
	// Output:
	// AKASHI true GENBA_AKASHI_COMPANY_ID
	// false
}
