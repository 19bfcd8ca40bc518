package render_test

import (
	"context"
	"fmt"
	"os"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

// A writer turns a sequence of records into CSV.
func ExampleWriter() {
	r := record.Record{}.With("id", record.Int(7)).With("name", record.String("佐藤 太郎"))
	w, err := render.NewWriter(os.Stdout, render.Options{Format: render.CSV, Header: true}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = w.Write(context.Background(), func(yield func(record.Record, error) bool) { yield(r, nil) })
	fmt.Println(err)
	// Output:
	// id,name
	// 7,佐藤 太郎
	// <nil>
}
