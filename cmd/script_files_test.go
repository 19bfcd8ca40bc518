package cmd_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// write writes a file with a text: write FILE TEXT.
func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: write FILE TEXT")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(args[1]), 0o600))
}

// written fails unless files or folders with these names are there, and none is empty: written 'stamps-*.csv'.
func written(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: written PATTERN")
	}
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(files) == 0 {
		ts.Fatalf("there is no %s", args[0])
	}
	for _, file := range files {
		info, err := os.Stat(file)
		ts.Check(err)
		empty := info.Size() == 0
		if info.IsDir() { // which has a size of its own, none on Windows
			inside, _ := filepath.Glob(filepath.Join(file, "*"))
			empty = len(inside) == 0
		}
		if empty {
			ts.Fatalf("%s is empty", file)
		}
	}
}

// marked fails unless a results file begins with the mark by which Excel knows UTF-8 where it has to, on Windows, and takes it
// away for what the script compares: marked results.csv.
func marked(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: marked FILE")
	}
	text, has := strings.CutPrefix(ts.ReadFile(args[0]), "\ufeff")
	if has != (runtime.GOOS == "windows") {
		ts.Fatalf("%s: begins with the mark: %v", args[0], has)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
