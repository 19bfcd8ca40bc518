package people_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/work/people"
)

// People of two lists are matched by number, mail and name.
func ExampleMatch() {
	left := []people.Face{{Number: "0007", Name: "佐藤 太郎"}, {Number: "8", Name: "鈴木 花子"}}
	right := []people.Face{{Number: "8", Name: "鈴木　花子"}, {Number: "7", Name: "佐藤太郎"}}
	m := people.NewMatch(left, right, 4, nil)
	m.Run()
	fmt.Println(m.Right)
	// Output:
	// [1 0]
}
