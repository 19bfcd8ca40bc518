package hours_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/genba-cli/genba/pkg/work/hours"
)

// BenchmarkMonth sums a month of ten thousand people from a CSV.
func BenchmarkMonth(b *testing.B) {
	var text bytes.Buffer
	text.WriteString("person,date,minutes\n")
	for day := range 31 {
		for person := range 10_000 {
			fmt.Fprintf(&text, "%06d,2025-03-%02d,%d\n", person+1, day+1, 400+(person*7919+day*104729)%200)
		}
	}
	from, _ := hours.ParseDate("2025-03-01")
	within := hours.Range{From: from, To: from + 30}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		days := hours.ReadCSV(bytes.NewReader(text.Bytes()), "a.csv", hours.CSVColumns(), within, nil)
		s, err := hours.Collect(days, hours.Options{})
		if err != nil {
			b.Fatal(err)
		}
		people := 0
		for range s.Sums(hours.ByPerson) {
			people++
		}
		if people != 10_000 {
			b.Fatal(people)
		}
	}
}
