package say_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/say"
)

// A text keeps its format apart from what is filled in, so that it can be said in another language.
func ExampleT() {
	t := say.T("%d of %s are missing", 3, say.T("the stamps"))
	fmt.Println(t.In(inJapanese{}))
	fmt.Println(t)
	// Output:
	// 打刻が3件ありません
	// 3 of the stamps are missing
}

// inJapanese is a small catalogue.
type inJapanese struct{}

func (inJapanese) Format(format string) string {
	return map[string]string{"%d of %s are missing": "%[2]sが%[1]d件ありません", "the stamps": "打刻"}[format]
}
