package record_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/genba-cli/genba/pkg/data/record"
)

// stamps returns an answer with n punches, as the attendance service sends them.
func stamps(n int) []byte {
	b := []byte(`{"success":true,"response":{"staff_id":123,"count":1000,"stamps":[`)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, stamp(i)...)
	}
	return append(b, `]},"errors":[]}`...)
}

func stamp(i int) []byte {
	return fmt.Appendf(nil, `{"stamped_at":"2025/03/%02d %02d:00:00","type":11,"local_time":"2025/03/01 08:59:57","timezone":"+09:00",`+
		`"attributes":{"method":%d,"org_id":12,"workplace_id":1,"latitude":null,"longitude":null,"ip":"192.168.1.%d"}}`,
		i%28+1, i%24, i%4, i%250)
}

var stampPaths = [][]string{
	{"staff_id"},
	{"stamped_at"},
	{"type"},
	{"local_time"},
	{"timezone"},
	{"attributes", "method"},
	{"attributes", "org_id"},
	{"attributes", "workplace_id"},
	{"attributes", "latitude"},
	{"attributes", "longitude"},
	{"attributes", "ip"},
}

// sheet returns an answer with n members of columns columns each, names and values partly Japanese.
func sheet(n, columns int) (doc []byte, paths [][]string) {
	doc = []byte(`{"id":1,"name":"社員情報","member_data":[`)
	for i := range n {
		if i > 0 {
			doc = append(doc, ',')
		}
		doc = append(doc, '{')
		for c := range columns {
			if c > 0 {
				doc = append(doc, ',')
			}
			doc = fmt.Appendf(doc, `"項目%03d":`, c)
			switch c % 4 {
			case 0:
				doc = fmt.Appendf(doc, `%d`, i*columns+c)
			case 1:
				doc = append(doc, `"営業第一部"`...)
			case 2:
				doc = append(doc, `null`...)
			default:
				doc = append(doc, `"2025-03-01"`...)
			}
		}
		doc = append(doc, '}')
	}
	for c := range columns {
		paths = append(paths, []string{fmt.Sprintf("項目%03d", c)})
	}
	return append(doc, `]}`...), paths
}

func BenchmarkExtractStamps(b *testing.B) {
	v, err := record.ParseValue(stamp(1))
	if err != nil {
		b.Fatal(err)
	}
	rec, _ := record.Of(v)
	rec = rec.With("staff_id", record.Int(123))
	e := record.NewExtractor(stampPaths)
	var cells []record.Value
	b.SetBytes(int64(len(v)))
	b.ReportAllocs()
	for b.Loop() {
		cells = e.Extract(rec, cells)
	}
}

func BenchmarkParseValueStamps(b *testing.B) {
	doc := stamps(1000)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := record.ParseValue(doc); err != nil {
			b.Fatal(err)
		}
	}
}

// mixedStamps returns an answer with n punches whose values are of many lengths.
func mixedStamps(n int) []byte {
	b := []byte(`{"success":true,"response":{"staff_id":123,"count":1000,"stamps":[`)
	for i := range uint64(n) {
		if i > 0 {
			b = append(b, ',')
		}
		mixed := i*0x9E3779B97F4A7C15 ^ i>>7
		b = fmt.Appendf(b, `{"stamped_at":"2025/03/%02d %02d:00:00","type":%d,"local_time":"2025/03/01 08:59:%02d","timezone":"+09:00",`+
			`"attributes":{"method":%d,"org_id":%d,"workplace_id":%d,"latitude":35.%06d,"longitude":139.%06d,"ip":"192.168.%d.%d"}}`,
			i%28+1, i%24, 11+i%2, mixed>>56%60, mixed>>40%6, mixed>>38%40, mixed>>30%9, mixed>>20%1000000, mixed>>10%1000000, mixed>>44%256, mixed>>52%256)
	}
	return append(b, `]},"errors":[]}`...)
}

// BenchmarkIndexStamps validates an answer whose shape is known and notes where its values lie.
func BenchmarkIndexStamps(b *testing.B) {
	doc := mixedStamps(930)
	index := record.NewIndex(&record.Shapes{Innermost: true})
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := index.ParseObject(doc); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkReader(b *testing.B, doc []byte, paths [][]string, path ...string) {
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	var cells []record.Value
	var e *record.Extractor
	if paths != nil {
		e = record.NewExtractor(paths)
	}
	staff := record.Int(123)
	var text []byte
	for b.Loop() {
		for rec, err := range record.NewReader(bytes.NewReader(doc), path...).Records() {
			if err != nil {
				b.Fatal(err)
			}
			if e == nil {
				continue
			}
			cells = e.Extract(rec.With("staff_id", staff), cells)
			text = text[:0]
			for _, v := range cells {
				text = append(v.AppendText(text), ',')
			}
		}
	}
}

func BenchmarkReaderStamps(b *testing.B) {
	benchmarkReader(b, stamps(20000), nil, "response", "stamps")
}

func BenchmarkReaderStampsToCells(b *testing.B) {
	benchmarkReader(b, stamps(20000), stampPaths, "response", "stamps")
}

func BenchmarkReaderSheet(b *testing.B) {
	doc, _ := sheet(2000, 200)
	benchmarkReader(b, doc, nil, "member_data")
}

func BenchmarkReaderSheetToCells(b *testing.B) {
	doc, paths := sheet(2000, 200)
	benchmarkReader(b, doc, paths, "member_data")
}

func BenchmarkAppendText(b *testing.B) {
	v, err := record.ParseValue([]byte(`"本日は\u6674天なり。\n引継ぎ: \"第一\"倉庫"`))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(v)))
	b.ReportAllocs()
	var text []byte
	for b.Loop() {
		text = v.AppendText(text[:0])
	}
}
