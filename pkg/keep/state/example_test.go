package state_test

import (
	"fmt"
	"os"

	"github.com/genba-cli/genba/pkg/keep/state"
)

// A folder has the same documents as a database, each in a file.
func ExampleFolder() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	folder := state.Folder{Dir: dir}
	if err := folder.Save("cursors/default-stamps", "2025-04-01T00:00:00Z"); err != nil {
		fmt.Println(err)
		return
	}
	all, err := folder.Documents("cursors/")
	for _, document := range all {
		fmt.Println(document.Name, document.Content)
	}
	fmt.Println(err)
	// Output:
	// cursors/default-stamps 2025-04-01T00:00:00Z
	// <nil>
}
