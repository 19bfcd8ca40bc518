package intake

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// A text without quotes gives the records that encoding/csv gives, at the same lines.
func FuzzPlainRecords(f *testing.F) {
	for _, seed := range []string{"", "\n", "\r", "\r\n", "a,b\n1,2", "a,b\r\n\r\n1,2\r\n", "a\r\r\n,\n\n,,", "a\rb\n", " a , b \n", "日本,語\n\xff,\r"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, `"`, "'")
		for _, lines := range []func() ([]byte, error){cutLines([]byte(text)), linesOf(bufio.NewReaderSize(strings.NewReader(text), 16))} {
			checkRecords(t, text, plainRecords(lines, ','))
		}
	})
}

func checkRecords(t *testing.T, text string, next func() (line int, cells []string, err error)) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	for {
		want, wantErr := r.Read()
		line, got, err := next()
		if !errors.Is(err, wantErr) || !slices.Equal(got, want) {
			t.Fatalf("%q: %q, %v; want %q, %v", text, got, err, want, wantErr)
		}
		if errors.Is(err, io.EOF) {
			return
		}
		if wantLine, _ := r.FieldPos(0); line != wantLine {
			t.Fatalf("%q: %q is in line %d, want %d", text, got, line, wantLine)
		}
	}
}
