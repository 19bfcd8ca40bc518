package folder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/genba-cli/genba/pkg/keep/folder"
)

// A file that has not changed is not fetched again.
func ExampleFolder() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	f, err := folder.Open(dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	changed := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	place := f.Place(folder.Safe("../A0001.jpg"))
	fmt.Println(filepath.Base(place.Path), place.Has(changed))
	err = place.Save(strings.NewReader("picture"), changed)
	fmt.Println(place.Has(changed), err)
	// Output:
	// ___A0001.jpg false
	// true <nil>
}
