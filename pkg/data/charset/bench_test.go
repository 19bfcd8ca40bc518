package charset_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/transform"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// A download as it is: numbers and dates, names and a remark.
var (
	page     = []byte(strings.Repeat("10482,2025-03-01 09:00:00,佐藤 太郎,東京都千代田区 第二倉庫,出荷検品（午前）,480,\r\n", 8000))
	pageSJIS = charset.AppendCP932Replacing(nil, page)
)

func BenchmarkAppendCP932(b *testing.B) {
	b.SetBytes(int64(len(page)))
	var out []byte
	for b.Loop() {
		out, _, _ = charset.AppendCP932(out[:0], page)
	}
}

func BenchmarkReaderCP932(b *testing.B) {
	b.SetBytes(int64(len(pageSJIS)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, charset.NewReader(bytes.NewReader(pageSJIS), charset.CP932)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReaderUTF8(b *testing.B) {
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, charset.NewReader(bytes.NewReader(page), charset.UTF8)); err != nil {
			b.Fatal(err)
		}
	}
}

// x/text in the same run, to compare with.
func BenchmarkXTextEncode(b *testing.B) {
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, transform.NewReader(bytes.NewReader(page), japanese.ShiftJIS.NewEncoder())); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXTextDecode(b *testing.B) {
	b.SetBytes(int64(len(pageSJIS)))
	for b.Loop() {
		if _, err := io.Copy(io.Discard, transform.NewReader(bytes.NewReader(pageSJIS), japanese.ShiftJIS.NewDecoder())); err != nil {
			b.Fatal(err)
		}
	}
}
