package spool_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/keep/spool"
)

// What came in stays on disk until it is read, each once.
func ExampleSpool() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := spool.Open(context.Background(), dir, time.Now)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	for range 2 {
		isNew, err := s.Add([]byte(`{"event":"member_created"}`))
		fmt.Println(isNew, err)
	}
	n, err := s.Waiting()
	fmt.Println(n, err)
	// Output:
	// true <nil>
	// false <nil>
	// 1 <nil>
}
