package batch_test

import (
	"context"
	"fmt"

	"github.com/genba-cli/genba/pkg/wire/batch"
)

// Rows are sent in parts, and each gets a result.
func ExampleRun() {
	report, err := batch.Run(context.Background(), []string{"a", "b", "c"}, batch.Options{Size: 2}, func(_ context.Context, part []string) ([]batch.Result, error) {
		results := make([]batch.Result, len(part))
		for i, row := range part {
			results[i] = batch.Result{Status: batch.OK, ID: row + "-1"}
		}
		return results, nil
	})
	for _, r := range report.Results {
		fmt.Println(r.Row, r.Status, r.ID)
	}
	fmt.Println(err)
	// Output:
	// 1 ok a-1
	// 2 ok b-1
	// 3 ok c-1
	// <nil>
}
