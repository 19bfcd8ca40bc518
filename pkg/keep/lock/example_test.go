package lock_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/keep/lock"
)

// One process at a time has a lock; another waits, and is told when it was too long.
func ExampleAcquire() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	held, err := lock.Acquire(context.Background(), dir, "stamps", time.Second)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, second := lock.Acquire(context.Background(), dir, "stamps", time.Millisecond)
	fmt.Println(second != nil, held.Release())
	// Output:
	// true <nil>
}
