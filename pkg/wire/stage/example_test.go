package stage_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/wire/stage"
)

// An object keeps the order in which the vendor sends its names.
func ExampleJSON() {
	o := stage.Object{{"id", 7}, {"name", "倉庫 <A>"}, {"open", true}, {"closed", nil}}
	fmt.Println(string(stage.JSON(o)))
	fmt.Println(string(stage.TextJSON(o)))
	// Output:
	// {"id":7,"name":"倉庫 \u003cA\u003e","open":true,"closed":null}
	// {"id":"7","name":"倉庫 \u003cA\u003e","open":true,"closed":null}
}
