package charset_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// The encoding of a text is found out; what is no character is an error that names its place.
func ExampleDecodeFound() {
	text, encoding, err := charset.DecodeFound([]byte("\x8d\xb2\x93\xa1"))
	fmt.Println(string(text), encoding, err)
	// Output:
	// 佐藤 cp932 <nil>
}
