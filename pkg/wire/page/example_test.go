package page_test

import (
	"context"
	"fmt"
	"strconv"

	"github.com/genba-cli/genba/pkg/wire/page"
)

// A list that comes in pages is one sequence, each item once.
func ExampleAll() {
	numbers := []int{1, 2, 3, 4, 5}
	fetch := func(_ context.Context, index int) (page.Page[int], error) {
		from := min(index*2, len(numbers))
		return page.Page[int]{Items: numbers[from:min(from+2, len(numbers))], Total: len(numbers)}, nil
	}
	for n, err := range page.All(context.Background(), page.Spec{Size: 2, Unit: "numbers"}, strconv.Itoa, fetch) {
		fmt.Println(n, err)
	}
	// Output:
	// 1 <nil>
	// 2 <nil>
	// 3 <nil>
	// 4 <nil>
	// 5 <nil>
}
