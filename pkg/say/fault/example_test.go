package fault_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// An error says what to do next; its kind decides the exit code.
func ExampleErrorf() {
	err := fmt.Errorf("pull: %w", fault.Errorf(fault.Temporary, "AKASHI answered %d", 503).WithHint("try again later"))
	fmt.Println(err, fault.ExitCode(err), fault.HintOf(err))
	// Output:
	// pull: AKASHI answered 503 5 try again later
}
