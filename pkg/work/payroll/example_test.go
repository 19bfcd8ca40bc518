package payroll_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/work/payroll"
)

// 160 hours and 5 minutes as payroll packages want them: 160.05 and 160.08 are both right, each for its notation.
func ExampleNotation_Write() {
	for _, n := range payroll.Notations() {
		fmt.Println(n, n.Write(160*60+5))
	}
	// Output:
	// h:mm 160:05
	// h.mm 160.05
	// decimal 160.08
	// minutes 9605
}
