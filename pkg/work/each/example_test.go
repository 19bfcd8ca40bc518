package each_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/work/each"
)

// The companies whose names begin alike, and the share of the second of two machines. Both machines together have them all.
func ExampleSelect() {
	profiles := []string{"tokyo-1", "osaka-1", "tokyo-2", "tokyo-3"}
	chosen, err := each.Select(profiles, []string{"tokyo-*"})
	fmt.Println(chosen, err)
	first, second := each.Shard{Index: 0, Of: 2}.Share(chosen), each.Shard{Index: 1, Of: 2}.Share(chosen)
	fmt.Println(len(first) + len(second))
	// Output:
	// [tokyo-1 tokyo-2 tokyo-3] <nil>
	// 3
}
