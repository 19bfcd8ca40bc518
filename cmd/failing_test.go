package cmd_test

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// fails is exits for a command that gives nothing but an error: stdout is empty, and stderr is one line that begins
// with the command, and a hint (whose further lines are indented): fails 2 genba akashi staffs retire 7.
func fails(ts *testscript.TestScript, neg bool, args []string) {
	exits(ts, neg, args)
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("an error, and yet something on stdout: %s", out)
	}
	if text := ts.ReadFile("stderr"); !onlyAnError.MatchString(text) {
		ts.Fatalf("not one line and a hint: %s", text)
	}
}

var onlyAnError = regexp.MustCompile(`\Agenba: [a-z][a-z -]+: \S[^\n]*\nhint: \S[^\n]*\n(      \S[^\n]*\n)*\z`)

// tidy makes sure that no half-written file is left in the script's folder; ! tidy, that one is there now.
func tidy(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 0 {
		ts.Fatalf("usage: [!] tidy")
	}
	var left []string
	ts.Check(filepath.WalkDir(ts.Getenv("WORK"), func(path string, entry fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".tmp") && !entry.IsDir() {
			left = append(left, path)
		}
		return err
	}))
	if found := len(left) > 0; found != neg {
		ts.Fatalf("half-written files: %v", left)
	}
}
