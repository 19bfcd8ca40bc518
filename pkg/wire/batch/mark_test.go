package batch_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/genba-cli/genba/pkg/wire/batch"
)

// A results file that Excel opened and PowerShell wrote anew is read again, and keeps the mark by which Excel knows it.
func TestResultsFilesOfWindows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.csv")
	send := func(refuse string) func(context.Context, []string) ([]batch.Result, error) {
		return func(_ context.Context, rows []string) ([]batch.Result, error) {
			if rows[0] == refuse {
				return []batch.Result{{Status: batch.Failed, Error: "氏名が長すぎます"}}, nil
			}
			return []batch.Result{{Status: batch.OK, ID: rows[0]}}, nil
		}
	}
	rows := []string{"a", "b"}
	if _, err := batch.Run(t.Context(), rows, batch.Options{ResultsPath: path, Mark: true}, send("b")); err == nil {
		t.Fatal("a refused row was no error")
	}
	const first = "\ufeffrow,status,id,error\n1,ok,a,\n2,failed,,氏名が長すぎます\n"
	if text, err := os.ReadFile(path); err != nil || string(text) != first {
		t.Fatalf("%q, %v", text, err)
	}
	var wide []byte
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(first, "\n", "\r\n"))) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	if err := os.WriteFile(path, wide, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := batch.Run(t.Context(), rows, batch.Options{ResultsPath: path, Resume: true}, send("")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "\ufeffrow,status,id,error\n1,ok,a,\n2,ok,b,\n" {
		t.Errorf("%q, %v", text, err)
	}
}
