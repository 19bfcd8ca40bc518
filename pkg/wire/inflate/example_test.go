package inflate_test

import (
	"bytes"
	"fmt"

	"github.com/klauspost/compress/gzip"

	"github.com/genba-cli/genba/pkg/wire/inflate"
)

func ExampleUnpacker_Gunzip() {
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	fmt.Fprint(w, `{"success":true}`)
	_ = w.Close()

	var u inflate.Unpacker
	answer, ok := u.Gunzip(make([]byte, 0, 100), file.Bytes())
	fmt.Println(string(answer), ok)
	_, ok = u.Gunzip(make([]byte, 0, 100), file.Bytes()[1:])
	fmt.Println(ok)
	// Output:
	// {"success":true} true
	// false
}
