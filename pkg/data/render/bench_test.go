package render_test

import (
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/data/render"
)

var stampColumns = columns("staff_id", "stamped_at", "type", "local_time", "timezone", "attributes.method",
	"attributes.org_id", "attributes.workplace_id", "attributes.latitude", "attributes.longitude", "attributes.ip")

// stamps returns n records as an attendance service sends them, and their size in bytes.
func stamps(b *testing.B, n int) ([]record.Record, int64) {
	recs := make([]record.Record, n)
	size := int64(0)
	for i := range recs {
		doc := fmt.Sprintf(`{"stamped_at":"2025/03/%02d 09:%02d:00","type":%d,"local_time":"2025/03/01 09:00:00","timezone":"+09:00",`+
			`"attributes":{"method":1,"org_id":%d,"workplace_id":3,"latitude":35.681236,"longitude":139.767125,"ip":"192.0.2.%d","note":"本社 受付"}}`,
			i%28+1, i%60, 11+i%2, i%50, i%256)
		recs[i] = parse(b, doc)[0].With("staff_id", record.Int(int64(i/40)))
		size += int64(len(doc))
	}
	return recs, size
}

func benchmark(b *testing.B, o render.Options, cols []render.Column, n int) {
	recs, size := stamps(b, n)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		w, err := render.NewWriter(io.Discard, o, cols)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Write(b.Context(), sequence(recs, nil)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSVStamps(b *testing.B) {
	benchmark(b, render.Options{Format: render.CSV, Header: true}, stampColumns, 100_000)
}

// page returns an answer with n stamps whose values are of many lengths.
func page(n int) []byte {
	doc := []byte(`{"stamps":[`)
	for i := range uint64(n) {
		if i > 0 {
			doc = append(doc, ',')
		}
		mixed := i*0x9E3779B97F4A7C15 ^ i>>7
		doc = fmt.Appendf(doc, `{"stamped_at":"2025/03/%02d 09:%02d:00","type":%d,"local_time":"2025/03/01 08:59:%02d","timezone":"+09:00",`+
			`"attributes":{"method":%d,"org_id":%d,"workplace_id":%d,"latitude":35.%06d,"longitude":139.%06d,"ip":"192.168.%d.%d"}}`,
			i%28+1, i%60, 11+i%2, mixed>>56%60, mixed>>40%6, mixed>>38%40, mixed>>30%9, mixed>>20%1000000, mixed>>10%1000000, mixed>>44%256, mixed>>52%256)
	}
	return append(doc, `]}`...)
}

// BenchmarkCSVPage writes records whose values were found while their answer was validated, as pulls have them.
func BenchmarkCSVPage(b *testing.B) {
	doc := page(930)
	index := record.NewIndex(&record.Shapes{})
	var recs []record.Record
	for range 2 { // the first time their shape is learned
		d, err := index.Parse(doc)
		if err != nil {
			b.Fatal(err)
		}
		if recs, _ = d.Field("stamps").Records(); len(recs) != 930 {
			b.Fatal(len(recs))
		}
	}
	front := record.NewFront("staff_id", record.Int(7))
	for i, r := range recs {
		recs[i] = r.Behind(front)
	}
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		w, err := render.NewWriter(io.Discard, render.Options{Format: render.CSV, Header: true}, stampColumns)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Write(b.Context(), sequence(recs, nil)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSVStampsCP932(b *testing.B) {
	cols := append(stampColumns[:len(stampColumns):len(stampColumns)], render.Column{Name: "attributes.note"})
	benchmark(b, render.Options{Format: render.CSV, Header: true, Encoding: charset.CP932}, cols, 100_000)
}

func BenchmarkCSVStampsExcel(b *testing.B) {
	benchmark(b, render.Options{Format: render.CSV, Header: true, Excel: true, Encoding: charset.UTF8BOM}, stampColumns, 100_000)
}

func BenchmarkCSVStampsUnknownColumns(b *testing.B) {
	benchmark(b, render.Options{Format: render.CSV, Header: true}, nil, 100_000)
}

func BenchmarkNDJSONStamps(b *testing.B) {
	benchmark(b, render.Options{Format: render.NDJSON}, stampColumns, 100_000)
}

func BenchmarkWorkbookStamps(b *testing.B) {
	zone := time.FixedZone("JST", 9*60*60)
	cols := slices.Clone(stampColumns)
	for i := range cols {
		cols[i].Time = cols[i].Name == "stamped_at" || cols[i].Name == "local_time"
		cols[i].Code = !cols[i].Time
	}
	benchmark(b, render.Options{Format: render.XLSX, Header: true, Clock: render.ClockIn(zone, zone)}, cols, 100_000)
}

func BenchmarkTableStamps(b *testing.B) {
	benchmark(b, render.Options{Format: render.Table, Header: true}, stampColumns, 10_000)
}

func BenchmarkYAMLStamps(b *testing.B) {
	benchmark(b, render.Options{Format: render.YAML}, stampColumns, 10_000)
}
