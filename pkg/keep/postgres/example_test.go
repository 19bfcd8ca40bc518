package postgres_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/keep/postgres"
)

// An address names a database and never holds its password, which would stand in the list of processes.
func ExampleParse() {
	address, err := postgres.Parse("postgres://payroll@db.example:5433/hr")
	fmt.Println(address, err)
	_, err = postgres.Parse("postgres://payroll:secret@db.example/hr")
	fmt.Println(err != nil)
	// Output:
	// postgres://payroll@db.example:5433/hr <nil>
	// true
}
