package tempfile_test

import (
	"fmt"
	"io"

	"github.com/genba-cli/genba/pkg/data/tempfile"
)

// What is too large for memory is written, and read back from its beginning.
func ExampleCreate() {
	f, err := tempfile.Create("genba-example-*")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = f.Close() }()
	_, _ = io.WriteString(f, "A0001,藤田 凪\n")
	_, _ = f.Seek(0, io.SeekStart)
	content, err := io.ReadAll(f)
	fmt.Print(string(content), err)
	// Output:
	// A0001,藤田 凪
	// <nil>
}
