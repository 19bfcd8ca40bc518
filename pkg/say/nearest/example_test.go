package nearest_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/say/nearest"
)

// A word that was mistyped is suggested.
func ExampleSuggest() {
	fmt.Printf("%q is not a vendor%s\n", "akasi", nearest.Suggest("akasi", []string{"akashi", "kaonavi"}))
	// Output:
	// "akasi" is not a vendor (did you mean "akashi"?)
}
