package xlsx_test

import (
	"bytes"
	"io"
	"strconv"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/xlsx"
)

func benchRow(i int) []xlsx.Cell {
	return []xlsx.Cell{
		text("00" + strconv.Itoa(1000+i%500)), xlsx.DateTimeCell(time.Date(2026, 3, 1+i%28, 9, i%60, 0, 0, tokyo)), number("11"), text("髙橋 花子"),
		text("203.0.113.7"), number("35.681236"), number("139.767125"), text("web"),
		{},
		xlsx.BoolCell(i%2 == 0), text("本社／物流センター"),
	}
}

func BenchmarkWrite(b *testing.B) {
	columns := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}
	b.ReportAllocs()
	w := xlsx.NewWriter(io.Discard, xlsx.Options{SplitRows: true})
	if err := w.Sheet("a", columns); err != nil {
		b.Fatal(err)
	}
	rows := make([][]xlsx.Cell, 1000)
	for i := range rows {
		rows[i] = benchRow(i)
	}
	for i := 0; b.Loop(); i++ {
		if err := w.Row(rows[i%len(rows)]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	const n = 20000
	var file bytes.Buffer
	w := xlsx.NewWriter(&file, xlsx.Options{})
	if err := w.Sheet("a", []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"}); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		if err := w.Row(benchRow(i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		book, err := xlsx.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for _, err := range book.Rows(book.Sheets[0]).All() {
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != n+1 {
			b.Fatal(rows)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
}
