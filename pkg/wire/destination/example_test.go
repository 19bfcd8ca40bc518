package destination_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/wire/destination"
)

// Where records go, and what the table is called.
func ExampleParse() {
	address, err := destination.Parse("sqlite:/var/lib/genba/hours.db")
	fmt.Println(address, err)
	fmt.Println(destination.TableName("akashi", "working-records"))
	_, err = destination.Parse("mysql://localhost/hours")
	fmt.Println(err)
	// Output:
	// sqlite:/var/lib/genba/hours.db <nil>
	// akashi_working_records
	// the destination is neither sqlite:FILE nor postgres://…
}
