package intake_test

import (
	"strings"
	"testing"

	"github.com/genba-cli/genba/pkg/data/intake"
)

// 10,000 rows as an HR department hands them in, read and checked.
func BenchmarkReadAndCheck(b *testing.B) {
	for name, text := range map[string]string{
		"staffs.csv":    "staff_code,name,sex,age,hired_on\n" + strings.Repeat("A0001,佐藤 太郎,男,41,2024-02-29\n", 10000),
		"staffs.ndjson": strings.Repeat(`{"staff_code":"A0001","name":"佐藤 太郎","sex":"男","age":41,"hired_on":"2024-02-29"}`+"\n", 10000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				rows, err := intake.Read(strings.NewReader(text), intake.Options{Name: name})
				if err != nil || len(rows) != 10000 {
					b.Fatalf("%d rows, %v", len(rows), err)
				}
				if err := intake.Check(rows, staffRules(), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
