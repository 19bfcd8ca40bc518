package atomicfile_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/genba-cli/genba/pkg/keep/atomicfile"
)

// A file appears whole, or not at all.
func ExampleFile() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "stamps.csv")
	f, err := atomicfile.Create(path, 0o600)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Fprintln(f, "id,name")
	_, before := os.Stat(path)
	err = f.Commit()
	text, _ := os.ReadFile(path)
	fmt.Printf("%v %v %s", os.IsNotExist(before), err, text)
	// Output:
	// true <nil> id,name
}
