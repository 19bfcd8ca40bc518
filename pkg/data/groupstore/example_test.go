package groupstore_test

import (
	"context"
	"fmt"

	"github.com/genba-cli/genba/pkg/data/groupstore"
	"github.com/genba-cli/genba/pkg/data/record"
)

// Records are kept apart by a key until all have come.
func ExampleStore() {
	s := groupstore.New()
	defer s.Close()
	for _, name := range []string{"tokyo", "osaka", "tokyo"} {
		if err := s.Put(name, record.Record{}.With("place", record.String(name))); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, key := range s.Keys() {
		n := 0
		for _, err := range s.Records(context.Background(), key) {
			if err != nil {
				fmt.Println(err)
				return
			}
			n++
		}
		fmt.Println(key, n)
	}
	// Output:
	// tokyo 2
	// osaka 1
}
