package intake_test

import (
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// All rows are checked before the first is sent, and all that is wrong is told at once.
func ExampleCheck() {
	rows, err := intake.Read(strings.NewReader("id,name\n7,佐藤\nx,\n"), intake.Options{Name: "staffs.csv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = intake.Check(rows, []intake.Rule{{Name: "id", Integer: true}, {Name: "name", Required: true}}, nil)
	fmt.Println(err)
	// Output:
	// staffs.csv: 2 problems; nothing was sent
}
