package lang_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// A text is said in the language of a catalogue.
func ExampleOpen() {
	japanese := lang.Open("ja")
	fmt.Println(say.T("%s is missing", "VENDOR").In(japanese))
	// Output:
	// VENDORがありません
}
