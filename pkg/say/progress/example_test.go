package progress_test

import (
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/progress"
)

// What passes through is counted, and shown from time to time.
func ExampleCount() {
	p := progress.New(progress.Options{Writer: io.Discard, Every: time.Hour})
	defer p.Done()
	var numbers iter.Seq2[int, error] = func(yield func(int, error) bool) { _ = yield(1, nil) && yield(2, nil) }
	sum := 0
	for n, err := range progress.Count(p, say.T("numbers"), numbers, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		sum += n
	}
	fmt.Println(sum)
	// Output:
	// 3
}
