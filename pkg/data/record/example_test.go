package record_test

import (
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/data/record"
)

// Records are read one by one; a value is taken out of the vendor's own bytes by its path.
func ExampleReader() {
	r := record.NewReader(strings.NewReader(`{"staffs":[{"id":1,"name":"佐藤"},{"id":2,"name":"鈴木"}]}`), "staffs")
	for staff, err := range r.Records() {
		fmt.Println(staff.Lookup("name").Text(), err)
	}
	// Output:
	// 佐藤 <nil>
	// 鈴木 <nil>
}
