package convert_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

// Lines of a warehouse system become the sum of each process.
func ExampleConvert() {
	rule, err := convert.ParseRule("rule.yaml", []byte(`
kind: actual
key: アイテム
date: 終了
time: 終了
quantity: 数量
format: "%Y-%m-%d %H:%M"
data_type: difference
header_lines: 1
processes: {A: 1201, B: 1202}
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	file := "終了,アイテム,数量\n2025-03-10 09:20,A,70\n2025-03-10 09:45,A,30\n2025-03-10 10:00,B,12\n"
	result, err := convert.Convert(context.Background(), strings.NewReader(file), rule, convert.Options{Name: "export.csv"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range result.Rows {
		fmt.Println(row.Process, row.Time.Format("15:04"), row.Quantity)
	}
	// Output:
	// 1201 09:45 100
	// 1202 10:00 12
}
