package cursor_test

import (
	"fmt"
	"os"
	"time"

	"github.com/genba-cli/genba/pkg/keep/cursor"
)

// How far a repeated pull has got is held first, and confirmed when its records are safe.
func ExampleStore() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, key := cursor.Store{Dir: dir}, cursor.Key{Profile: "default", Command: "akashi stamps pull"}
	if err := s.Hold(key, time.Date(2025, 3, 31, 23, 59, 59, 0, time.UTC)); err != nil {
		fmt.Println(err)
		return
	}
	before, _ := s.Load(key)
	err = s.Confirm(key)
	after, _ := s.Load(key)
	fmt.Println(before.Until.IsZero(), after.Until.Format(time.DateOnly), err)
	// Output:
	// true 2025-03-31 <nil>
}
