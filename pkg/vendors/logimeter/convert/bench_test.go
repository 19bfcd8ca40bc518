package convert_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/genba-cli/genba/pkg/vendors/logimeter/convert"
)

const benchRule = `
kind: actual
key: [4]
date: 2
time: 2
quantity: 6
effort: {start: 1, end: 2}
data_type: difference
processes: {アパレル: 1, 食品: 2, 書籍: 3, 家電: 4, 玩具: 5}
`

func BenchmarkConvert(b *testing.B) {
	var file bytes.Buffer
	for i := range 100_000 {
		key := []string{"アパレル", "食品", "書籍", "家電", "玩具"}[i*7919%5]
		fmt.Fprintf(&file, "2023-03-10 10:%02d:%02d,2023-03-10 11:%02d:%02d,%d,%s,A%d,%d\n", i%60, i/7%60, i/60%60, i%60, 1000000+i, key, i%1000, i%300)
	}
	rule, err := convert.ParseRule("rule.yaml", []byte(benchRule), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := convert.Convert(b.Context(), bytes.NewReader(file.Bytes()), rule, convert.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
