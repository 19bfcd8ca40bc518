package cmd_test

import (
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// posted compares the last posts of the sandbox's chat channels with a file: posted COUNT FILE.
func posted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: posted COUNT FILE")
	}
	base, _, _ := strings.Cut(ts.Getenv("GENBA_NOTIFY_SLACK_URL"), "/slack/")
	answer, err := http.Get(base + "/posts")
	ts.Check(err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	ts.Check(err)
	lines := strings.SplitAfter(strings.TrimSuffix(string(text), "\n"), "\n")
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := strings.TrimSuffix(strings.Join(lines[max(0, len(lines)-n):], ""), "\n") + "\n"
	want, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	if got != string(want) {
		ts.Fatalf("posted:\n%swant:\n%s", got, want)
	}
}
